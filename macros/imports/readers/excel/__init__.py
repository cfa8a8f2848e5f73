"""Excel workbooks as their sheets show them: `reader` puts together what the other modules read, one kind of part each.

Parts are found by how they are tied together (`parts`), whatever they are called; names are compared without their
namespace, so that the strict form of ISO 29500 reads alike.
"""
