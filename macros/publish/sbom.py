"""The components of a site as a CycloneDX 1.6 document: the locked Python packages, and the files that are not ours.

No serial number and no time, so that the same lock and the same site give the same bytes. Only what is installed counts:
of two versions that the lock gives for different Pythons, the one that was used.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from macros.publish.vendored import Part, Vendored, list_vendored

SBOM = "sbom.cdx.json"
_ROOT_REF = "site"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"^    # +(?:via +)?(\S.*)$")
_DIRECT = "-r requirements/site.in"

Json = dict[str, Any]


def create_sbom(lock: str, site: Path, title: str, version: str) -> str:
    """`lock` is what requirements/site.txt holds; `title` and `version` say of which site it is."""
    packages = [package for package in _read_lock(lock) if _is_installed(package)]
    refs = {package["name"]: _ref(package) for package in packages}
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "component": {"type": "application", "bom-ref": _ROOT_REF, "name": title, "version": version},
        },
        "components": [*map(_create_package, packages), *_create_libraries(list_vendored(site))],
        "dependencies": [
            {"ref": _ROOT_REF, "dependsOn": sorted(refs[p["name"]] for p in packages if _DIRECT in p["via"])},
            *(
                {"ref": refs[name], "dependsOn": sorted(refs[p["name"]] for p in packages if name in p["via"])}
                for name in refs
            ),
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _read_lock(lock: str) -> list[Json]:
    packages: list[Json] = []
    for line in lock.splitlines():
        if match := _PINNED.match(line):
            packages.append({"name": match[1], "version": match[2], "hashes": [], "via": []})
        elif packages and (found := _HASH.search(line)):
            packages[-1]["hashes"].append(found[1])
        elif packages and (via := _VIA.match(line)):
            packages[-1]["via"].append(via[1])
    return packages


def _is_installed(package: Json) -> bool:
    try:
        return bool(metadata(package["name"])["Version"] == package["version"])
    except PackageNotFoundError:
        return False


def _ref(package: Json) -> str:
    return f"pkg:pypi/{package['name']}@{package['version']}"


def _create_package(package: Json) -> Json:
    return {
        "type": "library",
        "bom-ref": _ref(package),
        "name": package["name"],
        "version": package["version"],
        **_create_licence(*_find_licence(package["name"])),
        "purl": _ref(package),
        # one for each file of the release that the lock allows: the wheels and the source
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/simple/{package['name']}/",
                "hashes": [{"alg": "SHA-256", "content": digest} for digest in package["hashes"]],
            }
        ],
    }


def _find_licence(name: str) -> tuple[str | None, str | None]:
    """(an SPDX expression, a name): what the package says of itself, at most one of them."""
    about = metadata(name)
    said = {field: str(about[field]) for field in ("License-Expression", "License") if field in about}
    if "License-Expression" in said:
        return said["License-Expression"], None
    if (name_of := said.get("License", "UNKNOWN")) != "UNKNOWN" and "\n" not in name_of:
        return None, name_of
    marks = [str(mark) for mark in about.get_all("Classifier", []) if str(mark).startswith("License ::")]
    return None, marks[0].rpartition(" :: ")[2] if marks else None


def _create_licence(expression: str | None, name: str | None) -> Json:
    if expression:
        return {"licenses": [{"expression": expression}]}
    return {"licenses": [{"license": {"name": name}}]} if name else {}


def _create_libraries(files: list[Vendored]) -> list[Json]:
    """One component for each origin of vendored files, with the files, and what is in them, below it."""
    by_origin: dict[str, list[Vendored]] = {}
    for file in files:
        by_origin.setdefault(file.origin.library.name, []).append(file)
    return [
        {
            **_create_part(own[0].origin.library, "vendored"),
            "components": [
                {
                    "type": "file",
                    "bom-ref": f"file:{file.path}",
                    "name": file.path,
                    "hashes": [{"alg": "SHA-256", "content": file.sha256}],
                    **(
                        {"components": [_create_part(part, file.path) for part in file.origin.contains]}
                        if file.origin.contains and not file.path.endswith(".map")
                        else {}
                    ),
                }
                for file in own
            ],
        }
        for own in by_origin.values()
    ]


def _create_part(part: Part, where: str) -> Json:
    licence = {"licenses": [{"license": {"name": part.licence}}]} if part.licence else {}
    version = {"version": part.version} if part.version else {}
    return {"type": "library", "bom-ref": f"{part.name}:{where}", "name": part.name, **version, **licence}
