"""Words that tell of the same thing in the news, each with the one word that stands for its group.

Invariant: no form of a word is in two groups, so that words tell of the same or not, never in a chain.
"""

from __future__ import annotations

from functools import lru_cache

from factcheck.language.stems import stem
from factcheck.language.verbs import base

_SHORT = 5  # letters of a stem that keeps its end
# One group a line; forms of a word that a stem or the table of irregular verbs makes one are left out.
_GROUPS = """
kill dead death die dying fatality toll slain lethal
injure injury wound casualty hurt
fire blaze wildfire inferno
march demonstrate demonstration protest protester marcher demonstrator
rise increase climb grow growth surge jump
fall decrease drop decline shrink plunge slump reduce reduction cut slash
rescue save
explosion explode blast detonate
earthquake quake tremor
build construct construction
buy purchase acquire
sell sale
begin start launch commence
end finish conclude conclusion
arrest detain custody
jobless unemployment unemployed
worker employee
firm company business corporation
pay wage salary
ask request
need require
help assist aid
keep hold
report
accuse allege
charge indict indictment
acquit exonerate acquittal
convict conviction
jail imprison prison
ban prohibit forbid outlaw
allow permit
approve adopt ratify
reject refuse dismiss
agreement accord pact
vote ballot
lawyer attorney
soldier troop
child kid
boy girl
infant baby toddler
doctor physician
hospital clinic
illness disease
drug medicine medication
test
scientist researcher
car vehicle
plane aircraft airplane
ship vessel boat ferry
railway railroad
town
street road
destroy demolish
damage
flood inundate
hurricane cyclone typhoon
evacuate evacuation
leave depart quit
withdraw withdrawal
arrive reach arrival
send dispatch
find discover
win victory
strike hit
attack assault
shoot gunfire
weapon gun
hostage captive
missing disappear unaccounted
people person
inhabitant resident
visitor tourist
student pupil
film movie
break broken
earn income
produce manufacture
provide supply
live inhabit
weigh weight
length long
height tall
join
resign resignation
establish
motorcycle motorbike
british britain
bomb bombing
corpse body bodies
survivor survive survival
crash collision collide
poverty poor
""".strip()


def _form(word: str) -> str:
    """The stem of a word's base; "discovered" loses as much as "discover"."""
    form = stem(base(word))
    return form.removesuffix("er") if len(form) > _SHORT else form


def _heads() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _GROUPS.splitlines():
        words = line.split()
        for form in {_form(word) for word in words}:
            if table.get(form, words[0]) != words[0]:
                raise ValueError(f"{form!r} stands in two groups of synonyms: {table[form]!r} and {words[0]!r}")
            table[form] = words[0]
    return table


HEADS = _heads()


@lru_cache(maxsize=1 << 14)
def sense(word: str) -> str:
    """What all forms of ``word`` (lower case) and of the words for the same thing have in common."""
    form = _form(word)
    return HEADS.get(form, form)
