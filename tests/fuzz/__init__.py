"""Fuzzing: what makes cases (`plans`, `mutate_text`, `mutate_files`), what must hold of them (`judge_*`), and who throws them:
Hypothesis in `make test`, seeded dice and atheris in `make fuzz`. All three drive the same makers through a Dice.
"""
