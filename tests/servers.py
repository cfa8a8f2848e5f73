"""nginx and Caddy with the configurations of deploy/, on free ports of this machine, and a client that asks plainly.

What is shipped is run as it is; only the places that an operator fills in too (name, ports, certificate, folders) differ.
"""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.programs import BROTLI, PATH

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"

#: Starts of a server that finds its ports taken, and seconds between two looks at one that starts.
_TRIES, _LOOK = 5, 0.05


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
            http.client.HTTPConnection("localhost", self.http_port, timeout=600)
            if plain
            else http.client.HTTPSConnection("localhost", self.port, timeout=600, context=self.trust())
        )
        try:
            connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
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

    def configure(server: Server) -> list[str]:
        _write_nginx_files(release, folder, server, key)
        return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]

    with _serve("nginx", certificate, folder, configure, {}) as server:
        yield server


def _write_nginx_files(release: Path, folder: Path, server: Server, key: Path) -> None:
    site = replace_exactly(
        (DEPLOY / "nginx" / "site.conf").read_text(encoding="utf-8"),
        {
            ("plan.example.gov.cn", 4): "localhost",
            ("/srv/plan/current", 3): str(release),
            ("/etc/ssl/plan/fullchain.pem", 1): str(server.certificate),
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


@contextmanager
def serve_with_caddy(release: Path, folder: Path) -> Iterator[Server]:
    certificate, key = create_certificate(folder)
    settings = {
        "PLAN_HOST": "localhost",
        "PLAN_ROOT": str(release),
        "PLAN_CERT": str(certificate),
        "PLAN_KEY": str(key),
        "PLAN_LOG": str(folder / "access.log"),
        "PLAN_ADMIN": f"/{folder}/admin.sock",
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
    }

    def configure(server: Server) -> list[str]:
        settings.update(PLAN_HTTP_PORT=str(server.http_port), PLAN_HTTPS_PORT=str(server.port))
        return ["caddy", "run", "--config", str(DEPLOY / "Caddyfile")]

    with _serve("caddy", certificate, folder, configure, settings) as server:
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
def _serve(
    name: str, certificate: Path, folder: Path, configure: Callable[[Server], list[str]], settings: Mapping[str, str]
) -> Iterator[Server]:
    """A server on two free ports for as long as the context lasts; `configure` gives its command.

    A port that was free may be taken when the server asks for it: then it is started anew, on others.
    """
    for _ in range(_TRIES):
        server = Server(name, *_find_ports(), certificate)
        said = folder / "said.txt"
        command = configure(server)
        with said.open("wb") as output:
            process = subprocess.Popen(
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PATH": PATH, **settings},
                cwd=folder,
            )
        try:
            if _has_started(process, server):
                yield server
                return
        finally:
            process.terminate()
            process.wait()
        words = said.read_text(encoding="utf-8", errors="replace")
        assert "in use" in words, words
    raise AssertionError(f"{name} found no free port in {_TRIES} tries")


def _has_started(process: subprocess.Popen[bytes], server: Server) -> bool:
    """Whether it answers, as long as it takes; False as soon as it has ended."""
    while not _answers(server):
        try:
            process.wait(_LOOK)
        except subprocess.TimeoutExpired:
            continue  # it is still at work
        return False
    return True


def _answers(server: Server) -> bool:
    try:
        return server.ask("/", "HEAD").status < 500
    except OSError:
        return False
