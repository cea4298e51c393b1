"""Where within a sentence somebody is said to have said it.

Invariant: what is found is a contiguous stretch at the beginning or the end of the sentence.
"""

from __future__ import annotations

import re

_SAYING = r"""(?:said|says|told\ (?:\w+\ ){1,3}?|announced|reported|claimed|claims|warned|added|stated|argued|confirmed
    |insisted|wrote|writes|estimates|estimated|found|believes?|thinks?|admitted|acknowledged|suggested|showed?|shows)"""
# "The mayor said that …"
LEADING = re.compile(rf"(?:[\w’'.-]+,?\ ){{1,9}}?{_SAYING}\ that\ (?=\w)", re.VERBOSE | re.IGNORECASE)
# "…, the mayor said." and "…, according to the mayor."
TRAILING = re.compile(
    rf",\ (?:according\ to\ [^,;]{{3,80}}|(?:[\w’'.-]+\ ){{1,7}}{_SAYING}(?:\ (?:on\ )?\w+day)?)[.”\"]*$",
    re.VERBOSE | re.IGNORECASE,
)
# "…, according to the mayor, …" within a sentence begins and ends with a comma.
