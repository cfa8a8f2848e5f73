"""Word documents (.docx): paragraphs and tables in their order, as a person sees them.

They are read from the file's own XML (ECMA-376, part 1, 17), since what matters here is what libraries leave out: tracked
changes, hidden text, fields, formulas, automatic numbers. What is not on a closed list is reported.
"""
