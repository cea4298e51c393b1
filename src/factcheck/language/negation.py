"""Words that deny what stands beside them.

Invariant: a pattern matches one word, lower case, with either apostrophe.
"""

from __future__ import annotations

import re

NEGATIONS = re.compile(r"(?:^(?:not|never|no|nor|cannot|without|hardly)$|n['’]t$)")
