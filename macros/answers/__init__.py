"""Answers that a person wrote in answers.yaml, into the plan's other files. The command `answer` relies on it.

It decides nothing by itself: an answer that it cannot use is refused with its place, and then nothing is written.
"""
