"""Interviews without labels: answers below questions that stand alone in their lines.

Invariant: a question alone proves nothing, since outlets ask and answer themselves. Paragraphs are answers only
where somebody is said to talk before the questions, or where "you" are asked and "I" or "we" answer throughout; and
they are nobody's where the page sets questions to "you" apart and says of nobody that he answers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from factcheck.domain import Article, BlockKind, Span, SpeakerKind
from factcheck.quotes.grammar.dependencies import head
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.people.members import Member
from factcheck.quotes.people.mentions import Mention
from factcheck.quotes.people.speakers import Cast
from factcheck.quotes.rules.transcripts import Turn, label_end

ANSWER = "answer below a question"
Names = Mapping[Span, Sequence[tuple[int, Mention]]]
Paragraph = list[Statement]
_FEWEST = 2  # questions
_FULL_NAME = 2  # words
_ASIDES = frozenset(("[", "(", "*"))
_PLACE_LEADS = frozenset("across at from in near of".split())
_ASKED = frozenset("you your yours".split())
_ANSWERING = frozenset("i me my we us our".split())
# What somebody does who is interviewed, or the outlet with whoever is.
_TALKS = frozenset(
    """answer answered answers ask asked asks chat chats chatted discuss discussed discusses explain explained explains
    interview interviewed looks looked met recalled recalls sat speak speaks spoke talk talked talks tells
    told""".split()
)
_SOMEBODY = frozenset("he she him her".split())
_TO_WHOM = frozenset("to with".split())


def find_answers(article: Article, statements: Sequence[Statement], names: Names, cast: Cast) -> Mapping[int, Turn]:
    """Paragraphs below questions that stand alone, as answers of the one person who was introduced before them.

    By paragraph number; empty where there is no interview.
    """
    questions = _questions(article)
    if len(questions) < _FEWEST:
        return {}
    answers = list(_answers(article, statements, questions))
    if len(answers) < _FEWEST or any(_reports(answer[0]) for answer in answers):
        return {}
    lead = [statement for statement in statements if statement.span.end <= questions[0].start]
    addressed = _addressed(article, questions)
    told = _interviewed(lead, names, cast, addressed and all(map(_in_first_person, answers)))
    if not told and not (_are_set_apart(article) and (addressed or any(map(_in_first_person, answers)))):
        return {}
    turns = {
        one.paragraph: Turn(0, asks=True, bare=True)
        for one in statements
        if any(span.contains(one.span) for span in questions)
    }
    for answer in answers:
        turns |= {paragraph[0].paragraph: Turn(0) for paragraph in answer}
        first = answer[0][0]
        turns[first.paragraph] = Turn(label_end(first.tokens), told[0] if len(told) == 1 else None, bare=True)
    return turns


def note_interviewed(article: Article, statements: Sequence[Statement], names: Names, cast: Cast) -> None:
    """Notes of whoever is interviewed where the first question ends, also where no rule can tell the answers."""
    questions = _questions(article)
    several, addressed = len(questions) >= _FEWEST, _addressed(article, questions)
    if not (several or addressed):
        return
    lead = [statement for statement in statements if statement.span.end <= questions[0].start]
    for mention in _interviewed(lead, names, cast, several and addressed):
        if (member := cast.find(mention)) is not None:
            member.asked = questions[0].end


def _addressed(article: Article, questions: Iterable[Span]) -> bool:
    """Whether a question is put to "you"."""
    return any(_ASKED.intersection(span.of(article.text).lower().split()) for span in questions)


def _are_set_apart(article: Article) -> bool:
    """Whether the page sets its questions apart as those of an interview: then the outlet is none who answers."""
    return len(article.of_kind(BlockKind.QUESTION)) >= _FEWEST


def _questions(article: Article) -> list[Span]:
    """Questions set in bold or as headings or, where there are not enough, also those that are too long for one."""
    asking = [
        block for block in article.blocks if block.kind is BlockKind.QUESTION or _asks(block.span.of(article.text))
    ]
    headings = [block.span for block in asking if block.kind in (BlockKind.HEADING, BlockKind.QUESTION)]
    paragraphs = [block.span for block in asking if block.kind is BlockKind.PARAGRAPH]
    return headings if len(headings) >= _FEWEST else sorted([*headings, *paragraphs])


def _asks(words: str) -> bool:
    words = words.strip("*_ ")
    return words[:1].isalpha() and words.endswith("?")


def _answers(article: Article, statements: Sequence[Statement], questions: Sequence[Span]) -> Iterator[list[Paragraph]]:
    """The paragraphs below each question, down to the next heading or question; below the last as far as somebody
    goes on speaking in them."""
    ends = sorted([*questions, *article.of_kind(BlockKind.HEADING), Span(len(article.text), len(article.text))])
    grouped = [list(group) for _, group in groupby(statements, key=lambda statement: statement.paragraph)]
    for question in questions:
        end = ends[bisect_right(ends, question)]
        below = [held for held in grouped if question.end <= held[0].span.start < end.start]
        if question is questions[-1]:
            below = below[:1] + [held for held in below[1:] if _in_first_person([held])]
        below = [held for held in below if held[0].tokens[0].low not in _ASIDES]
        if below:
            yield below


def _interviewed(lead: Iterable[Statement], names: Names, cast: Cast, anybody: bool) -> list[Mention]:
    """Who is said to talk in the statements before the questions; everybody named in full where ``anybody`` may be."""
    people: dict[int, Mention] = {}
    talking: dict[int, Mention] = {}
    spoken_to = False
    for statement in lead:
        spoken_to |= any(token.low in _SOMEBODY and _talks(statement, at) for at, token in enumerate(statement.tokens))
        for at, mention in names[statement.span]:
            if (member := cast.find(mention)) is None or not _is_person(statement, at, member):
                continue
            people.setdefault(id(member), mention)
            if _talks(statement, at):
                talking.setdefault(id(member), mention)
    alone = spoken_to and len(people) == 1
    return list((talking or (people if anybody or alone else {})).values())


def _is_person(statement: Statement, at: int, member: Member) -> bool:
    """Whether a name in full may be a person's: not what stands behind "in", if nothing else says so."""
    if member.kind is not SpeakerKind.PERSON or len(member.name) < _FULL_NAME:
        return False
    return member.human or not at or statement.tokens[at - 1].low not in _PLACE_LEADS


def _talks(statement: Statement, at: int) -> bool:
    """Whether the token hangs on a verb as somebody who talks or is talked to: "Ruiz | talks", "we spoke to | Ruiz"."""
    tokens = statement.tokens
    while tokens[at].relation == "compound" and head(tokens, at) != at:
        at = head(tokens, at)
    if tokens[at].relation == "pobj" and tokens[head(tokens, at)].low not in _TO_WHOM:
        return False
    while not tokens[at].tag.startswith("V") and tokens[at].low not in _TALKS and head(tokens, at) != at:
        at = head(tokens, at)
    return tokens[at].low in _TALKS


def _reports(paragraph: Paragraph) -> bool:
    """Whether a paragraph quotes somebody, as those of the outlet do."""
    return any(statement.cues and statement.quotes for statement in paragraph)


def _in_first_person(answer: Iterable[Paragraph]) -> bool:
    tokens = (token for paragraph in answer for statement in paragraph for token in statement.tokens)
    return any(token.low in _ANSWERING and token.quote < 0 for token in tokens)
