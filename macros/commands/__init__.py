"""The commands, one file each: `python -m macros COMMAND`, which is all that a target of the Makefile runs.

A command parses, calls a room below, prints and writes; it decides nothing about plans or pages. Each module has
`add_arguments(parser)` and `run(options)`, whose result is the exit status: 0 fine, 1 problems found, 2 not understood.
No other room imports from here.
"""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """A command and the module that holds it, which is imported only when the command runs: `check` runs at every save."""

    name: str
    module: str
    summary: str


#: For editors and those who host a site, in the order in which `make help` lists them.
PLAN_COMMANDS = (
    Command("site", "macros.commands.site", "生成网站到 site/（PLAN=计划文件夹 ENGINE=mkdocs|properdocs）"),
    Command("serve", "macros.commands.serve", "本机预览，存盘后网页自动更新（PORT=端口，默认 8000）"),
    Command("check", "macros.commands.check", "检查计划数据，一次列出全部问题（BASE=上一版 STRICT=1 FORMAT=text|github|json）"),
    Command("impact", "macros.commands.impact", "比较两版：改了什么、影响谁、请谁会签（BASE=上一版 HEAD=这一版 FORMAT=text|markdown|json）"),
    Command("format", "macros.commands.format", "把计划文件排成统一的写法，更新编辑器的提示（CHECK=1 只看要不要排）"),
    Command("schema", "macros.commands.schema", "只更新编辑器的提示和补全"),
    Command("record", "macros.commands.record", "登记一次修订（BASE=上次登记的版本 WHY=原因 ON=日期）"),
    Command("returns", "macros.commands.returns", "收回填好的进展表，写进 progress.yaml（FROM=放表的文件夹或一个文件 SOURCE=公开发布的网址 ALL=1 有一份错就都不收）"),
    Command("new", "macros.commands.new", "建一个新的计划文件夹，里面是样例（INTO=文件夹）"),
    Command("import", "macros.commands.import_document", "把收到的文件变成计划文件夹（FROM=文件 INTO=文件夹）"),
    Command("answer", "macros.commands.answer", "把 answers.yaml 里填好的答案写进计划的其他文件"),
    Command("offline", "macros.commands.offline", "生成不用服务器、不用网络就能看的一份：build/site-offline.zip"),
    Command("release", "macros.commands.release", "生成要放到服务器上的一份：build/release/（见 deploy/README.md）"),
    Command("upgrade", "macros.commands.upgrade", "升级：说明现在是哪一版、怎样换成新的（TO=新版本的标签）"),
    Command("audit", "macros.commands.audit", "核对生成好的网站，有一处不对就不要发布（FOLDER=site）"),
)  # fmt: skip
#: For those who change the code; they stand outside of this package, since a site is built without them.
DEVELOPER_COMMANDS = (
    Command("quick", "tools.quick", "两分钟以内：代码检查，和改过的房间的测试"),
    Command("test", "tools.test", "运行全部测试（含真实浏览器）"),
    Command("lint", "tools.lint", "检查代码：ruff 和 mypy"),
    Command("browser", "tools.get_browser", "找到或安装测试用的浏览器"),
    Command("programs", "tools.get_programs", "找到或安装测试用的程序（nginx、Caddy、LibreOffice）"),
    Command("screenshots", "tools.screenshots", "给每种页面拍照，存到 build/screenshots/"),
    Command("reproducible", "tools.prove_reproducible", "证明可以重复生成：换文件夹、用户、语言、时区等再生成一次，逐个字节比较"),
    Command("vendored", "tools.list_vendored", "更新网站里别人的脚本、样式的清单 docs/developers/vendored.md"),
    Command("vulnerabilities", "tools.find_vulnerabilities", "查锁定的软件包有没有已知的漏洞（要联网；连不上就说没有查）"),
    Command("tried", "tools.make_tried", "重新试一遍各种攻击和故障，写进 docs/developers/tried.md"),
    Command("fuzz", "tools.fuzz", "每夜的模糊测试：十万份改坏的计划等（CASES=几份 SEED=种子 WALKS=随机走计划的一生几秒 GUIDED=每种文件按覆盖率改几秒，0 不改 REPLAY=重放）"),
    Command("mutants", "tools.mutants", "看测试有多灵：把代码改坏一处，看有没有测试发现（COUNT=300 SEED=9 ONLY=模块；半小时左右）"),
    Command("bench", "tools.bench", "比较速度和大小，写进 benchmarks/RESULTS.md（PLANS=几份 ROUNDS=几轮；半小时左右，机器要空闲）"),
    Command("profile", "tools.profile", "生成网站的时间花在哪里（PLANS=10 是十份计划）"),
    Command("lock", "tools.lock", "更新 requirements/*.txt 里锁定的版本"),
    Command("clean", "tools.clean", "删除生成的文件和虚拟环境"),
)  # fmt: skip
HELP = Command("help", "macros.commands.help", "列出全部命令")
COMMANDS = {command.name: command for command in (HELP, *PLAN_COMMANDS, *DEVELOPER_COMMANDS)}
