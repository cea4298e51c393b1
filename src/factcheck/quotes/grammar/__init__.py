"""English sentences read without a parser: marks, tokens, verbs of saying, phrases, where a content starts and ends.

Invariant: every place is one in the text, and time is linear in the length of a statement.
"""
