"""What must hold before a plan is published, and the model of a plan for which it does.

Commands and builds begin with `checker.check_plan`. Rules see records, `resolve` alone makes the model of them.
"""
