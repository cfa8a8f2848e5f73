"""Names of Word's XML, in the transitional form; a file of the strict form is read as one of that."""

from __future__ import annotations

from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: Namespaces of the strict form, and the same ones in the form that Word itself writes.
_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1],
}


def make_transitional(root: Any) -> Any:
    """The same tree with the names of the transitional form."""
    if etree.QName(root).namespace not in _STRICT:
        return root
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        if name.namespace in _STRICT:
            element.tag = f"{{{_STRICT[name.namespace]}}}{name.localname}"
        for key, value in list(element.attrib.items()):
            own = etree.QName(key)
            if own.namespace in _STRICT:
                del element.attrib[key]
                element.set(f"{{{_STRICT[own.namespace]}}}{own.localname}", value)
    return root


def read_words(element: Any) -> str:
    """All words in an element, deleted ones and those of formulas too, without blanks."""
    parts = element.iter(f"{W}t", f"{W}delText", f"{M}t")
    return "".join("".join(part.text or "" for part in parts).split())


def is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{W}val", "1") not in ("0", "false", "off")
