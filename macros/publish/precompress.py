"""Write .gz and .br beside the text files of a folder, where they are smaller, so that a server need not compress.

The same file gives the same bytes; what is compressed already (Word, Excel, pictures) is left alone. Part of publishing
(`make release`): no editor waits for it.
"""

from __future__ import annotations

import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import brotli

#: What is text. Deflated twice, the rest only grows.
KINDS = frozenset({".html", ".css", ".js", ".json", ".map", ".ics", ".csv", ".xml", ".svg", ".txt", ".yaml"})
BEST = 11  # brotli's best: some seconds of ours once, for every visitor on a telephone


@dataclass(frozen=True)
class Compressed:
    """The number of files, and their weight in bytes: as they are, by gzip, by brotli (itself where that is no smaller)."""

    count: int
    plain: int
    gzip: int
    brotli: int


def compress_folder(folder: Path, quality: int = BEST) -> Compressed:
    """`quality` is brotli's, 0 to 11. What stands beside a file already, as the engine's sitemap.xml.gz, stays as it is."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in KINDS and path.is_file())
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # both compressors let other threads run
        sizes = list(pool.map(partial(_compress_file, quality=quality), paths))
    return Compressed(len(sizes), *(sum(size[form] for size in sizes) for form in range(3)))


def _compress_file(path: Path, quality: int) -> tuple[int, int, int]:
    content = path.read_bytes()
    packed = {".gz": create_gzip(content), ".br": brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality)}
    for end, compressed in packed.items():
        beside = path.with_name(path.name + end)
        if len(compressed) < len(content) and not beside.exists():
            beside.write_bytes(compressed)
    gzip, brotlied = (min(len(compressed), len(content)) for compressed in packed.values())
    return len(content), gzip, brotlied


def create_gzip(content: bytes) -> bytes:
    """Level 9 without name or time (RFC 1952, 2.3.1); the mark of the system, which Pythons set differently, is `unknown`."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = compressor.compress(content) + compressor.flush()
    return packed[:9] + b"\xff" + packed[10:]
