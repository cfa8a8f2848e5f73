"""Word documents (.docx), by the file's own XML (ECMA-376, part 1, 17): what matters here is what libraries leave out.

Every reader has a closed list of elements that it understands; whatever else stands in the file is reported.
"""

from macros.imports.readers.word.reader import read_word

__all__ = ["read_word"]
