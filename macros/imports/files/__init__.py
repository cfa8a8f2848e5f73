"""The plan as printed to the texts of a plan folder's files, one module a file or a part of one.

What the document does not say is left open and asked about; ids that were given once stay.
"""
