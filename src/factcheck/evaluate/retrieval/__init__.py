"""The search, scored stage by stage.

Invariant: the stages measured are those that a check uses.
"""
