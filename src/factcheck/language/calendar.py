"""Words that tell when. Data only, all lower case.

Invariant: a word is listed once.
"""

from __future__ import annotations

TIME_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december jan feb mar apr jun jul aug sept sep oct nov dec today
    yesterday tomorrow tonight morning afternoon evening night week month year weekend earlier later ago
    recently day noon midnight""".split()
)
