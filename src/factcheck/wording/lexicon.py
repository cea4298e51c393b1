"""Word lists for reading what a change does to a quotation. Data only, all lower case.

Invariant: keys are as ``words`` makes them: contractions in full, American spelling, numbers up
to nineteen and tens in figures.
"""

from __future__ import annotations

from factcheck.language import negation
from factcheck.language.stop_words import GRAMMAR
from factcheck.language.tables import phrases

# Words of grammar: shared by any two texts, so that they count half. "Said" and "because" are words of the speaker's.
FUNCTION = GRAMMAR | frozenset(
    """across among around behind beyond done get got hers herself himself itself let mine myself near no not onto ours
    ourselves per shall theirs themselves too toward towards us via whose yours yourself 's 'd 1""".split()
)

NEGATIONS = negation.WORDS | negation.NEARLY | {"unable"}
AUXILIARIES = frozenset("do does did have has had is are was were be been being am to".split())
FUTURE = frozenset("will shall would 'd".split())
NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")

# Words that limit how much, how sure or how far something is meant.
QUALIFIERS = frozenset(
    """nearly almost about around roughly approximately perhaps maybe possibly probably likely unlikely apparently
    allegedly reportedly seemingly supposedly presumably arguably generally usually normally typically often
    sometimes occasionally rarely seldom frequently mostly largely mainly chiefly partly partially somewhat fairly
    rather relatively comparatively slightly only merely just virtually practically effectively essentially
    potentially theoretically hopefully currently initially temporarily may might could would should
    seem seems seemed appear appears appeared suggest suggests suggested tend tends tended think thinks thought
    believe believes believed hope hopes hoped guess suppose assume assumed if unless except some many most several
    few mere alleged apparent possible probable potential can must ought provided providing assuming supposing
    whether suspected attempted planned proposed intended former would-be temporary partial conditional voluntary
    provisional preliminary draft estimated unabated unconfirmed unproven hypothetical""".split()
)
# Of these, those that say the same.
SAME_QUALIFIER = {
    word: line.split()[0]
    for line in (
        "nearly almost",
        "about around roughly approximately",
        "perhaps maybe possibly",
        "probably likely",
        "may might",
        "apparently seemingly",
        "allegedly reportedly supposedly",
        "usually normally typically",
        "mostly largely mainly chiefly",
        "partly partially",
        "only just merely",
        "practically virtually effectively",
        "potential possible",
    )
    for word in line.split()
}
NEVER = frozenset(("never",))  # more than "not"
# Those that leave nobody out: put into somebody's mouth, they say more than he did.
UNIVERSALS = frozenset("all every always everybody everyone everything entirely completely totally".split())
QUALIFYING_PHRASES = phrases(
    """at least, at most, up to, more than, less than, fewer than, no more than, as many as, as much as, close to,
    in my view, in my opinion, as far as i know, to my knowledge, in part, in theory, in principle, to some extent,
    for now, so far, at the moment, in some cases, in most cases, under certain conditions, on average, or so,
    or more, or less"""
)

# What people say while they think, and editors leave out.
FILLERS = frozenset("um uh er erm ah eh hm hmm mm mhm oh well so like okay ok yeah yes now actually basically".split())
FILLING_PHRASES = phrases(
    """you know, i mean, sort of, kind of, you see, if you like, if you will, as it were, let's see, and so on,
    and and, the the, i i, we we, to be honest"""
)

# Forms of one word that a writer may exchange when "I am" becomes "he is".
PARADIGMS = tuple(
    frozenset(line.split())
    for line in (
        "i we you he she they it",
        "me us you him her them it",
        "my our your his her their its",
        "mine ours yours his hers theirs",
        "myself ourselves yourself himself herself themselves itself",
        "am is are was were be been being 's",
        "have has had having 's 'd",
        "do does did doing done",
        "this that these those",
        "here there",
        "today tomorrow yesterday now then",
        "go goes went gone going",
        "say says said saying",
        "get gets got gotten getting",
        "make makes made making",
        "take takes took taken taking",
        "come comes came coming",
        "see sees saw seen seeing",
        "know knows knew known knowing",
        "give gives gave given giving",
        "think thinks thought thinking",
        "tell tells told telling",
        "become becomes became becoming",
        "begin begins began begun beginning",
        "feel feels felt feeling",
        "find finds found finding",
        "lose loses lost losing",
        "win wins won winning",
        "keep keeps kept keeping",
        "leave leaves left leaving",
        "bring brings brought bringing",
        "hold holds held holding",
        "stand stands stood standing",
        "pay pays paid paying",
        "run runs ran running",
        "meet meets met meeting",
        "send sends sent sending",
        "build builds built building",
        "rise rises rose risen rising",
        "fall falls fell fallen falling",
        "grow grows grew grown growing",
        "write writes wrote written writing",
        "speak speaks spoke spoken speaking",
        "fight fights fought fighting",
    )
)
# What "'s" and "'d" may stand for.
SHORT_FORMS = {"'s": frozenset(("is", "has", "us")), "'d": frozenset(("had", "would"))}

# Labels of those who ask and lead, or whom nobody knows by name: who they are, the label does not tell.
ASKERS = frozenset(
    """q a question questioner answer interviewer host moderator presenter anchor reporter speaker caller audience
    unidentified unknown man woman participant interviewee narrator announcer""".split()
)
LABEL_LINKS = frozenset("the of for from to in floor audience public".split())  # "Question from the floor"
# Words before a colon that name nobody who speaks.
NO_SPEAKERS = frozenset(
    """title headline author authors published publisher updated date source sources note notes editor editors
    correction update summary background contact photo picture image caption video watch read related location venue
    where when what why how who price prices cost time duration address subject topic agenda item items warning
    breaking exclusive opinion analysis fact facts tags section url link transcript translation standfirst byline
    edition volume page pages chapter part appendix table figure example tip advertisement reference""".split()
)
# What subtitles and transcripts tell of sounds, in brackets.
SOUNDS = frozenset("applause laughter laughs laughing music cheers cheering crosstalk sighs coughs pause".split())

# -- what words can be cut out of ---------------------------------------------------------

# Verbs behind which what somebody says or thinks stands without a "that".
SAYING = frozenset(
    """say says said saying claim claims claimed tell tells told telling argue argues argued insist insists insisted
    maintain maintains maintained allege alleges alleged suggest suggests suggested assert asserts asserted think thinks
    thought believe believes believed feel feels felt hope hopes hoped guess suppose suspect suspects suspected doubt
    doubts doubted deny denies denied know knows knew imagine pretend pretends pretended promise promises promised fear
    fears feared assume assumes assumed mean means meant agree agrees agreed accept accepts accepted prove show write
    writes wrote declare declares declared predict predicts predicted warn warns warned""".split()
)
# Of these, those that hand on what others say.
HEARSAY = frozenset(
    """say says said saying claim claims claimed tell tells told telling argue argues argued insist insists insisted
    maintain maintains maintained allege alleges alleged assert asserts asserted think thinks thought believe believes
    believed pretend pretends promised promises promise write writes wrote declare declares declared""".split()
)
HEARD = phrases("am told, was told, are told, were told, i hear, we hear, have heard, i read, have read")
HEARERS = frozenset("me us you them him her everybody everyone people".split())
COMPLEMENTS = frozenset("that whether if to".split())
COORDINATORS = frozenset("but because so while although though yet whereas since and or".split())
# Words with which a clause of its own goes on behind "and".
SUBJECTS = frozenset("i we you he she they it there this that these those the a an my our your his her their".split())
INVERTED = frozenset("were had should".split())  # "Had we known, …"
# What stands right behind words and takes some of them back.
RESERVATIONS = phrases(
    """but only, but not, but never, only if, only when, only for, only in, only on, except, excluding, apart from,
    or so, they say, people say, some say, we are told, we were told, i am told, i was told, i think, i believe,
    i guess, i suppose, i hope, i fear, i suspect, in theory, on paper, at least in theory, allegedly, supposedly,
    apparently, perhaps, maybe, probably, possibly, presumably"""
)
COUNTING = frozenset("about around roughly approximately some few several many most nearly almost".split())  # a number
# With which the next sentence takes all of it back: "That is not true."
RETRACTIONS = phrases(
    """not true, untrue, false, a lie, lies, a myth, nonsense, rubbish, not so, not the case, what they say,
    what they claim, what they want us to believe, what he says, what she says, not what i said, what we were told,
    wrong, a joke, was joking, am joking, am kidding, do not believe, would be nice, a fairy tale, a fantasy"""
)
RETRACTING = frozenset("that this it these such which those not nonsense rubbish wrong false no i nobody".split())
