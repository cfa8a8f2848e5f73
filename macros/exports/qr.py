"""The way from paper back to the page: its address as a QR code (ISO/IEC 18004)."""

from __future__ import annotations

import segno


def create_qr(url: str) -> str:
    """An SVG to stand in HTML, its size left to the style sheet; level M: readable with 15 % of it spoilt."""
    svg: str = segno.make_qr(url, error="m").svg_inline(svgclass="ap-qr", lineclass=None, omitsize=True)
    return svg
