"""The named rules that join words to whoever said them.

Invariant: each rule has a name and examples that it reads itself, and returns nothing rather than a guess.
"""
