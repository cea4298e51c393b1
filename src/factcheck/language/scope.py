"""Words that bound what a figure holds of: another time, a part, a plan. Data only, all lower case.

Invariant: a word is in one table at most; where it stands decides whether it bounds anything.
"""

from __future__ import annotations

import re

from factcheck.language.calendar import MONTHS, WEEKDAYS
from factcheck.language.tables import by_sense

SCOPES = by_sense(
    {
        # not yet so, or only thought possible
        "forecast": """expect expects expected expecting expectation expectations forecast forecasts forecasted predict
            predicts predicted prediction predictions project projected projects projection projections consensus
            anticipated anticipates hoped hopes target targets targeted aims aim planned plans proposed proposes would
            could might may should feared fears potentially possible guess guessed asked asks ask
            asking sought seeks seek wanted wants want demanded demands demanding requested urged intends intended
            supposed offered offers""",
        "ahead": "will shall",
        # at another time than now
        "earlier": """initially originally previously formerly earlier previous prior preliminary provisional
            interim far""",
        "later": "later subsequently eventually revised revision final finally ultimately",
        # beside what was there already
        "further": "additional extra further another other others",
        # of a part
        "part": """alone each apiece average averaged median mean typical partly partial half individual
            clip footage excerpt""",
        # the most or least of many
        "extreme": "highest lowest maximum minimum peak peaked record most least largest smallest worst best",
        "whole": "total altogether combined overall together cumulative aggregate joint jointly",
    }
)
# Until when something was counted, and what was only meant to be: phrases that bound as those words do.
UNTIL = re.compile(
    rf"""\b(?:as\ of|so\ far|until\ now|by\ (?:then|now|noon|midnight|midday|early|late|\d+
        |(?:{"|".join((*MONTHS, *WEEKDAYS))})\b))""",
    re.IGNORECASE | re.VERBOSE,
)
MEANT = re.compile(r"\b(?:is|was|are|were)\s+to\s+(?!\d)", re.IGNORECASE)
# What sets the figure behind it against another, which the sentence is not about.
SETS_AGAINST = frozenset(
    "than from versus against since until till before after by compared to over like unlike".split()
)
# Verbs and nouns that tell nothing of what happened by themselves.
LIGHT = frozenset(
    """take make get go come give put set use see do have bring time number total figure count member people person
    amount case part way thing place kind lot group include become remain appear seem want try call name know think
    believe feel hope show find report tell speak add note write""".split()
)
