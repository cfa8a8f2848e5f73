"""Reading Chinese: names, wordings of deadlines, running text, how names are spoken, how two texts differ.

Checks, views and imports rely on it; it reads no file and knows no page.
"""
