"""Gender told by a pronoun in the sentence that names somebody: "When Haddad came home, | she | slept".

Invariant: only a sentence that names one person before the pronoun, with no verb of saying between
the two, tells anything; what it tells never overrules a given name, an honorific or a role.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from factcheck.domain import Span, SpeakerKind
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.people.members import Member
from factcheck.quotes.people.mentions import Mention
from factcheck.quotes.people.names import Gender
from factcheck.quotes.people.speakers import Cast

_TELLING = {
    "he": Gender.MALE,
    "his": Gender.MALE,
    "himself": Gender.MALE,
    "she": Gender.FEMALE,
    "her": Gender.FEMALE,
    "herself": Gender.FEMALE,
}
_SURE = 0.8  # of the pronouns that follow somebody


def learn_genders(cast: Cast, statements: Iterable[Statement], names: Mapping[Span, list[tuple[int, Mention]]]) -> None:
    """Gives those of ``cast`` whose names do not tell it the gender that most pronouns beside them have.

    That something is called "he" does not make a person of it: places stand beside pronouns too.
    """
    told: dict[int, tuple[Member, Counter[Gender]]] = {}
    votes: dict[int, Counter[Gender]] = defaultdict(Counter)
    for statement in statements:
        for member, gender in _told_in(cast, statement, names[statement.span]):
            votes[id(member)][gender] += 1
            told[id(member)] = (member, votes[id(member)])
    for member, counted in told.values():
        gender, most = counted.most_common(1)[0]
        if member.gender is None and most >= _SURE * counted.total():
            member.leaning = gender


def _told_in(cast: Cast, statement: Statement, names: list[tuple[int, Mention]]) -> Iterator[tuple[Member, Gender]]:
    outside = [(at, mention) for at, mention in names if mention.kind is SpeakerKind.PERSON]
    for place, token in enumerate(statement.tokens if outside else ()):
        gender = _TELLING.get(token.low)
        if gender is None or token.quote >= 0:
            continue
        before = {id(member): (member, at) for at, mention in outside if at < place and (member := cast.find(mention))}
        if len(before) != 1:
            continue
        ((member, at),) = before.values()
        if not any(at < cue.verb < place for cue in statement.cues):
            yield member, gender
