"""nginx and Caddy with the configurations of deploy/, on free ports of this machine, and a client that asks plainly.

What is shipped is run as it is; only the places that an operator fills in too (name, ports, certificate, folders) differ.
"""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.programs import BROTLI, PATH

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def __getitem__(self, name: str) -> str | None:
        return self.headers.get(name)


@dataclass(frozen=True)
class Server:
    """`certificate` is the one it shows, for `localhost`."""

    name: str
    port: int
    http_port: int
    certificate: Path

    @property
    def address(self) -> str:
        return f"https://localhost:{self.port}/"

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))

    def ask(self, path: str, method: str = "GET", *, plain: bool = False, **headers: str) -> Answer:
        """The path goes out as it is; `_` in a header's name stands for `-`. `plain` asks without TLS."""
        connection = (
            http.client.HTTPConnection("localhost", self.http_port, timeout=10)
            if plain
            else http.client.HTTPSConnection("localhost", self.port, timeout=10, context=self.trust())
        )
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            response = connection.getresponse()
            return Answer(response.status, response.msg, response.read())
        finally:
            connection.close()


def create_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for `localhost`, signed by itself, and its key."""
    certificate, key = folder / "fullchain.pem", folder / "privkey.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-keyout", key, "-out", certificate,
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key


@contextmanager
def serve_with_nginx(release: Path, folder: Path) -> Iterator[Server]:
    """`folder` takes the certificate, the logs and what else nginx writes."""
    certificate, key = create_certificate(folder)
    server = Server("nginx", *_find_ports(), certificate)
    site = replace_exactly(
        (DEPLOY / "nginx" / "site.conf").read_text(encoding="utf-8"),
        {
            ("plan.example.gov.cn", 4): "localhost",
            ("/srv/plan/current", 3): str(release),
            ("/etc/ssl/plan/fullchain.pem", 1): str(certificate),
            ("/etc/ssl/plan/privkey.pem", 1): str(key),
            ("listen [::]:80;", 1): "",  # a test machine may have no IPv6
            ("listen [::]:443 ssl http2;", 1): "",
            ("listen 80;", 1): f"listen 127.0.0.1:{server.http_port};",
            ("listen 443 ", 1): f"listen 127.0.0.1:{server.port} ",
            (
                "return 301 https://localhost$request_uri;",
                1,
            ): f"return 301 https://localhost:{server.port}$request_uri;",
        },
    )
    (folder / "site.conf").write_text(site, encoding="utf-8")
    scratch = "".join(f"{kind}_temp_path {kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''}\n"  # else the workers could not read a temporary folder
        f"load_module {BROTLI};\nworker_processes 2;\ndaemon off;\npid nginx.pid;\nevents {{ worker_connections 768; }}\n"
        f"http {{\nsendfile on;\ntcp_nopush on;\naccess_log access.log;\n{scratch}"
        "include /etc/nginx/mime.types;\ngzip on;\ninclude site.conf;\n}\n",  # as Debian's own begins
        encoding="utf-8",
    )
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    with _run(command, folder, server, {}):
        yield server


@contextmanager
def serve_with_caddy(release: Path, folder: Path) -> Iterator[Server]:
    certificate, key = create_certificate(folder)
    server = Server("caddy", *_find_ports(), certificate)
    settings = {
        "PLAN_HOST": "localhost",
        "PLAN_ROOT": str(release),
        "PLAN_CERT": str(certificate),
        "PLAN_KEY": str(key),
        "PLAN_LOG": str(folder / "access.log"),
        "PLAN_ADMIN": f"/{folder}/admin.sock",
        "PLAN_HTTP_PORT": str(server.http_port),
        "PLAN_HTTPS_PORT": str(server.port),
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
    }
    with _run(["caddy", "run", "--config", str(DEPLOY / "Caddyfile")], folder, server, settings):
        yield server


def replace_exactly(text: str, changes: Mapping[tuple[str, int], str]) -> str:
    """(what stands there, how often) -> what is to stand there: a test must not run what was never shipped."""
    for (old, times), new in changes.items():
        assert text.count(old) == times, (old, text.count(old))
        text = text.replace(old, new)
    return text


def _find_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


@contextmanager
def _run(command: list[str], folder: Path, server: Server, settings: Mapping[str, str]) -> Iterator[None]:
    """Until it answers at most ten seconds go by; then it runs for as long as the context lasts."""
    said = folder / "said.txt"
    environment = {**os.environ, "PATH": PATH, **settings}
    with said.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment, cwd=folder)
        try:
            until = time.monotonic() + 10
            while not _answers(server):
                is_waiting = process.poll() is None and time.monotonic() < until
                assert is_waiting, said.read_text(encoding="utf-8", errors="replace")
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait(timeout=10)


def _answers(server: Server) -> bool:
    try:
        return server.ask("/", "HEAD").status < 500
    except OSError:
        return False
