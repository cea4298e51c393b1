"""Verbs for what one alone does, or what happens in one place alone. Data only, all lower case.

Invariant: of two names in the same place of a clause with such a verb, one at most is right.
"""

from __future__ import annotations

# Done by one: the winner, the author, the owner.
BY_ONE = frozenset(
    """win write found invent discover direct design compose paint own lead head chair captain buy acquire succeed
    replace marry assassinate murder sculpt conduct coach father mother""".split()
)
# Done at one place.
AT_ONE_PLACE = frozenset(
    """hold take bear die base locate headquarter meet crash sink land bury sign host situate marry capsize explode
    derail convene stage ground film convict try""".split()
)
# These say that others did so as well.
AS_WELL = frozenset("also too likewise similarly again another both".split())
