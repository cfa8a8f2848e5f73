"""Scripts, style sheets, fonts and pictures of the built site that are not ours: where each is from, which version, licence, hash.

`make vendored` writes the table docs/developers/vendored.md; a test compares it with a built site, and the list of
components (macros/publish/sbom.py) is made from here. A file that is neither ours nor known here is an error: nobody gets to
serve one by accident.
"""

from __future__ import annotations

import fnmatch
import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from macros.html.assets import create_assets
from macros.urls import CARD_URL

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "developers" / "vendored.md"
_KINDS = (".js", ".css", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".wasm", ".png", ".svg", ".ico")
_THEME = "mkdocs-material"


@dataclass(frozen=True)
class Part:
    """A library inside a file. `version` is what the file itself says of it, None where it says nothing."""

    name: str
    version: str | None
    licence: str | None


@dataclass(frozen=True)
class Origin:
    """Files of one origin, all of which come with the theme's package."""

    patterns: tuple[str, ...]
    library: Part
    contains: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Vendored:
    path: str
    origin: Origin
    sha256: str


class UnknownFileError(Exception):
    """A file that is neither ours nor known; the argument is its address."""


def list_origins() -> tuple[Origin, ...]:
    """The contents of bundles by their source maps, with the licences of the packages on the npm registry."""
    theme = Part(_THEME, version(_THEME), "MIT")
    bundled = (
        Part("clipboard", "2.0.11", "MIT"),
        Part("escape-html", None, "MIT"),
        Part("focus-visible", None, "W3C"),
        Part("rxjs", None, "Apache-2.0"),
        Part("tslib", None, "0BSD"),
    )
    return (
        Origin(("assets/javascripts/bundle.*",), theme, bundled),
        Origin(("assets/stylesheets/*", "assets/images/favicon.png"), theme),
    )


def list_vendored(site: Path) -> list[Vendored]:
    """In the order of addresses. Raises UnknownFileError."""
    origins, found = list_origins(), []
    joined = {name: text.encode() for name, text in create_assets().items()}
    for path in sorted(path for path in site.rglob("*") if path.suffix in _KINDS and path.is_file()):
        name, content = path.relative_to(site).as_posix(), path.read_bytes()
        ours = ROOT / "docs" / name
        if name == CARD_URL or joined.get(name) == content or (ours.is_file() and ours.read_bytes() == content):
            continue
        origin = next((o for o in origins if any(fnmatch.fnmatchcase(name, pattern) for pattern in o.patterns)), None)
        if origin is None:
            raise UnknownFileError(name)
        found.append(Vendored(name, origin, hashlib.sha256(content).hexdigest()))
    return found


def create_table(site: Path) -> str:
    unsaid = "not said in the file"
    lines = [
        "# Files of the site that are not ours",
        "",
        f"Written by `make vendored` from a built site; do not edit. All of them come inside the Python package {_THEME}"
        f" {version(_THEME)} (MIT), which requirements/site.txt locks with hashes. The site serves no fonts. A version is given"
        " where the file itself says it. The theme's own search is left out (`macros/hooks.py`): ours replaces it.",
        "",
        "| file | from | version | licence | holds | SHA-256 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for file in list_vendored(site):
        library = file.origin.library
        holds = ", ".join(f"{p.name} {p.version or ''}".strip() + f" ({p.licence})" for p in file.origin.contains)
        lines.append(
            f"| {file.path} | {library.name} | {library.version or unsaid} | {library.licence or unsaid}"
            f" | {holds} | `{file.sha256}` |"
        )
    return "\n".join(lines) + "\n"
