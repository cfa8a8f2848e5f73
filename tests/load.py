"""Many readers at once: a bounded number of requests over a number of connections that stay open, each answer looked at."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

from tests.servers import Server


def ask_often(server: Server, expected: Mapping[str, bytes], *, requests: int, connections: int) -> Counter[str]:
    """`expected` is path -> body in brotli. What became of the requests: `ok`, or what was wrong, each with its number."""
    paths = itertools.islice(itertools.cycle(expected), requests)  # one for all: who is quick asks more
    with ThreadPoolExecutor(1) as pool:  # the tests' browser keeps a loop of its own in this thread
        return pool.submit(lambda: asyncio.run(_ask_all(server, expected, paths, connections))).result()


async def _ask_all(
    server: Server, expected: Mapping[str, bytes], paths: Iterator[str], connections: int
) -> Counter[str]:
    told: Counter[str] = Counter()
    await asyncio.gather(*(_ask_on_one(server, expected, paths, told) for _ in range(connections)))
    return told


async def _ask_on_one(server: Server, expected: Mapping[str, bytes], paths: Iterator[str], told: Counter[str]) -> None:
    """A connection that breaks is told of and not replaced: what it asked for counts as failed."""
    reader, writer = await asyncio.open_connection("localhost", server.port, ssl=server.trust())
    try:
        for path in paths:
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n".encode())
            try:
                async with asyncio.timeout(10):
                    status, body = await _read_answer(reader)
            except (OSError, EOFError, TimeoutError) as error:
                told[f"{path}: {error!r}"] += 1
                return
            told["ok" if (status, body) == (200, expected[path]) else f"{path}: {status}, {len(body)} bytes"] += 1
    finally:
        writer.transport.abort()  # a polite goodbye may last longer than the loop, and then nobody has closed the socket
        with contextlib.suppress(OSError):  # how the connection broke is told already
            await writer.wait_closed()


async def _read_answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    if "transfer-encoding: chunked" not in head:
        return status, await reader.readexactly(int(head.split("content-length:")[1].split("\r\n")[0]))
    body = bytearray()
    while size := int(await reader.readline(), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return status, bytes(body)
