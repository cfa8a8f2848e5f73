"""Documents that people hand in, read into the plan's files: readers/ → names/, prose/ → table/ → files/.

The command `import` relies on it. What cannot be read is reported with its place, never left out.
"""
