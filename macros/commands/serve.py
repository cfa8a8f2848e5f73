"""The command `serve`: a preview on this machine, made anew whenever a file of the plan or of the project is saved."""

from __future__ import annotations

import os
import socket
import subprocess
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from macros.commands.engine import ROOT, NoEngineError, add_engine, create_command, create_surroundings
from macros.commands.settings import add_plan_folder, add_setting
from macros.publish.addresses import AddressError


def add_arguments(parser: ArgumentParser) -> None:
    add_plan_folder(parser)
    add_setting(parser, "--site-url", "SITE_URL", "网站的网址", default="")
    add_engine(parser)
    add_setting(parser, "--port", "PORT", "端口，默认 8000", convert=_read_port, default=8000)


def _read_port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise ArgumentTypeError("应填 0 到 65535 的整数")
    return int(text)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(os.name != "nt"))  # as the engine's server does
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def run(options: Namespace) -> int:
    if not _is_free(options.port):
        print(f"端口 {options.port} 已被占用（可能已经有一个预览开着），请换一个：make serve PORT={options.port + 1}")
        return 1
    try:
        surroundings = create_surroundings(options.folder, options.site_url)
        command = create_command(options.engine, "serve", "--dev-addr", f"127.0.0.1:{options.port}")
    except (NoEngineError, AddressError) as error:
        print(error)
        return 1
    preview = subprocess.Popen(command, cwd=ROOT, env=surroundings)  # noqa: S603  # the engine's own program
    while True:
        try:
            return preview.wait()
        except KeyboardInterrupt:
            continue  # Ctrl+C reached the engine too, which stops by itself
