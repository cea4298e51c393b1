"""Words and verbs of quoting. Data only, all lower case unless a list says otherwise.

Invariant: a list says what a word can be; which it is at a place, the grammar decides.
"""
