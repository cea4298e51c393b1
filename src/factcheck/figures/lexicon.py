"""The words figures are made of. All in lower case; nothing here is code."""

from __future__ import annotations

SMALL = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
}
GLUED_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12, "trn": 1e12}
GROUPS = {"dozen": 12.0, "score": 20.0, **SCALES}
# "A couple", "a pair of".
TOGETHER = {"couple": 2.0, "pair": 2.0, "duo": 2.0, "trio": 3.0, "quartet": 4.0}
TENS_OF = {"tens": 10.0, "dozens": 12.0, "hundreds": 100.0}
WHOLES = frozenset({*range(2, 11), 12, 15, 20, 25, 30, 50, 100, 1000, 10_000, 100_000, 1_000_000})  # "one in five"
BEHIND_HALF = frozenset("of the its their all".split())
VAGUE = {"dozens": 12.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9}
FRACTIONS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fifth": 1 / 5,
    "sixth": 1 / 6,
    "seventh": 1 / 7,
    "eighth": 1 / 8,
    "ninth": 1 / 9,
    "tenth": 1 / 10,
    "halves": 1 / 2,
    "thirds": 1 / 3,
    "quarters": 1 / 4,
    "fifths": 1 / 5,
    "sixths": 1 / 6,
    "sevenths": 1 / 7,
    "eighths": 1 / 8,
    "ninths": 1 / 9,
    "tenths": 1 / 10,
}
VULGAR = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅛": 0.125}
ORDINALS = {
    word: value
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100, "thousandth": 1000}

# Words before a number: what they do to its ends.
AT_LEAST = (
    "at least",
    "no fewer than",
    "no less than",
    "not less than",
    "not fewer than",
    "more than",
    "upwards of",
    "upward of",
    "a minimum of",
    "greater than",
    "higher than",
    "longer than",
    "older than",
    "in excess of",
    "over",
    "above",
    "well over",
    "well above",
    "far more than",
    "much more than",
    "exceeding",
    "exceeded",
    "surpassing",
    "surpassed",
    "topped",
    "topping",
    "as few as",
    "as little as",
    "minimum of",
    ">",
    "≥",
)
AT_MOST = (
    "up to",
    "at most",
    "no more than",
    "not more than",
    "no greater than",
    "as many as",
    "as much as",
    "at the most",
    "fewer than",
    "less than",
    "lower than",
    "shorter than",
    "younger than",
    "a maximum of",
    "maximum of",
    "under",
    "below",
    "well under",
    "well below",
    "a ceiling of",
    "<",
    "≤",
)
ABOUT = (
    "in the region of",
    "in the neighbourhood of",
    "in the neighborhood of",
    "on the order of",
    "an estimated",
    "an average of",
    "an approximate",
    "around",
    "about",
    "some",
    "roughly",
    "approximately",
    "estimated",
    "approx",
    "approx .",
    "circa",
    "more or less",
    "give or take",
    "~",
    "≈",
)
ALMOST = (
    "nearly",
    "almost",
    "just under",
    "just below",
    "just short of",
    "just shy of",
    "close to",
    "slightly less than",
    "slightly under",
    "slightly below",
    "slightly fewer than",
    "a little under",
    "a little less than",
    "approaching",
    "not quite",
    "little short of",
)
JUST_OVER = (
    "just over",
    "just above",
    "slightly more than",
    "slightly over",
    "slightly above",
    "a little over",
    "a little more than",
    "a little above",
    "just more than",
)
# Words after a number.
OR_MORE = (
    "or more",
    "and more",
    "or higher",
    "or above",
    "and above",
    "and over",
    "or over",
    "or older",
    "and older",
    "and up",
    "or longer",
    "plus",
    "+",
)
OR_LESS = (
    "or fewer",
    "or less",
    "or lower",
    "or below",
    "and under",
    "or under",
    "or younger",
    "and younger",
    "at most",
)
OR_SO = ("or so", "or thereabouts", "ish", "odd")

# What each of them does.
EFFECTS = {
    **dict.fromkeys((*AT_LEAST, *OR_MORE), "at least"),
    **dict.fromkeys((*AT_MOST, *OR_LESS), "at most"),
    **dict.fromkeys((*ABOUT, *OR_SO), "about"),
    **dict.fromkeys(ALMOST, "almost"),
    **dict.fromkeys(JUST_OVER, "just over"),
}
_BEFORE = (*AT_LEAST, *AT_MOST, *ABOUT, *ALMOST, *JUST_OVER)
# Each side's phrases by the word next to the number, those of most words first.
_LONGEST_FIRST = sorted(EFFECTS, key=lambda phrase: -len(phrase.split()))
BEFORE = {
    last: [phrase for phrase in _LONGEST_FIRST if phrase.split()[-1] == last and phrase in _BEFORE]
    for last in {phrase.split()[-1] for phrase in _BEFORE}
}
BEHIND = {
    first: [phrase for phrase in (*OR_MORE, *OR_LESS, *OR_SO) if phrase.split()[0] == first]
    for first in {phrase.split()[0] for phrase in (*OR_MORE, *OR_LESS, *OR_SO)}
}

CURRENCY_SIGNS = {
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "₪": "ILS",
    "₽": "RUB",
    "₩": "KRW",
    "₺": "TRY",
    "₴": "UAH",
}
CURRENCY_PREFIXES = {
    "us": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "hk": "HKD",
    "nz": "NZD",
    "s": "SGD",
    "r": "BRL",
}
CURRENCY_CODES = frozenset(
    """USD EUR GBP JPY CNY CHF CAD AUD NZD IQD IRR SAR AED INR PKR ILS TRY RUB UAH EGP KWD QAR JOD SYP SEK NOK
    DKK PLN ZAR BRL MXN KRW""".split()
)
CURRENCY_WORDS = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "sterling": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "franc": "CHF",
    "rupee": "INR",
    "rouble": "RUB",
    "ruble": "RUB",
    "dinar": "dinar",
    "riyal": "riyal",
    "rial": "rial",
    "dirham": "dirham",
    "lira": "lira",
    "shekel": "ILS",
    "peso": "peso",
    "krone": "krone",
    "krona": "krona",
    "rand": "ZAR",
    "quid": "GBP",
    "zloty": "PLN",
    "hryvnia": "UAH",
}
# A hundredth of a currency; a cent is one of several.
MINOR_UNITS = {"cent": "cent", "¢": "cent", "pence": "GBP", "penny": "GBP", "p": "GBP"}
CENT_OF = frozenset({"USD", "EUR", "CAD", "AUD", "NZD", "SGD", "HKD", "ZAR"})
WEIGHED = frozenset("weighed weighs weighing weigh weight heavier lighter".split())
# Whose currency it is: "Iraqi dinars" are not Kuwaiti ones. The first word of "Hong Kong" stands for both.
CURRENCY_NATIONS = {
    "us": "USD",
    "american": "USD",
    "canadian": "CAD",
    "australian": "AUD",
    "singapore": "SGD",
    "hong": "HKD",
    "iraqi": "IQD",
    "kuwaiti": "KWD",
    "jordanian": "JOD",
    "saudi": "SAR",
    "qatari": "QAR",
    "swiss": "CHF",
    "turkish": "TRY",
    "syrian": "SYP",
    "egyptian": "EGP",
    "lebanese": "LBP",
    "iranian": "IRR",
    "emirati": "AED",
    "mexican": "MXN",
    "swedish": "SEK",
    "norwegian": "NOK",
    "danish": "DKK",
    "british": "GBP",
    "indian": "INR",
    "pakistani": "PKR",
    "israeli": "ILS",
    "russian": "RUB",
    "chinese": "CNY",
}

# What half of may be had: "half an hour", "three quarters of a mile".
MEASURED = frozenset(
    """second minute hour day week month year decade century mile kilometre kilometer metre meter inch foot acre hectare
    pound kilo kilogram tonne ton ounce litre liter pint gallon percent""".split()
)

# How long something was, though "took" and "takes" tell of changes elsewhere (see CHANGES): "took two hours".
LASTED = frozenset("take takes took taken last lasts lasted".split())
# Behind one of these "a year" is as long as that: "within a year", "took a year"; "twice a year" says how often.
BEFORE_STRETCHES = LASTED | frozenset(
    "within for after in over under than least most nearly almost about around roughly".split()
)

UP = frozenset(
    """rose rise rises rising risen grew grow grows growing grown growth increase increased increases increasing
    gain gained gains up climbed climb climbs climbing jumped jump jumps jumping soared soar surged surge higher
    more added expanded expansion hike""".split()
)
DOWN = frozenset(
    """fell fall falls falling fallen dropped drop drops dropping decrease decreased decreases decreasing
    decline declined declines declining down shrank shrink shrunk plunged plunge slumped slump lower less fewer
    lost reduced reduction reduce cut cuts sank dip dipped""".split()
)
# A change begins or is said with one of these; "more" and "lower" compare as well, and are left out.
CHANGES = (
    UP | DOWN | frozenset("changed went moved swung from revised took taken takes taking brought pushed sent".split())
) - frozenset("more higher less lower fewer from gain gains lost added".split())
# Right before a number these make it the amount of a change: "lost 300 workers".
TURNED = frozenset("lost gained added shed axed".split())
MULTIPLIERS = {
    "doubled": 2.0,
    "doubling": 2.0,
    "doubles": 2.0,
    "double": 2.0,
    "tripled": 3.0,
    "trebled": 3.0,
    "tripling": 3.0,
    "triples": 3.0,
    "trebling": 3.0,
    "quadrupled": 4.0,
    "quadrupling": 4.0,
    "quintupled": 5.0,
    "halved": 0.5,
    "halving": 0.5,
    "halves": 0.5,
    "twofold": 2.0,
    "threefold": 3.0,
    "fourfold": 4.0,
    "fivefold": 5.0,
    "sixfold": 6.0,
    "sevenfold": 7.0,
    "eightfold": 8.0,
    "ninefold": 9.0,
    "tenfold": 10.0,
    "twice": 2.0,
    "thrice": 3.0,
}
# These are multiples only before a comparison or a quantity: "twice as many", "double the number".
BEFORE_QUANTITY = frozenset("twice thrice double halves".split())

# A number behind one of these is part of a name, whatever follows: "Tower 22", "Boeing 737 jets".
DESIGNATORS = frozenset(
    """tower union article section chapter resolution flight room gate phase level type group unit area camp
    route highway interstate road apollo formula channel radio page figure table version vol volume windows
    iphone model class grade covid title proposition amendment protocol sector zone district ward block terminal
    platform pier building checkpoint line track lane exit bus boeing airbus psalm star agenda category tier
    stage step part season episode paragraph clause rule regulation directive case hall shaft reactor antonov
    tupolev mig
    sukhoi soyuz vision""".split()
)
# Near one of these two numbers with a dash between them are a score.
CONTESTS = frozenset(
    """won win wins winning lost lose loses losing beat beats beaten beating drew draw defeat defeated defeating victory
    score scored scoring final voted vote votes led leading tied""".split()
)
MONTHS = {
    name: number
    for number, names in enumerate(
        """january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,september sep sept,
        october oct,november nov,december dec""".split(","),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
# Before a bare month or year: these make "March" a month and "1850" a year.
DATE_CUES = frozenset(
    """in since by until till from of during before after mid early late last next this year summer autumn fall
    winter spring between through throughout to end and ending beginning""".split()
)

SEASONS = frozenset("spring summer autumn fall winter".split())
DECADES = {
    word: 10 * n
    for n, word in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split(), start=2)
}
DAYS_AWAY = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
LENGTHS = {
    "hour": 1 / 24,
    "day": 1,
    "week": 7,
    "month": 365.2425 / 12,
    "year": 365.2425,
    "decade": 3652.425,
    "century": 36524.25,
}
# They make a day without a year, or "on Monday", the next one.
AHEAD = frozenset("will shall to due scheduled expected plans planned set going would upcoming ahead".split())
# Before a date: it lies on that side of it.
BOUND_EFFECTS = {
    "before": "before",
    "prior to": "before",
    "earlier than": "before",
    "not later than": "by",
    "no later than": "by",
    "by": "by",
    "after": "after",
    "later than": "after",
}
DATE_BOUNDS = {
    first: [phrase for phrase in BOUND_EFFECTS if phrase.split()[0] == first]
    for first in {phrase.split()[0] for phrase in BOUND_EFFECTS}
}
# "The day after 3 May", "shortly before 2010": so far from it, which no stretch says.
BEFORE_AFTER = frozenset(
    """day days week weeks month months year years hour hours shortly soon immediately just long right moments night
    morning evening and or the""".split()
)

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
FATES = {
    "killed": "killed",
    "killing": "killed",
    "dead": "killed",
    "died": "killed",
    "kills": "killed",
    "injured": "injured",
    "injuring": "injured",
    "wounded": "injured",
    "wounding": "injured",
    "hurt": "injured",
    "arrested": "arrested",
    "arresting": "arrested",
    "detained": "arrested",
    "missing": "missing",
    "displaced": "displaced",
    "displacing": "displaced",
    "rescued": "rescued",
    "infected": "infected",
    "evacuated": "evacuated",
    "hospitalised": "hospitalised",
}

# -- what is counted --------------------------------------------------------------------

# One noun in two spellings, and plurals that no rule makes.
SAME = {
    "advisor": "adviser",
    "advisors": "adviser",
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "servicemen": "serviceman",
    "gunmen": "gunman",
    "policemen": "policeman",
    "policeman": "police",
    "troops": "troop",
    "forces": "force",
    "american": "us",
    "americans": "us",
    "u.s": "us",
    "british": "uk",
    "feet": "foot",
    "lives": "life",
    "wives": "wife",
    "jewellery": "jewelry",
    "programme": "program",
    "aeroplane": "airplane",
    "tonne": "tonne",
    "dead": "killed",
    "deaths": "killed",
    "death": "killed",
    "fatalities": "killed",
    "fatality": "killed",
    "injuries": "injured",
    "injury": "injured",
    "arrests": "arrested",
    "arrest": "arrested",
    "persons": "person",
}
# What happened, in one word for each thing, so that two dates of it are known as such.
EVENTS = {
    word: names.split()[0]
    for names in (
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
        "happened occurred took held",
    )
    for word in names.split()
}
# Words for people, narrower and wider: one may well count the other, so they compare weakly.
PEOPLE = frozenset(
    """person man woman child troop force soldier adviser personnel staff member fighter militant terrorist
    insurgent operative serviceman gunman trainer officer official worker employee civilian resident victim
    casualty contractor marine killed injured arrested suspect detainee prisoner refugee migrant protester
    demonstrator voter passenger patient student teacher police rebel jihadist combatant volunteer specialist
    expert recruit""".split()
)
