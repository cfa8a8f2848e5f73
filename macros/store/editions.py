"""Editions of a plan's files: a folder, or what git holds of it at a revision. The only module that asks git."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoEditionError(Exception):
    """There is no such edition; the message is Chinese and complete in itself."""


@contextmanager
def open_edition(name: str, folder: Path) -> Iterator[Path]:
    """The folder of an edition of the plan in `folder`: `name` is a folder with a plan, or a git revision of `folder`.

    What git holds is unpacked into a folder that is gone afterwards. Raises NoEditionError.
    """
    if (Path(name) / "plan.yaml").is_file():
        yield Path(name)
        return
    if not folder.is_dir():
        raise NoEditionError(f"找不到文件夹“{folder}”。")
    wanted = f" git 版本“{name}”"
    commit = _git(wanted, folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    archive = _git(f"{wanted}里的“{folder}”", folder, "archive", "--format=zip", commit.decode().strip(), ".")
    with tempfile.TemporaryDirectory() as unpacked:
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            files.extractall(unpacked)
        yield Path(unpacked)


def _git(wanted: str, folder: Path, *arguments: str) -> bytes:
    try:
        command = ["git", "-C", str(folder), *arguments]
        return subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603  # no shell, an id of git's
    except FileNotFoundError:
        raise NoEditionError("这台机器没有安装 git，只能和文件夹比较。") from None
    except subprocess.CalledProcessError as error:
        detail = error.stderr.decode(errors="replace").strip().splitlines()
        reason = f"（git：{detail[0]}）" if detail else ""
        raise NoEditionError(f"找不到{wanted}{reason}。") from None
