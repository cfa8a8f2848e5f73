"""A git repository with the first edition of the real plan, and edits of it as an editor would make them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import CLEAN, PLAN, ROOT


@dataclass(frozen=True)
class Repository:
    """`folder` holds a clone with one commit, the plan as it is in this project, under plan/."""

    folder: Path

    @property
    def plan(self) -> Path:
        return self.folder / "plan"

    def git(self, *arguments: str) -> str:
        identity = ["-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "core.autocrlf=false"]
        command = ["git", *identity, *arguments]
        return subprocess.run(command, cwd=self.folder, check=True, text=True, capture_output=True).stdout

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "edit")

    def read(self, file: str) -> str:
        return (self.plan / file).read_text(encoding="utf-8")

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text that stands there exactly once."""
        text = self.read(file)
        assert text.count(old) == 1, (file, old, text.count(old))
        (self.plan / file).write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of ours there, as the Makefile does; a traceback fails every test."""
        result = subprocess.run(
            [sys.executable, "-m", "macros", *arguments],
            cwd=self.folder,
            env={**CLEAN, "PYTHONPATH": str(ROOT)},
            text=True,
            encoding="utf-8",
            capture_output=True,
            check=False,
        )
        assert "Traceback" not in result.stdout + result.stderr, result.stderr
        return result

    def check(self, base: str = "HEAD") -> list[str]:
        """The lines of the check of the files as they are, compared with a revision, without the summary."""
        lines = self.run("check", "--base", base).stdout.splitlines()
        return [line.removeprefix("plan/") for line in lines[:-1] if line]

    def impact(self, base: str = "HEAD") -> dict[str, Any]:
        result = self.run("impact", base, "--format", "json")
        assert result.returncode == 0, result.stdout
        return dict(json.loads(result.stdout))


def create_repository(folder: Path) -> Repository:
    folder.mkdir()
    shutil.copytree(PLAN, folder / "plan")
    repository = Repository(folder)
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.commit()
    return repository
