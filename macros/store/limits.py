"""Limits of the plan's files. Anyone may hand in a file: one that is larger than any plan is refused, with a message, before
it costs time. Limits of documents that are imported stand with the readers of imports/.
"""

from __future__ import annotations

#: Bytes of one file. A hundred plans of the real one's size in a single file take five million.
LARGEST_FILE = 8_000_000
#: Bytes of all revisions together: a plan that is revised every week for ten years stays below.
LARGEST_HISTORY = 20_000_000
#: Values and keys in one file: two hundred times the real plan's. What has more takes memory that a small machine lacks.
MOST_NODES = 500_000
#: Levels of indentation and brackets; sections, tasks, measures and targets need nine, and Python follows a thousand.
DEEPEST = 20
#: Problems reported of one file while it is read, and findings of one rule: no editor mends more at once, and each takes time to
#: word (a search for the name that was meant).
MOST_PROBLEMS, MOST_FINDINGS = 500, 200
#: Characters of a quotation in a message: enough to find the place.
LONGEST_QUOTE = 200
#: Characters of a measure's text, of a line, and of a name. The longest printed ones that we know have 900, 200 and 30.
LONGEST_TEXT, LONGEST_LINE, LONGEST_NAME = 20_000, 2_000, 60
#: Characters of a measure with all that is said of it: it must fit into one cell of Excel, which holds 32,767, and of
#: UTF-16 units, of which a rare character takes two.
LONGEST_MEASURE = 30_000
#: Names in one list, and wordings in deadlines.yaml: each measure is compared with each.
MOST_NAMES, MOST_WORDINGS = 1_000, 1_000
#: Duties of all measures and bodies together, collective names spelled out: a hundred times the real plan's are 120,000.
MOST_DUTIES = 400_000
#: Topics, and characters that their words are looked for in, each word in every text: a thousand times the real plan's.
MOST_TOPICS, MOST_SEARCHED = 300, 1_000_000_000
#: Pairs of characters (or words) that two texts may be compared by. Twice a text of 1,500 characters; the work grows with
#: the square, and with the cube for texts that are made for it.
MOST_PAIRS = 2_500_000
#: Characters of a word, and how many known ones, for which the nearest known word is looked for: it takes 0.02 ms each.
LONGEST_GUESSED, MOST_GUESSED = 200, 6_000
