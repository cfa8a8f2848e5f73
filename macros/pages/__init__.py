"""The pages and files of a site: which there are, what each is given, the macros that pages under docs/ call.

A build relies on it. It knows no engine and writes nothing.
"""
