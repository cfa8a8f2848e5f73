"""The plan's files: YAML in, YAML out, revisions, editions, limits. Every room above may rely on it.

It must not know what a plan means, and never loses a value or a comment of a file.
"""
