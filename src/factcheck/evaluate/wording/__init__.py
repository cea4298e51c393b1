"""The comparison of words, scored on quotations altered in known ways.

Invariant: what is scored is what ``wording.compare`` returns.
"""
