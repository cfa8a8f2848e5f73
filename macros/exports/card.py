"""The picture that goes with a link when it is shared: the plan's own responsibility matrix, tasks by bodies.

It has no words, so it needs no font: the title stands beside it wherever it is shown.
"""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from macros.views.matrix import Matrix

SIZE = (1200, 630)  # what services that show links ask for
_SCALE = 2  # drawn larger, then made smooth
_MARGIN = 60
_GROUND, _LEAD, _OTHER, _EMPTY = "#0b5c6b", "#ffffff", "#8fd0da", "#17707f"


def create_card(matrix: Matrix) -> bytes:
    """A PNG: a full disc where a body has the first role in a task, a ring for any other, a point for none."""
    width, height = (side * _SCALE for side in SIZE)
    image = Image.new("RGB", (width, height), _GROUND)
    draw = ImageDraw.Draw(image)
    columns, rows = len(matrix.agencies + matrix.towns), len(matrix.rows)
    step = min((width - 2 * _MARGIN * _SCALE) / columns, (height - 2 * _MARGIN * _SCALE) / rows)
    left, top = (width - step * columns) / 2, (height - step * rows) / 2
    for y, row in enumerate(matrix.rows):
        for x, cell in enumerate(row.cells):
            centre = (left + (x + 0.5) * step, top + (y + 0.5) * step)
            roles = [item.role for item in cell]
            if matrix.first_role in roles:
                draw.circle(centre, step * 0.36, fill=_LEAD)
            elif roles:
                draw.circle(centre, step * 0.3, outline=_OTHER, width=max(2, round(step / 9)))
            else:
                draw.circle(centre, step * 0.07, fill=_EMPTY)
    file = io.BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()
