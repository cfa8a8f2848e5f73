"""The house as CONTRIBUTING.md draws it: who imports whom, where a file may stand, and how large a part may grow."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT

MACROS = ROOT / "macros"
_ENGINE = {"mkdocs", "material", "mkdocs_macros", "properdocs"}
_ROW = re.compile(r"^\| (\d+) \| `(\w+)(/?)` \|", re.MULTILINE)
MOST_MODULE, MOST_CLASS, MOST_FUNCTION, MOST_MEDIAN = 300, 200, 40, 100  # lines

Graph = Mapping[str, set[str]]  # module -> the modules of ours that it imports


def read_floors() -> dict[str, int]:
    """The floor of each room and of each single file at the top, from the table in CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return {name: int(floor) for floor, name, _ in _ROW.findall(text)}


def name_of(path: Path, root: Path) -> str:
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """The folder or file at the top: `check` for macros.check.rules.slips, `__init__` for macros itself."""
    return module.split(".")[1] if "." in module else "__init__"


def read_imports(path: Path) -> Iterator[str]:
    """Every module that a file names in an import, wherever that stands, for types alone too; `from a import b` as a and a.b."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def read_graph(root: Path = MACROS) -> Graph:
    files = {name_of(path, root): path for path in root.rglob("*.py")}
    graph = {}
    for name, path in files.items():
        named = {module for module in read_imports(path) if module in files and module != name}
        # `from package import module` needs the module; what the package itself holds is named without one
        graph[name] = {module for module in named if not any(other.startswith(f"{module}.") for other in named)}
    return graph


def find_wrong_arrows(graph: Graph, floors: Mapping[str, int]) -> list[str]:
    """Imports of a room that stands on the same floor or above."""
    return [
        f"{module} → {other}"
        for module, imported in sorted(graph.items())
        for other in sorted(imported)
        if room_of(module) != room_of(other) and floors[room_of(other)] >= floors[room_of(module)]
    ]


def find_circle(graph: Graph) -> list[str]:
    """The modules of one circle, in order; none where there is no circle."""
    done: set[str] = set()

    def walk(module: str, way: list[str]) -> list[str]:
        if module in way:
            return way[way.index(module) :]
        if module not in done:
            for other in sorted(graph.get(module, ())):
                if circle := walk(other, [*way, module]):
                    return circle
            done.add(module)
        return []

    return next((circle for module in sorted(graph) if (circle := walk(module, []))), [])


def find_engine(root: Path = MACROS) -> list[str]:
    """Files that import the engine."""
    return sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if any(module.split(".")[0] in _ENGINE for module in read_imports(path))
    )


def find_homeless(root: Path, floors: Mapping[str, int]) -> list[str]:
    """Python files that stand in no room of the table, and folders of them without a word on what they are for."""
    homeless = [
        name
        for name in (path.relative_to(root).parts[0] for path in root.rglob("*.py"))
        if name.removesuffix(".py") not in floors
    ]
    silent = [
        path.relative_to(root).as_posix()
        for path in root.rglob("__init__.py")
        if not ast.get_docstring(ast.parse(path.read_bytes()))
    ]
    return sorted({*homeless, *silent})


def find_large(roots: Iterator[Path] | list[Path]) -> list[str]:
    """Modules, classes and functions with more lines than they may have."""
    large = []
    for path in (path for root in roots for path in sorted(root.rglob("*.py"))):
        text = path.read_text(encoding="utf-8")
        shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
        if (count := text.count("\n")) > MOST_MODULE:
            large.append(f"{shown}: {count}")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
                most = MOST_CLASS if isinstance(node, ast.ClassDef) else MOST_FUNCTION
                if (count := (node.end_lineno or 0) - node.lineno + 1) > most:
                    large.append(f"{shown}: {node.name} {count}")
    return large


def test_imports_point_down() -> None:
    assert find_wrong_arrows(read_graph(), read_floors()) == []


def test_no_module_imports_itself_through_others() -> None:
    assert find_circle(read_graph()) == []


def test_the_engine_is_named_in_one_file() -> None:
    assert find_engine() == ["hooks.py"]


def test_every_file_has_its_room() -> None:
    assert find_homeless(MACROS, read_floors()) == []


def test_every_room_of_the_table_is_there() -> None:
    assert [
        name for name in read_floors() if not (MACROS / name).is_dir() and not (MACROS / f"{name}.py").is_file()
    ] == []


def test_the_audit_imports_nothing_that_made_the_site() -> None:
    reached = {other for module, imported in read_graph().items() if room_of(module) == "audit" for other in imported}
    assert {room_of(module) for module in reached} == {"audit", "urls", "sums"}


def test_nothing_has_grown_too_large() -> None:
    assert find_large([ROOT / "macros", ROOT / "tools", ROOT / "benchmarks"]) == []


def test_half_of_the_modules_are_short() -> None:
    sizes = [text.count("\n") for path in MACROS.rglob("*.py") if (text := path.read_text(encoding="utf-8"))]
    assert statistics.median(sizes) <= MOST_MEDIAN


# Each of these has to refuse.


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Two rooms, the upper of which imports the lower."""
    root = tmp_path / "macros"
    for name, text in {
        "__init__.py": '"""A house."""\n',
        "low/__init__.py": '"""A room."""\n',
        "low/base.py": "",
        "high/__init__.py": '"""A room."""\n',
        "high/view.py": "from macros.low.base import x\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


FLOORS = {"low": 1, "high": 2, "__init__": 3}


def test_a_sound_house_passes(house: Path) -> None:
    graph = read_graph(house)
    assert graph["macros.high.view"] == {"macros.low.base"}
    assert (find_wrong_arrows(graph, FLOORS), find_circle(graph), find_engine(house), find_homeless(house, FLOORS)) == (
        [],
        [],
        [],
        [],
    )


@pytest.mark.parametrize(
    "line",
    [
        "from macros.high import view",
        "from macros.high.view import y",
        "import macros.high.view",
        "def f() -> None:\n    from macros.high.view import y",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from macros.high.view import y",
    ],
)
def test_an_arrow_upwards_is_found(house: Path, line: str) -> None:
    (house / "low" / "base.py").write_text(f"{line}\n", encoding="utf-8")
    assert find_wrong_arrows(read_graph(house), FLOORS) == ["macros.low.base → macros.high.view"]
    assert find_circle(read_graph(house)) == ["macros.high.view", "macros.low.base"]


def test_a_neighbour_on_the_same_floor_is_not_to_be_imported(house: Path) -> None:
    assert find_wrong_arrows(read_graph(house), FLOORS | {"low": 2}) == ["macros.high.view → macros.low.base"]


def test_the_engine_elsewhere_is_found(house: Path) -> None:
    (house / "low" / "base.py").write_text(
        "def f() -> None:\n    from mkdocs.plugins import event_priority\n", encoding="utf-8"
    )
    assert find_engine(house) == ["low/base.py"]


def test_a_file_without_a_room_and_a_room_without_a_word_are_found(house: Path) -> None:
    (house / "loose.py").write_text("", encoding="utf-8")
    (house / "low" / "__init__.py").write_text("", encoding="utf-8")
    assert find_homeless(house, FLOORS) == ["loose.py", "low/__init__.py"]


def test_a_large_part_is_found(tmp_path: Path) -> None:
    body = "    x = 1\n" * MOST_FUNCTION
    methods = "".join(f"    def m{number}(self): ...\n" for number in range(MOST_CLASS))
    (tmp_path / "m.py").write_text(f"def f():\n{body}\nclass C:\n{methods}" + "\n" * 60, encoding="utf-8")
    assert find_large([tmp_path]) == ["m.py: 303", "m.py: f 41", "m.py: C 201"]


# The English of the code.

#: An English sentence that begins like this says what it is about only at its end.
_RELATIVE = re.compile(r"(?:What|Who|Whose|Which|Where|When|How)\b")


def find_relative_docstrings(roots: list[Path]) -> list[str]:
    """Docstrings that begin with a relative clause instead of a noun or a verb."""
    found = []
    for path in (path for root in roots for path in sorted(root.rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
                words = ast.get_docstring(node) or ""
                found += [f"{path.name}: {words[:40]}"] if _RELATIVE.match(words) else []
    return found


def test_docstrings_begin_with_a_noun_or_a_verb() -> None:
    assert find_relative_docstrings([ROOT / name for name in ("macros", "tests", "tools", "benchmarks")]) == []


def test_a_docstring_that_begins_with_what_is_found(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text('"""What a module is."""\ndef f():\n    """Rows."""\n', encoding="utf-8")
    assert find_relative_docstrings([tmp_path]) == ["m.py: What a module is."]
