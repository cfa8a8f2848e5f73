"""The command `upgrade`: a newer version of the project under a plan that stays as it is.

Without TO it says where one is and what to do. With it, it merges that version into this repository, and brings the plan
into its format; what would lose anyone's work is refused before anything is changed.
"""

from __future__ import annotations

import subprocess
from argparse import ArgumentParser, Namespace

from macros.commands.settings import add_plan_folder, add_setting
from macros.commands.version import ROOT, read_changes, read_version

_ADVICE = """
升级的办法：
1. 取来新的版本：git fetch --tags 程序仓库的网址
2. 运行 make upgrade TO=新版本的标签（如 v1.1.0）：合并程序，plan/ 里的内容不动，再把文件格式换成新的。
3. 看 CHANGELOG.md 里“编者”“部署的人”“程序”三栏，运行 make site，看过以后提交。
计划放在自己仓库里的，只要换程序的版本，见 deploy/plan-repository/README.md。"""


def add_arguments(parser: ArgumentParser) -> None:
    add_setting(parser, "version", "TO", "换成哪一版：程序仓库里的标签")
    add_plan_folder(parser, "--folder")


def run(options: Namespace) -> int:
    print(f"现在是 {read_version()} 版。")
    if options.version is None:
        print(f"\n{read_changes(read_version())}\n{_ADVICE}")
        return 0
    if _git("status", "--porcelain").stdout:
        print("还有没有提交的改动，请先提交（或者收起来），再升级；什么也没有动。")
        return 1
    if _git("rev-parse", "--verify", "--quiet", f"{options.version}^{{commit}}").returncode:
        print(f"这里没有“{options.version}”这一版，请先运行 git fetch --tags 程序仓库的网址；什么也没有动。")
        return 1
    merged = _git("merge", "--no-edit", options.version)
    if merged.returncode:
        _git("merge", "--abort")
        print(f"合并不了，什么也没有动。两边都改过的文件：\n{merged.stdout}")
        return 1
    print(f"已换成 {read_version()} 版。\n\n{read_changes(read_version())}\n")
    return _renew(options.folder)


def _renew(folder: object) -> int:
    """The plan in the new version's format, by the new version's own commands."""
    for command in ("format", "check"):
        done = subprocess.run(["make", "--silent", command, f"PLAN={folder}"], cwd=ROOT, check=False)  # noqa: S603, S607  # ours
        if done.returncode:
            return done.returncode
    print("请运行 make site，看过以后提交。")
    return 0


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)  # noqa: S603  # git alone
