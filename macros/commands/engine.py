"""The engine as a program of its own: the only way in which a command starts it.

Two engines read the same mkdocs.yml and run the same hook: MkDocs, and ProperDocs, which goes on where MkDocs 1 ends.
docs/developers/engine.md says what would have to change on the day the theme ends.
"""

from __future__ import annotations

import os
import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path

from macros.commands.settings import add_setting
from macros.publish.addresses import prove_address

ROOT = Path(__file__).resolve().parents[2]
MKDOCS, PROPERDOCS = "mkdocs", "properdocs"
#: ProperDocs has an environment of its own, with the same packages beside it (requirements/properdocs.txt).
_OTHER_PROGRAMS = ROOT / ".venv-properdocs" / ("Scripts" if os.name == "nt" else "bin")
#: Settings of other programs that would change the bytes of a site.
_FOREIGN = frozenset({"SOURCE_DATE_EPOCH", "PYTHONOPTIMIZE", "PYTHONUTF8"})


class NoEngineError(Exception):
    """The engine that is asked for is not installed; the message is Chinese and complete in itself."""


def add_engine(parser: ArgumentParser) -> None:
    words = "生成网站的程序，默认 mkdocs"
    add_setting(parser, "--engine", "ENGINE", words, choices=(MKDOCS, PROPERDOCS), default=MKDOCS)


def create_command(engine: str, *arguments: str) -> list[str]:
    """The program with its arguments. Raises NoEngineError."""
    folder = Path(sys.executable).parent if engine == MKDOCS else _OTHER_PROGRAMS
    program = shutil.which(engine, path=folder)  # with the ending that the system gives to programs
    if program is None:
        raise NoEngineError(f"没有安装 {engine}；运行 make site ENGINE={engine} 会自动装上。")
    verb, *rest = arguments
    return [program, verb, "--config-file", str(ROOT / "mkdocs.yml"), *rest]


def create_surroundings(plan_folder: Path, site_url: str) -> dict[str, str]:
    """The environment in which the engine builds a plan: its hook reads PLAN, and mkdocs.yml the addresses.

    mkdocs.yml reads them as YAML, so that only what is an address may reach it. Raises AddressError.
    """
    for name, address in (("SITE_URL", site_url), ("REPO_URL", os.environ.get("REPO_URL"))):
        if address:
            prove_address(name, address)
    own = {"PLAN": str(plan_folder.absolute()), "NO_MKDOCS_2_WARNING": "1"}  # the theme's advertisement
    own |= {"PYTHONIOENCODING": "utf-8"}
    inherited = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return inherited | own | ({"SITE_URL": site_url} if site_url else {})
