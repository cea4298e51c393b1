"""Words that say of how much, and how surely, a figure is told. Data only, all lower case.

Invariant: a word stands in one list.
"""

from __future__ import annotations

# A figure beside one of these is of a part, of the whole, or on average; one without is not.
SCOPE = frozenset(
    """alone solely together combined excluding except additional extra further another other others remaining
    rest average averaging median net gross cumulative initially originally previously formerly partial partly
    half majority minority joint jointly aside besides among including includes""".split()
)
# What is expected or planned is held against nothing that has happened, nor the other way round.
EXPECTED = frozenset(
    """expected expects expect expecting forecast forecasts predicted predicts predict projected projects projection
    target targets aims hoped hopes hoping wants wanted proposed proposes feared fears threatens threatened planned
    plans pledged promised promises consensus scenario assumed unless""".split()
)
# What is possible speaks against nothing; what is said to be possible may be spoken against.
POSSIBLE = frozenset("would could might may should if likely unlikely possibly presumably".split())
# What people are counted by while things go on: another hour, another number.
RUNNING = frozenset(
    """killed injured missing arrested displaced rescued infected evacuated hospitalised body victim survivor casualty
    case toll vote signature donation""".split()
)
# What goes on so, where one of these stands right beside the number: "29 buildings were damaged".
HARMED = frozenset("damaged destroyed flooded collapsed burned wrecked hit lost recovered found counted".split())
# A day behind one of these is an end of a stretch, or tells which of several things is meant; no day on which it was.
ENDS_OF_TIME = frozenset("since until till from of than before after through".split())
# They cut a sentence into the statements that it makes.
CLAUSES = frozenset("but while whereas although though which who whose where because".split())
