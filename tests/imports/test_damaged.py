"""Files that are damaged, or something else: refused in plain words."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.imports.importing import import_document
from macros.imports.readers.document import UnreadableError
from tests.conftest import PLAN
from tests.documents import WRITERS, make_plan
from tests.imports.reading import TODAY, read_rows


def damage(path: Path, name: str, content: bytes | None) -> None:
    """A package with one part replaced or taken away."""
    whole = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        if content is not None:
            target.writestr(name, content)


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
    + b"".join(f'<!ENTITY {name} "{f"&{before};" * 10}">'.encode() for before, name in pairwise("bcdefghijkl"))
    + b"]><a>&l;</a>"
)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", b"", "文件是空的"),
        ("a.docx", b"PK\x03\x04 and then nothing", "不是完整的 .docx 文件"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "设了打开密码的文件，或者是旧格式"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "设了打开密码的文件，或者是旧格式"),
        ("a.docx", b"%PDF-1.7 ...", "这是PDF文件"),
        ("a.docx", rb"{\rtf1 ...", "这是RTF文件"),
        ("a.txt", "没有表格的一段话".encode(), "认不出这个文件"),
        ("a.txt", b"\xff\x00\x81\x8d\n\t\xa0", "认不出文件的文字编码"),
        ("a.csv", '序号,工作措施\n1,"没有结束的引号'.encode(), "引号或分隔号不成对"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "没有找到计划表"),
        ("a.html", b"<html><body><p>no table</p></body></html>", "里面没有表格"),
        ("a.html", b"<table><tr><td>1<td>2</table>", "没有找到计划表"),
        ("a.txt", "标题\n\t序号\n\t工作措施\n\t责任单位\n".encode(), "下面没有措施"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused_in_plain_words(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=message):
        import_document(path, tmp_path / "plan", TODAY)
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_package_cut_off_anywhere_is_refused_or_read_whole(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"plan.{kind}"
    WRITERS[kind](make_plan(7), path)
    whole = path.read_bytes()
    dice = random.Random(7)  # noqa: S311  # no secret
    for length in sorted(dice.sample(range(len(whole)), 40)):
        path.write_bytes(whole[:length])
        with pytest.raises(UnreadableError):
            import_document(path, tmp_path / "plan", TODAY)
    for _ in range(40):
        at = dice.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << dice.randrange(8))]) + whole[at + 1 :])
        folder = tmp_path / f"plan-{at}"
        with suppress(UnreadableError):
            import_document(path, folder, TODAY)
            assert read_rows(folder) == make_plan(7).rows()


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "word/styles.xml"])
@pytest.mark.parametrize("content", [None, b"<w:document", BOMB, b"\xff\xfe"])
def test_a_part_that_is_broken(tmp_path: Path, part: str, content: bytes | None) -> None:
    path = tmp_path / "plan.docx"
    WRITERS["docx"](make_plan(7), path)
    damage(path, part, content)
    with suppress(UnreadableError):
        import_document(path, tmp_path / "plan", TODAY)
        assert part != "word/document.xml"
        assert read_rows(tmp_path / "plan") == make_plan(7).rows()


def test_an_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密的话", encoding="utf-8")
    path = tmp_path / "plan.docx"
    WRITERS["docx"](make_plan(7), path)
    with zipfile.ZipFile(path) as package:
        text = package.read("word/document.xml").decode()
    head, _, rest = text.partition("?>")
    entity = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    damage(path, "word/document.xml", f"{head}?>{entity}{rest.replace('<w:t>', '<w:t>&s;', 1)}".encode())
    with suppress(UnreadableError):
        done = import_document(path, tmp_path / "plan", TODAY)
        assert "秘密" not in done.text
    assert not any("秘密" in file.read_text(encoding="utf-8") for file in (tmp_path / "plan").rglob("*.*"))


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_packing_that_office_does_not_use_is_refused(tmp_path: Path, method: int, name: str) -> None:
    """Damaged, such a part fails in a way of its own; whole, it may take any memory."""
    path = tmp_path / f"a.{name}"
    WRITERS[name](make_plan(1), path)
    whole = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(path, "w", method) as target:
        for part in source.namelist():
            target.writestr(part, source.read(part))
    content = bytearray(path.read_bytes())
    for damaged in (False, True):
        if damaged:
            content[len(content) // 2] ^= 0xFF
        path.write_bytes(bytes(content))
        with pytest.raises(UnreadableError, match="压缩方法不是 Office 用的"):
            import_document(path, tmp_path / "plan", TODAY)


@pytest.mark.parametrize("title", [7, None, ["a"], {"a": "b"}])
def test_a_description_of_a_table_that_makes_no_sense_is_refused(tmp_path: Path, title: object) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,due\n甲,乙\n", encoding="utf-8")
    fields = [{"name": "text", "title": title}, {"name": "due", "title": "完成时限"}]
    package = {"resources": [{"path": "a.csv", "schema": {"fields": fields}}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"datapackage\.json 读不出来"):
        import_document(path, tmp_path / "plan", TODAY)


def test_what_is_no_file_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    for name in ("a.docx", "b.csv"):
        os.mkfifo(tmp_path / name)
        with pytest.raises(UnreadableError, match="这不是文件，读不出来"):
            import_document(tmp_path / name, tmp_path / "plan", TODAY)
    with pytest.raises(UnreadableError, match="这是文件夹，不是文件"):
        import_document(tmp_path, tmp_path / "plan", TODAY)
    with pytest.raises(UnreadableError, match="名字太长"):
        import_document(tmp_path / ("x" * 300), tmp_path / "plan", TODAY)
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(UnreadableError, match="链接指向自己"):
        import_document(tmp_path / "loop", tmp_path / "plan", TODAY)


def test_a_folder_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(PLAN / "source" / "plan.txt")
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    assert main(["import", source, "--into", str(taken)]) == 1
    assert "是文件，不是文件夹，请换一个名字" in capsys.readouterr().out
    assert taken.read_text(encoding="utf-8") == "mine"
    assert main(["import", source, "--into", str(tmp_path / ("x" * 300))]) == 2
    assert "名字太长" in capsys.readouterr().err


def test_a_cell_that_our_csv_guards_comes_back_as_it_was(tmp_path: Path) -> None:
    """Also what East Asian versions of Excel take for a formula, and what began with a quote itself."""
    path = tmp_path / "a.csv"
    for sign in ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'=", "''＋"):
        path.write_text(f"序号,工作措施,完成时限,责任单位\n1,'{sign}5度以下停工,年底前,甲局\n", encoding="utf-8")
        folder = tmp_path / f"plan-{sign}"
        import_document(path, folder, TODAY)
        [row] = read_rows(folder)
        assert row[4] == f"{sign}5度以下停工"
