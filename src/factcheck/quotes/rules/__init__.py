"""The named rules that join words to whoever said them: one table, and a function a rule.

Invariant: what is in ``table`` is all there is; a rule returns nothing rather than a guess.
"""
