"""From an action to what it does: the one table that every screen shares.

Invariant: an action that wants words asks for them unless they are given; no screen is known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from factcheck.domain import Span, Verdict
from factcheck.errors import UsageError
from factcheck.workspace.reviewing import Answered, Asking, Marking, Option, Outcome, Review
from factcheck.workspace.reviewing.filters import EXAMPLE, in_words
from factcheck.workspace.reviewing.keys import Act


def act_on(review: Review, act: Act, rest: str = "") -> Outcome:
    """Do what ``act`` says; ``rest`` answers what it asks, word by word where there are options.

    Raises FactcheckError where it is refused, and KeyError for what only a screen can do (``SHOWN``).
    """
    words = rest.strip()
    if act is Act.WORDS:
        number, words = number_first(review, words)
        return answered(_words(review, number), words)
    return answered(_ACTS[act](review), words)


def answered(outcome: Outcome, words: str) -> Outcome:
    """What comes of an outcome when ``words`` answer what it asks.

    Raises RefusedError for words that are no answer, before anything is done.
    """
    while words and not isinstance(outcome, Answered):
        if isinstance(outcome, Marking) or outcome.told is not None:
            return outcome.answer(words)
        head, _, rest = words.partition(" ")
        option = outcome.option(head)
        if rest and not (option and option.asks):
            return outcome.answer(words)  # "no evidence" may be one answer; "1 and more" is none
        outcome, words = outcome.answer(head), rest.strip()
    return outcome


def cite(review: Review, number: int, *, keep: bool = False) -> Outcome:
    """What a digit does. ``keep``: it stays cited if it is already, because a verdict follows."""
    shown = review.evidence
    if keep and 1 <= number <= len(shown) and shown[number - 1].passage.id in review.pending.cited:
        return Answered("")
    return review.cite(number)


def number_first(review: Review, words: str) -> tuple[int | None, str]:
    """The number of a passage in front of words, and the words."""
    head, _, rest = words.partition(" ")
    numbered = head.isdecimal() and 1 <= int(head) <= len(review.evidence)
    return (int(head), rest.strip()) if numbered else (None, words)


# -- what asks for words ------------------------------------------------------------------


def _note(review: Review) -> Asking:
    return Asking("Note", told=review.note, before=review.pending.note)


def _search(review: Review) -> Asking:
    return Asking("Search the corpus for", told=review.search, slow=True)


def _add(review: Review) -> Asking:
    return Asking("Add a file, or a text, as evidence", told=review.add_evidence, slow=True)


def _filter(review: Review) -> Asking:
    return Asking(f"Filter ({EXAMPLE}; nothing: all)", told=review.filter, before=in_words(review.wanted))


def _article(review: Review) -> Asking:
    options = [Option("all", "all articles", partial(review.to_article, None))]
    for one in review.articles():
        words = f"{one.title} ({one.waiting} waiting)"
        options.append(Option(one.id, words, partial(review.to_article, one.id)))
    return Asking("Which article?", tuple(options))


def _correct(review: Review) -> Asking:
    speaker = review.here.claim.speaker if review.here else None
    name, role = (speaker.name, speaker.role or "") if speaker else ("", "")

    def ask(text: str, told: Callable[[str], Outcome], before: str) -> Callable[[], Outcome]:
        return lambda: Asking(text, told=told, before=before)

    return Asking(
        "What is wrong with the claim?",
        (
            Option("speaker", "who says it", ask("Who says it?", review.speaker, name), True),
            Option("role", "as what", ask("As what?", review.role, role), True),
            Option("extent", "where it begins and ends", partial(_extent, review), True),
            Option("split", "it is two claims", partial(_split, review), True),
            Option("join", "it goes on in the next claim", review.join_next),
        ),
    )


# -- what marks words ----------------------------------------------------------------------


def _words(review: Review, number: int | None) -> Marking:
    which = number or review.pending.rank
    text, at = review.words_of(which)
    return Marking(
        f"Which words of [{which}]?",
        text,
        at,
        Span(0, len(text)),
        marked=partial(review.cite_span, which),
        written=partial(review.cite, which),
    )


def _extent(review: Review) -> Marking:
    text, at, within = _in_article(review)
    return Marking(
        "From where to where does it go?",
        text,
        at,
        within,
        marked=lambda span: review.extent([span]),
        written=review.extent_by_words,
    )


def _split(review: Review) -> Marking:
    text, at, _ = _in_article(review)
    return Marking(
        "Where does the second claim begin?",
        text,
        at,
        at,
        marked=lambda span: review.split_at(span.start),
        written=review.split_before,
        point=True,
    )


def _claim(review: Review) -> Marking:
    text, at, within = _in_article(review)
    return Marking(
        "Which words are a claim?",
        text,
        at,
        within,
        marked=lambda span: review.add_claim([span]),
        written=review.add_words,
    )


def _in_article(review: Review) -> tuple[str, Span, Span]:
    """The article's text, where the claim stands in it, and all of it."""
    here = review.here
    if here is None:
        raise UsageError("no claim lies here.")
    text, spans = here.article.text, here.claim.spans
    return text, Span(spans[0].start, spans[-1].end), Span(0, len(text))


SHOWN = frozenset({Act.HELP, Act.PASSAGE, Act.OPEN, Act.QUIT})
"""What does nothing to a claim: a screen shows it in its own way."""

_ACTS: Mapping[Act, Callable[[Review], Outcome]] = {
    Act.SUPPORT: lambda review: review.decide(Verdict.SUPPORTED),
    Act.CONTRADICT: lambda review: review.decide(Verdict.CONTRADICTED),
    Act.UNVERIFIED: lambda review: review.decide(Verdict.UNVERIFIED),
    Act.ATTRIBUTE: lambda review: review.attribute(),
    Act.NOTE: _note,
    Act.SEARCH: _search,
    Act.ADD: _add,
    Act.DISMISS: lambda review: review.dismiss(),
    Act.CORRECT: _correct,
    Act.CLAIM: _claim,
    Act.NEXT: lambda review: review.next(),
    Act.PREVIOUS: lambda review: review.previous(),
    Act.ARTICLE: _article,
    Act.FILTER: _filter,
    Act.UNDO: lambda review: review.undo(),
}
