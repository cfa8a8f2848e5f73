"""A document's tables to the lines of one plan, and these to sections, tasks and measures as they are printed.

Every decision is reported; no text of a table is skipped.
"""
