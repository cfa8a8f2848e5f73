"""A site as a whole, from a checked plan to files on the disk. It knows no engine: hooks and commands rely on it.

It must not decide what stands on a page (pages/) or in a file (exports/).
"""
