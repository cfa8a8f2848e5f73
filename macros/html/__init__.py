"""HTML: one Jinja environment, the policy of each page, templates of pages and components.

Exports and pages render through it. It escapes the data's text, here and nowhere else, and derives nothing.
"""
