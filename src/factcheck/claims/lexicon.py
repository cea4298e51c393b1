"""The words that make a sentence more or less worth checking, as patterns.

Invariant: every pattern is a plain alternation of words and phrases, so that its match can be
shown to the reader as the reason.
"""

from __future__ import annotations

import re

from factcheck.language.function_words import AUXILIARIES
from factcheck.language.stop_words import GRAMMAR, SAYING


def any_of(*lines: str) -> re.Pattern[str]:
    """A pattern for any of the phrases of ``lines``, which commas separate, as whole words."""
    phrases = sorted((phrase.strip() for phrase in " ".join(lines).split(",")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(phrase.replace(' ', chr(92) + 's+') for phrase in phrases)})\b", re.IGNORECASE)


COMPARISON = any_of(
    "more than, less than, fewer than, fewer, greater, higher, lower, larger, smaller, bigger, longer, faster,",
    "slower, than ever, than any, than before, as many as, as much as, twice, double, doubled, tripled, halved,",
    "half of, most of, majority, bulk of, highest, lowest, largest, smallest, biggest, fastest, oldest, first",
    "time, record high, record low, all-time, increased, decreased, rose, fell, grew, dropped, declined, surged,",
    "gained, shrank, every, none",
)
CAUSE = any_of(
    "because, because of, due to, owing to, thanks to, as a result, led to, leads to, caused, causes, in response",
    "to, prompted, resulted in, results in, blamed on, stems from, triggered, prevents, prevented, allowed,",
    "enabled",
)
EVENT = any_of(
    "abolished, accused, acquired, adopted, appointed, approved, arrested, assassinated, attacked, banned,",
    "bombed, born, broke, broken, brought, built, bought, cancelled, captured, charged, cleared, closed,",
    "collapsed, completed, convicted, created, cut, deployed, destroyed, died, dismissed, ended, established,",
    "expelled, fined, fired, formed, founded, hired, imposed, injured, introduced, invaded, invested, issued,",
    "joined, killed, launched, left, lost, moved, murdered, opened, ordered, paid, passed, produced, published,",
    "raised, ratified, received, reduced, rejected, released, removed, repealed, replaced, resigned, retained,",
    "seized, sent, sentenced, shot, shut, signed, sold, spent, started, stopped, struck, supported, suspended,",
    "took, trained, transferred, vetoed, visited, voted, withdrew, withdrawn, won, wounded",
)
MEASURE = any_of(
    "percent, per cent, average, rate, rates, unemployment, jobless, inflation, deficit, surplus, debt, income,",
    "incomes, wages, budget, cost, costs, price, prices, spending, revenue, revenues, growth, poverty, crime,",
    "turnout, emissions, exports, imports, salary, salaries, profit, profits, losses, premiums, taxes, casualties,",
    "deaths, population, temperature, temperatures, output, production",
)
SPAN_OF_TIME = any_of(
    "since, ago, last year, last month, last week, this year, in years, per year, a year, for years, for decades,",
    "in decades, in history, ever, so far, to date, until now, in a row, for the first time, months, already, no",
    "longer",
)
QUANTITY = any_of(
    "many, most, half, dozens, hundreds, thousands, millions, billions, hundred, thousand, million, billion,",
    "trillion, few, several, all of, nobody, only, both, more, less, fewer",
)
INSTITUTION = any_of(
    "bill, law, laws, act, treaty, senate, congress, parliament, house, administration, court, committee,",
    "commission, agency, ministry, department, bureau, council, senator, governor, police, army, amendment,",
    "resolution, veto, government, assembly, tribunal, regulator, central bank",
)
CONDUCT = any_of(
    "opposed, proposed, promised, said, says, called for, wanted, wants, refused, failed, blocked, backed,",
    "endorsed, admitted, gave, went, did, made, put, allowed, agreed, negotiated, changed, wrote, declared,",
    "claimed, announced, told",
)
PAST = any_of("has been, have been, had been, was, were, has, had")
TALK = any_of(
    "thank, thanks, question, questions, answer, tonight, let me, I'd like, I'll, I'm going, I am going, you know,",
    "I mean, good evening, my friends, my opponent, agree, disagree, ask, asked you, talk about, talking about,",
    "look, listen, frankly, welcome, congratulate",
)
ADDRESS = any_of("I, I'm, I've, I'd, I'll, me, my, myself, you, your, you're, you'll, you've")
IDEAL = any_of(
    "freedom, peace, strength, strong, hope, responsibility, commitment, values, future, leadership, opportunity,",
    "life, faith, courage, principle, principles, difference, challenge, difficult, tough, hard, character,",
    "judgment, moral, choice, idea, ideas, dream, dreams",
)
FUTURE = any_of("will, shall, going to, expected to, plans to, planned to, hopes to, set to")
SPECULATION = any_of("would, could, may, might, likely to, likely, perhaps, possibly, maybe, if")
_JUDGEMENT = any_of(
    "critical, crucial, vital, essential, important, indispensable, necessary, valuable, significant, key, great,",
    "good, bad, terrible, horrible, awful, wonderful, excellent, fantastic, beautiful, brilliant, outrageous,",
    "shameful, disgraceful, ridiculous, absurd, unacceptable, unfair, fair, wrong, right, foolish, dangerous,",
    "reckless, irresponsible, disappointing, encouraging, welcome, sad, proud, best, worst, better, worse, wise,",
    "stupid, tragic, impressive, remarkable, unfortunate, regrettable, deplorable, a mistake, a disaster, a",
    "shame, a success, a failure",
)
# "Best known for" and "better lit" praise nothing.
JUDGEMENT = re.compile(rf"{_JUDGEMENT.pattern}(?!\s+\w+(?:ed|wn|lt|nt|pt|ft|it)\b)", re.IGNORECASE)
FEELING = any_of(
    "I think, I believe, I feel, I hope, I wish, I want, I love, I hate, I guess, I suppose, I am sure, I'm sure,",
    "we think, we believe, we feel, we hope, we want, in my view, in my opinion, in our view, in our opinion, it",
    "seems to me, as far as I can see",
)
RECOMMENDATION = any_of(
    "should, must, ought to, need to, needs to, the need for, the need to, have to, has to, let us, let's, it is",
    "time, call for, calls for, called for, call on, calls on, called on, urge, urges, urged, recommend,",
    "recommends, recommended, had better, necessity of, importance of",
)
VAGUE = any_of(
    "things, stuff, somehow, a lot, lots of, kind of, sort of, really, very, somebody, someone, something, okay",
)
URGING = any_of(
    "urge, urges, urged, urging, demand, demands, demanded, demanding, recommend, recommends, recommended,",
    "recommending, advise, advises, advised, appealed, propose, proposes, proposed, proposing, plead, pleaded, begged",
)

WISH = re.compile(
    r"(?:let['’]s|let\s+(?:us|me)|if\s+only|would\s+that|here['’]s\s+(?:to|hoping)|it\s+(?:is|was|['’]s)\s+(?:high\s+)?time)\b",
    re.IGNORECASE,
)
ATTRIBUTES = re.compile(
    r"[\"“”«»]|(?<!\w)['‘](?=\w[^'’]*['’](?!\w))"  # marks of any kind
    r"|\b(?:says?|said|tells?|told|claims?|claimed|warns?|warned|argues?|argued|insists?|insisted|believes?|thinks?"
    r"|according to|reportedly|allegedly|denies|denied|admits?|admitted|calls for|urges?|accuses?|hails|slams|vows?)\b"
    r"|^[^\s:]+(?:\s[^\s:]+){0,3}:\s"  # "Analyst: …"
    r"|[,–—-]\s(?:\w+\s){0,2}(?:minister|official|analyst|expert|police|report|study|survey|poll|source|witness)(?:e?s)?$",
    re.IGNORECASE,
)
SOURCE_NAMED = re.compile(
    r"\b(?:according to|(?:data|figures) (?:from|by|of)|statistics|census|survey|poll|study|report(?:s|ed)?|per\s[A-Z]"
    r"|sa(?:id|ys)|estimates?|(?:estimated|recorded|registered) by|shows?|showed|found|counted|announced|published)\b",
)
# Cues: of what was not said, of what was said not to be so, and what joins a content to its cue.
WITHHOLDS = re.compile(r"\b(?:declin|refus)|\b(?:not|never)\b|n['’]t\b", re.IGNORECASE)
NOBODY = re.compile(r"(?:nobody|no[ -]one|none)\b", re.IGNORECASE)
DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|disput\w+|reject\w*|rebut\w*|refut\w+)\b", re.IGNORECASE)
_HELPERS = "|".join(sorted(AUXILIARIES))  # "that is", where "that" is what is spoken of
JOINT = re.compile(
    rf"(?:(?:that(?!['’]s|\s+(?:{_HELPERS})\b)|but|and|however|still|yet|also),?\s+)+(?=\S)", re.IGNORECASE
)
MARKS = frozenset("\"'“”‘’«»„‚")
# "Two" and "new" say something of a claim; "US" in lower case is not told from "us".
FUNCTION_WORDS = (
    GRAMMAR
    | SAYING
    | frozenset(
        """above again although because below even few further hers however itself many more most much not now once one
        only other own same too without""".split()
    )
)
