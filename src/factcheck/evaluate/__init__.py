"""What the program finds beside what people marked: for each ``evaluate`` command a module or package of its name.

Each has the same verbs: ``read_gold`` reads what people marked, ``run`` lets the program do its work on it, ``score``
makes figures of the two. ``intervals`` says how sure a figure is, for all of them.

Invariant: measures share no code with the rules they judge: they read ``language``, never ``quotes``. The same gold and
the same program give the same figures, intervals included.
"""

from __future__ import annotations

from factcheck.evaluate.intervals import Estimate

__all__ = ["Estimate"]
