"""Words about what a figure counts: where its name ends, what became of it, and what is the same thing said
otherwise. Data only, all lower case.

Invariant: no rule of ``spelling`` makes what a table here says.
"""

from __future__ import annotations

from factcheck.language.tables import by_sense

PLURALS = frozenset(
    """adults people men women children personnel police staff troops forces servicemen policemen militiamen gunmen
    airmen crew cattle fish aircraft livestock teeth feet mice oxen criteria media data""".split()
)
NOT_PLURAL = frozenset(
    """was is has does this thus its his as us yes perhaps across towards besides whereas always says isis news
    less gas bus plus""".split()
)
# These end the phrase that says what is counted.
STOPS = frozenset(
    """a an the this that these those and or but nor so yet if as at by for from in into of off on onto out over
    per to under until up upon via with within without about above across after against along among around
    before behind below beneath beside between beyond despite down during except inside near outside since
    through throughout toward towards than then there here where when while which who whom whose what why how is
    are was were be been being am has have had do does did will would shall should may might can could must not
    no never it its they their them he his him she her we our us you your i me my said says say told added who's
    it's also only just now still already even again once because although though however including compared
    versus""".split()
)
# Stepped over on the way back from a number to what it is said of.
STEPPED_OVER = frozenset(
    """is are was were be been being has have had at to of by now currently still only just the a an total
    totalled totaled reached reaching hit stood stands stand remained remains put estimated believed thought
    said around about nearly almost roughly some approximately more less than over under up down as high low :
    least most no its reported given set average averaging""".split()
)
# What a number is never said of, though it stands before it: when, and the counting itself.
TIMES = frozenset("year years month months week weeks day days quarter time times decade today yesterday".split())
COUNTERS = frozenset("number numbers total estimate figure count tally".split())

# What became of people: part of what is counted, for twelve killed are not twelve injured.
FATES = by_sense(
    {
        "killed": "killed killing kills dead died",
        "injured": "injured injuring wounded wounding hurt",
        "arrested": "arrested arresting detained",
        "missing": "missing",
        "displaced": "displaced displacing",
        "rescued": "rescued",
        "infected": "infected",
        "evacuated": "evacuated",
        "hospitalised": "hospitalised",
    }
)

# One noun in two spellings, and plurals that no rule makes.
SAME = by_sense(
    {
        "adviser": "advisor advisors",
        "person": "people persons",
        "man": "men",
        "woman": "women",
        "child": "children",
        "serviceman": "servicemen",
        "gunman": "gunmen",
        "policeman": "policemen",
        "police": "policeman",
        "troop": "troops",
        "force": "forces",
        "us": "american americans u.s",
        "uk": "british",
        "foot": "feet",
        "life": "lives",
        "wife": "wives",
        "jewelry": "jewellery",
        "program": "programme",
        "airplane": "aeroplane",
        "killed": "dead death deaths fatality fatalities",
        "injured": "injury injuries",
        "arrested": "arrest arrests",
    }
)
# Sums that are the opposite of one another though their numbers are the same.
SIGNS = {
    **dict.fromkeys("profit surplus gain inflow credit".split(), 1),
    **dict.fromkeys("loss deficit shortfall outflow debit".split(), -1),
}
# What happened, in one word for each thing, so that two dates of it are known as such.
EVENTS = {
    word: words.split()[0]
    for words in (
        "born birth",
        "died death dies dead passed killed",
        "founded established created formed founding formation started began",
        "released release issued premiered debuted launched came aired airing",
        "opened opening inaugurated",
        "ended closed finished closing",
        "married wed wedding",
        "elected election won",
        "signed signing",
        "built constructed completed construction",
        "joined appointed became hired",
        "published publication",
        "discovered discovery identified spotted detected",
        "happened occurred took held",
    )
    for word in words.split()
}
# Words for people, narrower and wider: one may well count the other, so they compare weakly.
PEOPLE = frozenset(
    """person man woman child troop force soldier adviser personnel staff member fighter militant terrorist
    insurgent operative serviceman gunman trainer officer official worker employee civilian resident victim
    casualty contractor marine killed injured arrested suspect detainee prisoner refugee migrant protester
    demonstrator voter passenger patient student teacher police rebel jihadist combatant volunteer specialist
    expert recruit""".split()
)
