"""Nouns that can be the one who says, and what they say it in. Data only, all lower case.

Invariant: a list says what a word can be; which it is at a place, the grammar decides.
"""

from __future__ import annotations

from factcheck.language.nouns import ANONYMOUS_HEADS, BODY_NOUNS, DOCUMENT_NOUNS, PEOPLE_NOUNS

__all__ = [
    "ABOUT_NOT_BY",
    "ANONYMOUS_HEADS",
    "BODIES_BY_NAME",
    "BODY_FIELDS",
    "BODY_NAME_WORDS",
    "BODY_NOUNS",
    "DOCUMENT_NOUNS",
    "GENERIC_BODIES",
    "NETWORKS",
    "OCCASIONS",
    "PEOPLE_NOUNS",
    "SAYING_NOUNS",
    "SOURCE_NOUNS",
]

# Nouns that carry what was said: "his claim that …", "a statement saying …".
SAYING_NOUNS = frozenset(
    """accusation admission allegation announcement argument assertion assessment assurance charge claim
    comment complaint conclusion contention criticism declaration demand denial estimate explanation finding
    insistence message observation joke pledge prediction promise proposal proposition question recommendation
    remark report request revelation rumor rumour statement suggestion testimony threat vow warning word""".split()
)

# Documents that a name before them need not have issued: "the Ruiz indictment", "the Senate bill".
ABOUT_NOT_BY = frozenset(
    """ad advert advertisement bill biography clause constitution contract filing headline indictment law
    lawsuit order petition plan platform review ruling sign stories story subpoena suit treaty verdict
    complaint""".split()
)

# Where somebody speaks or writes: "in an interview", "at a rally".
OCCASIONS = frozenset(
    """ad address advertisement appearance article book briefing broadcast call column commercial conference debate
    editorial email event essay forum gathering hearing interview letter lunch luncheon mailer meeting memo message
    newsletter op-ed panel podcast post press-release release report rally remarks segment show speech statement
    statements story testimony town-hall tweet tweets video""".split()
)

NETWORKS = frozenset("facebook instagram twitter youtube telegram tiktok bluesky mastodon threads".split())

SOURCE_NOUNS = DOCUMENT_NOUNS | BODY_NOUNS | PEOPLE_NOUNS

# Words that make a capitalised name the name of a body.
BODY_NAME_WORDS = frozenset(
    """academy administration agency airlines alliance army assembly associates association authority bank
    board broadcasting bureau cabinet campaign caucus center centre chamber chronicle church circuit city
    club coalition college command commission committee company conference congress consortium corp
    corporation council county court daily department dept district division embassy enquirer examiner
    federation force forces foundation fund gazette government group guard guardian herald hospital hotel
    house inc institute institution international journal labor law league llc llp ltd magazine ministry
    mission movement museum network news nations newspaper office organisation organization panel parliament
    party partners partnership patrol police post press program programme project radio reform registry
    reserve review school senate service services society state states station street studio studios team
    telegraph times tribune tribunal trust tv union university watch week white protection enforcement exchange
    affairs wildlife laboratory lab united fc courier guild orchestra theatre theater cooperative""".split()
)

# Common nouns for whatever body an article is about.
GENERIC_BODIES = frozenset("agency airline association body company firm group organisation organization".split())

# Fields of work that open a body's name before an "and": "Customs and Border Protection".
BODY_FIELDS = frozenset(
    """aging agriculture alcohol arts budget building children civil commerce conservation consumer corrections
    cultural culture customs development disease drug economic education energy engineering environment
    environmental equality families finance fire fish food forestry health highway history housing human
    immigration industry innovation justice labor labour land management marine maritime media medical oceanic
    parks pensions pipeline planning ports prevention products public recreation research revenue rights safety
    schools science securities security social sport sports standards technology trade trading transport
    transportation treatment veterans water wildlife work works youth""".split()
)

# Nouns for bodies whose names hold them, each with the other words that say so in a name.
BODIES_BY_NAME = {
    "administration": "government",
    "army": "forces",
    "bank": "banking savings building",
    "cabinet": "government",
    "commission": "",
    "committee": "",
    "congress": "senate house",
    "council": "assembly",
    "court": "tribunal",
    "department": "dept ministry office",
    "government": "administration",
    "military": "army navy forces",
    "ministry": "department office",
    "parliament": "assembly house",
    "party": "democrats republicans labour conservatives liberals greens alliance front movement",
    "police": "constabulary",
    "senate": "",
    "tribunal": "court",
    "university": "college institute",
}
