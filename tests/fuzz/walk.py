"""A random walk through a plan's life: edited by hand, laid out, imported anew, reported on, recorded, renamed, withdrawn.

After each step the folder is held against a model of all that people wrote: no word, comment, id, report or revision is lost.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from random import Random

import openpyxl
import yaml

from macros.__main__ import main
from macros.check.checker import check_plan
from macros.exports.xlsx import create_unit_xlsx
from macros.imports.importing import import_document
from macros.model import Plan
from macros.views.plan_views import PlanViews
from macros.views.return_form import HEAD_ROW, ON, STATE, WORDS

TODAY = date(2024, 7, 1)
STEPS = 200
_HEAD = "某市2024年行动计划（征求意见稿）\n\t序号\n\t重点任务\n\t工作措施\n\t完成时限\n\t牵头单位\n\t主责单位\n\n"
_DUES = ("年底前", "6月底前", "9月底前", "11月底前", "长期实施")
_WORK = [
    "检查工业企业废气治理设施",
    "更新老旧货运车辆",
    "整治裸露地块扬尘",
    "推广新能源公交客车",
    "清理散乱堆放物料",
    "改造燃气锅炉低氮燃烧",
    "抽检加油站油气回收",
    "治理餐饮单位油烟排放",
    "巡查道路保洁作业质量",
    "监测园区边界挥发物质",
]


#: An answer that decides a question of each kind without another body or date.
_ANSWERS = {
    "members": "不明", "same": "不是", "name": "不改", "wording": "日期另定", "field": "接受", "column": "接受", "part": "不写",
}  # fmt: skip


@dataclass(eq=False)
class Row:
    """A row of the document: `id` is that of its measure once it has been imported."""

    text: str
    due: str
    lead: str
    others: str
    id: str = ""


@dataclass
class Walk:
    folder: Path
    dice: Random
    rows: list[Row] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=dict)  # measure -> what editors wrote into it
    comments: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    reports: list[tuple[str, str, date, str]] = field(default_factory=list)
    revisions: dict[str, bytes] = field(default_factory=dict)
    renamed: list[str] = field(default_factory=list)
    count: int = 0
    known: tuple[dict[Path, bytes], Plan] | None = None

    @property
    def plan_folder(self) -> Path:
        return self.folder / "plan"

    def begin(self) -> None:
        self.rows = [
            Row(
                f"{work}，全年完成{number + 10}项。",
                self.dice.choice(_DUES),
                f"市{'甲乙丙'[number % 3]}局",
                f"市{'丁戊'[number % 2]}委",
            )
            for number, work in enumerate(_WORK)
        ]
        self.import_newer()

    def next(self) -> str:
        """The number of the next word, comment or report: none comes twice."""
        self.count += 1
        return f"第{self.count}号"

    # steps

    def take_step(self) -> str:
        step: Callable[[], None] = self.dice.choice(
            [
                self.edit_text,
                self.edit_note,
                self.add_comment,
                self.lay_out,
                self.import_newer,
                self.take_in,
                self.answer,
                self.record,
                self.rename,
                self.withdraw,
            ]
        )
        step()
        self.prove()
        return step.__name__

    def edit_text(self) -> None:
        name, words = self._choose(), f"编者{self.next()}补充。"
        text = str(self._measure(name)["text"])
        lines = "".join(f"              {line}\n" for line in f"{text}{words}".split("\n"))
        self._edit(name, r" {12}text:.*\n(?: {13,}.*\n)*", f"            text: |-\n{lines}")
        self.words.setdefault(name, []).append(words)

    def edit_note(self) -> None:
        name, words = self._choose(), f"编者{self.next()}说明"
        notes = [*self._measure(name).get("notes", []), words]  # type: ignore[misc]
        block = "            notes:\n" + "".join(f"              - {note}\n" for note in notes)
        text = self._block(name)
        old = r" {12}notes:.*\n(?: {13,}.*\n)*" if "            notes:" in text else r"(?= {12}rows:)"
        self._edit(name, old, block)
        self.words.setdefault(name, []).append(words)

    def add_comment(self) -> None:
        comment = f"# 注{self.next()}"
        path = self.plan_folder / self.dice.choice(["tasks.yaml", "units.yaml", "plan.yaml", "deadlines.yaml"])
        lines = path.read_text(encoding="utf-8").split("\n")
        places = [
            at
            for at, line in enumerate(lines)
            if re.match(r" *(?:- )?(?:id|due|lead|name|kind|status|counts|rows):", line)
        ]
        if places:
            at = self.dice.choice(places)
            indent = re.match(r" *", lines[at])
            lines.insert(at, f"{indent[0] if indent else ''}{comment}")
            path.write_text("\n".join(lines), encoding="utf-8")
            self.comments.append(comment)

    def lay_out(self) -> None:
        self._run("format", str(self.plan_folder))

    def import_newer(self) -> None:
        changed: list[Row] = []
        for _ in range(self.dice.randint(0, 3)) if self.ids else ():
            row = self.dice.choice(self.rows)
            change = self.dice.randrange(4)
            if change == 0:
                row.text += f"新版{self.next()}要求。"
                changed.append(row)
            elif change == 1:
                row.due = self.dice.choice(_DUES)
            elif change == 2 and len(self.rows) > 6:
                self.rows.remove(row)
            else:
                signs = "".join(chr(self.dice.randrange(0x4E00, 0x8000)) for _ in range(16))  # like no other
                work = f"{self.next()}{signs}。"
                self.rows.insert(self.dice.randrange(len(self.rows) + 1), Row(work, "年底前", "市甲局", "市丁委"))
        body = "".join(
            "".join(
                f"\t{cell}\n" for cell in (str(number), f"任务{row.text[:8]}", row.text, row.due, row.lead, row.others)
            )
            + "\n"
            for number, row in enumerate(self.rows, 1)
        )
        document = self.folder / "document.txt"
        document.write_text(_HEAD + body, encoding="utf-8")
        done = import_document(document, self.plan_folder, TODAY)
        assert "没有着落" not in done.text, done.text
        self._find_ids()
        said = done.text + (self.plan_folder / "tasks.yaml").read_text(encoding="utf-8")
        assert all(row.text in said for row in changed if row in self.rows), (
            "news of the document are neither in the plan nor in the report"
        )

    def take_in(self) -> None:
        plan = self._load()
        unit = self.dice.choice(plan.bodies)
        views = PlanViews(plan)
        held = [duty.measure.id for duty in views.duties if duty.unit.id == unit.id and not duty.measure.withdrawal]
        if not held:
            return
        name, words = self.dice.choice(held), f"单位{self.next()}进展。"
        on = date(2024, 1, 1) + timedelta(days=self.count)
        book = openpyxl.load_workbook(BytesIO(create_unit_xlsx(views, unit)))
        sheet = book["任务分工表"]
        line = [cell.value for cell in sheet["A"]].index(name) + 1
        heads = [str(cell.value) for cell in sheet[HEAD_ROW]]
        for head, value in {STATE: "推进中", WORDS: words, ON: on.isoformat()}.items():
            sheet.cell(line, heads.index(head) + 1).value = value
        form = self.folder / "form.xlsx"
        book.save(form)
        self._run("returns", str(form), "--folder", str(self.plan_folder))
        self.reports.append((name, unit.name, on, words))

    def answer(self) -> None:
        """Decide one thing that an import left open, if there is any."""
        path = self.plan_folder / "answers.yaml"
        if not path.exists():
            return
        text = path.read_text(encoding="utf-8")
        kind = re.search(r"kind: (\w+)\n(?:(?!kind:).*\n)*? *answer: 待定", text)
        if kind:
            path.write_text(text.replace("answer: 待定", f"answer: {_ANSWERS[kind[1]]}", 1), encoding="utf-8")
        self._run("answer", str(self.plan_folder))

    def record(self) -> None:
        base = self.folder / "base"
        before = len(self.revisions)
        words = f"登记{self.next()}"
        self._run("record", *([str(base)] if base.exists() else []), "--folder", str(self.plan_folder), "--why", words)
        shutil.rmtree(base, ignore_errors=True)
        shutil.copytree(self.plan_folder, base)
        self.revisions = {path.name: path.read_bytes() for path in (self.plan_folder / "revisions").glob("*.yaml")}
        assert len(self.revisions) in (before, before + 1)

    def rename(self) -> None:
        units = self.plan_folder / "units.yaml"
        text = units.read_text(encoding="utf-8")
        found = re.findall(r"\n    name: (\S+)\n    kind: agency\n", text)
        if not found:
            return
        old = self.dice.choice(found)
        new = f"{re.split('新', old)[0].removesuffix('局').removesuffix('委')}新{self.next()}局"
        entry = f"      - was: {old}\n        on: {TODAY}\n        why: 改名\n"
        head, _, tail = text.partition(f"\n    name: {old}\n    kind: agency\n")
        block, mark, rest = tail.partition("  - id: ")
        block = (
            block.replace("    renamed:\n", f"    renamed:\n{entry}")
            if "    renamed:\n" in block
            else f"    renamed:\n{entry}{block}"
        )
        units.write_text(f"{head}\n    name: {new}\n    kind: agency\n{block}{mark}{rest}", encoding="utf-8")
        self.renamed.append(old)

    def withdraw(self) -> None:
        if sum(not measure.withdrawal for measure in self._load().measures) < 6:
            return
        name, words = self._choose(), f"撤销{self.next()}"
        self._edit(
            name,
            r"(?= {12}(?:notes|rows):)",
            f"            withdrawn:\n              on: {TODAY}\n              why: {words}\n",
        )
        self.words.setdefault(name, []).append(words)
        self.withdrawn.add(name)

    # the model

    def prove(self) -> None:
        plan = self._load()
        texts = {path.name: path.read_text(encoding="utf-8") for path in self.plan_folder.glob("*.yaml")}
        whole = "\n".join(texts.values())
        for comment in self.comments:
            assert len(re.findall(rf"(?m)^ *{comment}$", whole)) == 1, f"lost: {comment}"
        measures = {measure.id: measure for measure in plan.measures}
        assert self.ids <= measures.keys(), f"lost: {self.ids - measures.keys()}"
        for name, words in self.words.items():
            measure = measures[name]
            said = [measure.text, *measure.notes, measure.withdrawal.why if measure.withdrawal else ""]
            assert all(any(word in text for text in said) for word in words), f"lost of {name}: {words}, {said}"
        for row in self.rows:
            edited = any("补充" in word for word in self.words.get(row.id, []))
            assert edited or measures[row.id].text == row.text, f"not the document's: {row.id}"
        assert all(measures[name].withdrawal for name in self.withdrawn)
        told = [(entry.measure, entry.reporter, entry.on, entry.words) for entry in plan.progress]
        assert told == self.reports, "reports are lost, or in another order"
        kept = {path.name: path.read_bytes() for path in (self.plan_folder / "revisions").glob("*.yaml")}
        assert kept == self.revisions
        names = {name for unit in plan.units.values() for name in (unit.name, *unit.other_names)}
        assert set(self.renamed) <= names

    def _find_ids(self) -> None:
        plan = self._load()
        by_row = {row: measure.id for measure in plan.measures for row in measure.rows}
        for number, row in enumerate(self.rows, 1):
            assert not row.id or row.id == by_row[number], f"another id: {row.id} is {by_row[number]}"
            row.id = by_row[number]
        self.ids |= {measure.id for measure in plan.measures}

    def _load(self) -> Plan:
        """The plan as it stands now; files that are still the same are not read again."""
        files = {path: path.read_bytes() for path in sorted(self.plan_folder.rglob("*")) if path.is_file()}
        if self.known is None or self.known[0] != files:
            plan, problems = check_plan(self.plan_folder)
            assert plan is not None, [str(problem) for problem in problems][:3]
            self.known = (files, plan)
        return self.known[1]

    def _choose(self) -> str:
        """A measure that has not been withdrawn."""
        free = [measure.id for measure in self._load().measures if not measure.withdrawal]
        return self.dice.choice(free)

    def _measure(self, name: str) -> dict[str, object]:
        values = yaml.safe_load((self.plan_folder / "tasks.yaml").read_text(encoding="utf-8"))
        return next(m for s in values["sections"] for t in s["tasks"] for m in t["measures"] if m["id"] == name)

    def _block(self, name: str) -> str:
        text = (self.plan_folder / "tasks.yaml").read_text(encoding="utf-8")
        found = re.search(rf"(?m)^          - (?:#.*\n *)?id: {name}\n(?: {{12,}}.*\n)*", text)
        assert found, name
        return found[0]

    def _edit(self, name: str, pattern: str, new: str) -> None:
        """Change one place of a measure's lines, as an editor does."""
        self._run("format", str(self.plan_folder))
        path = self.plan_folder / "tasks.yaml"
        block = self._block(name)
        changed, count = re.subn(pattern, lambda _: new, block, count=1)
        assert count == 1, (pattern, block)
        path.write_text(path.read_text(encoding="utf-8").replace(block, changed), encoding="utf-8")

    def _run(self, *words: str) -> None:
        with redirect_stdout(StringIO()) as said:
            status = main(list(words))
        assert status == 0, said.getvalue()


def run_walks(seed: str, seconds: float, jobs: int) -> tuple[int, list[str]]:
    """As many walks as begin within so much time, `jobs` at once: their number, and what each that failed said."""
    end = time.monotonic() + seconds
    done, failures = 0, []
    with ProcessPoolExecutor(jobs) as pool:
        while time.monotonic() < end:
            seeds = [
                int(hashlib.sha256(f"{seed} {done + number}".encode()).hexdigest()[:8], 16) for number in range(jobs)
            ]
            failures += [said for said in pool.map(_try_walk, seeds) if said]
            done += jobs
    return done, failures


def _try_walk(seed: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        try:
            walk(Path(folder), seed, STEPS)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is a failure
            return f"{type(error).__name__} {error}"
    return ""


def walk(folder: Path, seed: int, steps: int) -> list[str]:
    """The names of the steps taken; AssertionError where one lost something."""
    walker = Walk(folder, Random(seed))  # noqa: S311  # no secret
    walker.begin()
    taken = []
    for _ in range(steps):
        try:
            taken.append(walker.take_step())
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, after {taken[-5:]}, step {len(taken) + 1}: {error}") from error
    return taken
