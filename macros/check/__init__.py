"""Demands on a plan before it is published, and the model of one that meets them.

Commands and builds begin with `checker.check_plan`. Rules see records, `resolve` alone makes the model of them.
"""
