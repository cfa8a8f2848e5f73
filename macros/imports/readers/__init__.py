"""Documents as tables and paragraphs, one module a format. Every character that a document shows is kept.

The rest of imports/ relies on it; of plans, readers know only how the head of their table looks.
"""
