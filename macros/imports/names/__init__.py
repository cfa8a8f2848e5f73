"""The bodies that a document names: where one name ends, which are one body, what kind it is.

Everything is a proposal for a person; each guess is reported.
"""
