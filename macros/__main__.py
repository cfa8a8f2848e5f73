"""The command line: `python -m macros COMMAND`. Thin: it finds the command; macros/commands/ has one file for each."""

from __future__ import annotations

import argparse
import gc
import importlib
import re
import sys
from typing import Any, NoReturn

from macros.commands import COMMANDS, PLAN_COMMANDS
from macros.commands.console import speak_utf8
from macros.store.disk import describe
from macros.store.editions import NoEditionError
from macros.store.writing import NotWrittenError

#: The library's messages, and ours for them; what we say ourselves is Chinese already.
_ERRORS = (
    (r"unrecognized arguments: (.*)", "多了“{}”"),
    (r"argument (.*): expected one argument", "“{}”后面要写内容"),
    (r"argument (.*): invalid choice: (.*) \(choose from .*\)", "“{}”没有{}这一种"),
    (r"argument (.*): ignored explicit argument (.*)", "“{}”后面不用写{}"),
    (r"argument (.*): invalid \w+ value: (.*)", "“{}”不能写{}"),
    (r"argument (.*): (.*)", "“{}”：{}"),
    (r"ambiguous option: (.*) could match (.*)", "“{}”可以是几种：{}"),
    (r"the following arguments are required: (.*)", "少了“{}”"),
)


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]  # as the library's
        super().add_usage(usage, actions, groups, "写法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, **options)
        self._positionals.title, self._optionals.title = "内容", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _ERRORS:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                message = chinese.format(*match.groups())
                break
        self.exit(2, f"看不懂：{message}\n可以怎样写：{self.prog} --help\n")


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the result is its exit status."""
    speak_utf8()
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = _Parser(prog="python -m macros", description="行动计划网站的工具")
    if arguments[:1] == ["--version"]:
        from macros.commands.version import read_version  # it reads a file

        print(read_version())
        return 0
    commands = parser.add_subparsers(metavar="命令", required=True)
    for command in COMMANDS.values():
        own = commands.add_parser(command.name, help=command.summary, description=command.summary)
        if command.name in arguments[:1]:
            module = importlib.import_module(command.module)
            module.add_arguments(own)
            own.set_defaults(run=module.run)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except (NoEditionError, NotWrittenError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\n已中断。", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"没有做成：{describe(error)}。", file=sys.stderr)
        return 2


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in {command.name for command in PLAN_COMMANDS}:
        gc.disable()  # a short run with much to keep: collecting is a tenth of the check of a large plan
    sys.exit(main())
