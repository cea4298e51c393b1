"""Words that place a stretch of days, or tell how long one is, beside those of ``language.calendar``. Data only,
all lower case.

Invariant: a step or a distance is counted from the day a text was written: -1 lies before it, 1 behind it.
"""

from __future__ import annotations

# Before a bare month or year: these make "March" a month and "1850" a year.
DATE_CUES = frozenset(
    """in since by until till from of during before after mid early late last next this year summer autumn fall
    winter spring between through throughout to end and ending beginning""".split()
)
DAYS_AWAY = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
# They make a day without a year, or "on Monday", the next one.
AHEAD = frozenset(
    "will shall won’t won't due scheduled expected plans planned planning set going would upcoming ahead".split()
)
# What goes by a timetable is said in the present: "closes on Friday", "the talks resume on Monday".
TIMETABLED = frozenset(
    """opens open closes starts start begins begin ends resumes resume reopens reopen meets arrives departs launches
    expires comes takes faces hosts votes goes opening closing starting beginning resuming reopening leaving arriving
    meeting""".split()
)
# They tell of what has happened, beside what ends in "ed".
PAST = frozenset(
    """was were had did said told went came took made gave held met won lost fell rose began left sent saw found
    got ran shut hit cut put set broke struck spoke stood became brought died shot flew drove sank burnt""".split()
)
# "The day after 3 May", "shortly before 2010": so far from it, which no stretch says.
BEFORE_AFTER = frozenset(
    """day days week weeks month months year years hour hours shortly soon immediately just long right moments night
    morning evening and or the""".split()
)
# Behind a length of time these make it a distance from something, no duration.
OFFSETS = {"before": "before", "earlier": "before", "after": "after", "later": "after"}
# How long something was, though "took" and "takes" tell of changes elsewhere (see movement): "took two hours".
LASTED = frozenset("take takes took taken last lasts lasted".split())
# Behind one of these "a year" is as long as that: "within a year", "took a year"; "twice a year" says how often.
BEFORE_STRETCHES = LASTED | frozenset(
    "within for after in over under than least most nearly almost about around roughly".split()
)
