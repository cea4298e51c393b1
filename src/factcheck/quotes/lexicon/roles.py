"""Nouns for what somebody is: roles, offices, trades. All lower case.

Invariant: a list says what a word can be; which it is at a place, the grammar decides.
"""

from __future__ import annotations

from functools import cache

from factcheck.language.names import TITLES

# The nouns at the head of a role: a noun phrase beside a name is a role only if it holds one.
ROLE_NOUNS = frozenset(
    word
    for word in TITLES
    if word
    not in (
        "first",
        "former",
        "senior",
        "junior",
        "police",
        "prime",
        "vice",
        "acting",
        "interim",
        "foreign",
        "defence",
        "defense",
        "finance",
        "health",
        "interior",
        "state",
        "presidential",
        "deputy",
        "assistant",
        "associate",
    )
) | frozenset(
    """administrator advocate agent ally analyst architect artist astronaut athlete banker barrister biologist
    boss broker builder campaigner captain chemist consul attache clinician commentator commander consultant coordinator
    co-chair co-author co-director critic curator democrat dentist designer developer diplomat doctor driver
    educator employee engineer epidemiologist executive expert farmer fellow filmmaker firefighter fisherman
    friend geologist grandmother head hydrologist instructor investigator investor lawmaker lecturer liberal
    librarian man member meteorologist mother father son daughter brother sister wife husband neighbor
    neighbour novelist nurse official operative organiser organizer parent partner philosopher physician
    physicist pilot planner player poet politician postdoc producer programmer protester psychologist
    psychiatrist ranger representative republican researcher resident scholar scientist secretary shopkeeper
    singer soldier specialist staffer statistician student supporter surgeon surveyor teacher technician
    trader translator trainer treasurer veteran victim virologist volunteer voter witness woman worker
    writer chief-of-staff billionaire businessman businesswoman neurosurgeon pundit insider entrepreneur
    publisher winner contender hopeful opponent rival spokesperson""".split()
)

# What trades end in: "shopkeeper", "archivist", "auctioneer".
_TRADES = tuple(
    """breeder builder dealer fighter grower holder hunter keeper leader maker master monger officer owner player runner
    seller singer smith teacher trainer woman worker wright writer""".split()
)
_ENDINGS = ("ist", "ologist", "ician", "eer")
_SURNAMES = ("quist", "qvist")


@cache
def is_role_noun(word: str) -> bool:
    """Whether a lower-case noun, or its plural, is what somebody can be: listed, or formed as such words are."""
    single = word.split("-of-")[0].removesuffix("s")  # "mother-of-two"
    known = {word, single, single.rsplit("-", 1)[-1]}  # "co-owner", "ex-mayor"
    if known & ROLE_NOUNS or "star" in known:
        return True
    formed = word.endswith(_ENDINGS) and len(word) > 5 and not word.endswith(_SURNAMES)
    return formed or word.endswith(_TRADES)


# Offices that one person at a time holds: "the mayor" is not named, but is nobody's secret.
OFFICES = frozenset(
    """ambassador archbishop attorney-general bishop ceo chairman chairwoman chancellor chief commissioner coroner
    dean emir governor judge king magistrate mayor minister pope premier president prime-minister prince princess
    principal prosecutor provost queen rector secretary sheriff superintendent treasurer vice-president""".split()
)

# Singular nouns that seldom stand for somebody already named.
STRANGERS = frozenset(
    """assailant attacker brother bystander caller cashier clerk customer daughter doctor driver employee father
    flatmate friend girl guard gunman host husband interviewer landlord man member moderator mother motorist neighbor
    neighbour nurse observer officer official onlooker opponent partner passenger pedestrian resident roommate
    shooter shopkeeper sister son spokesperson stranger student supporter suspect teacher tenant thief victim visitor
    voter wife witness woman worker""".split()
)

# Those whose trade it is to speak for somebody else.
VOICES = frozenset("spokesman spokesperson spokespersons spokesmen spokespeople spokeswoman spokeswomen".split())

# Those who speak for the body they lead or represent when no one of them is named: "district leaders".
AGENTS = frozenset(
    """administrators attorneys executives lawyers leaders leadership managers officials representatives
    spokespeople""".split()
)

MALE_NOUNS = frozenset(
    """man father son brother husband spokesman chairman congressman councilman businessman king prince actor boy
    boyfriend policeman uncle nephew grandfather""".split()
)

FEMALE_NOUNS = frozenset(
    """woman mother daughter sister wife spokeswoman chairwoman congresswoman councilwoman businesswoman queen
    princess actress girl girlfriend policewoman aunt niece grandmother waitress""".split()
)
