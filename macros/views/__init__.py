"""Every derivation from a plan, once: pure functions from parts of it to rows for one consumer.

Pages and exports read them through PlanViews, which alone assembles. No view reads a file, git or the clock.
"""
