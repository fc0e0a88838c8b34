"""Fifty hostile files, generated, each with the outcome that is expected of the intake.

`python -m tests.evidence.corpus` plays them all through a service of its own and prints a table.
"""
