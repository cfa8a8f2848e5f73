"""Progress forms that bodies filled in, read into progress.yaml. The command `returns` relies on it.

Nothing of any form is written while one of them has a fault.
"""
