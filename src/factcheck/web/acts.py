"""From a form to what is done with a claim.

Invariant: the same actions as at the desk in a terminal, by the same table; a form carries what was answered so far,
and nothing of a question is kept on the server. No file of this machine is read for what somebody writes into a form.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData, UploadFile

from factcheck.domain import Span
from factcheck.errors import ConflictError, FactcheckError, UsageError
from factcheck.report.plain import HALVES
from factcheck.web import keeping, spans
from factcheck.web.served import Served
from factcheck.workspace.reviewing import Answered, Asking, Marking, Outcome, RefusedError, Review
from factcheck.workspace.reviewing.acting import act_on, answered, cite
from factcheck.workspace.reviewing.keys import Act

TAKE, LEAVE, CITE, ENTER, KEEP = "take", "leave", "cite", "enter", "keep"
FREE = frozenset({Act.NEXT, Act.PREVIOUS, Act.UNDO, Act.ARTICLE, Act.FILTER, LEAVE})
"""What may be done with a claim that somebody else is at: it goes on to another one."""
DECIDES = frozenset({Act.SUPPORT, Act.CONTRADICT, Act.UNVERIFIED, Act.DISMISS, ENTER, KEEP})
"""What rests on what was chosen so far, which must be what the person sees."""
_LONGEST_NUMBER = 12
_SLOW = frozenset({Act.SEARCH, Act.ADD})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form wants. ``answers`` are those to the questions so far, in their order; ``at`` is a place that was
    chosen, as the page shows it, and ``words`` what stands there."""

    do: str
    answers: tuple[str, ...] = ()
    number: int | None = None
    at: Span | None = None
    words: str | None = None
    passage: str = ""
    file: UploadFile | None = None

    @property
    def steps(self) -> Iterator[tuple[str, str]]:
        """The same as fields of the form that asks the next question."""
        yield "do", self.do
        if self.number is not None:
            yield "number", str(self.number)
        if self.passage:
            yield "passage", self.passage
        yield from (("answer", answer) for answer in self.answers)
        if self.at is not None:
            yield "at", f"{self.at.start}-{self.at.end}"
        if self.words is not None:
            yield "words", self.words


def asked(form: FormData) -> Asked:
    """What a form wants; a button says "cite 3", or "cite" and the id of a passage.

    Raises UsageError for an action that there is not, and for a number that is none.
    """
    do, _, which = str(form.get("do", "")).partition(" ")
    if do not in (*Act, TAKE, LEAVE, CITE, ENTER, KEEP) or do in (Act.HELP, Act.OPEN, Act.PASSAGE):
        raise UsageError(f"'{do[:40]}' does nothing here.")
    by_number = which.isascii() and which.isdecimal()
    number = str(form.get("number", which if by_number else "")).strip()
    if number and not (number.isascii() and number.isdecimal() and len(number) < 6):
        raise UsageError(f"'{number[:40]}' is no number of a passage.")
    place = str(form.get("at", "")) or f"{form.get('start', '')}-{form.get('end', '')}"
    file = form.get("file")
    words = form.get("words")
    answers = form.getlist("answer") or (form.getlist("note") if do == Act.NOTE else [])
    return Asked(
        do=LEAVE if do == Act.QUIT else do,
        answers=tuple(_plain(str(one)) for one in answers),
        number=int(number) if number else None,
        at=spans.told(place),
        words=None if words is None else _plain(str(words)),
        passage=str(form.get("passage", "" if by_number else which)),
        file=file if isinstance(file, UploadFile) and file.filename else None,
    )


def _plain(words: str) -> str:
    """What was typed, its line ends as everywhere else. Raises UsageError for what cannot be stored."""
    if HALVES.search(words) or "\0" in words:
        raise UsageError("that holds signs that are no letters and cannot be stored.")
    return words.replace("\r\n", "\n").replace("\r", "\n")


def done(review: Review, what: Asked, served: Served) -> Outcome:
    """Do what is wanted. Raises FactcheckError where it is refused."""
    if what.do in _SLOW and (what.answers or what.file):
        with served.models:
            return _done(review, what)
    return _done(review, what)


def _done(review: Review, what: Asked) -> Outcome:
    own = _OWN.get(what.do)
    return own(review, what) if own else _answered(review, what)


def _answered(review: Review, what: Asked) -> Outcome:
    """What comes of an action when each answer is given to the question that it was given to."""
    first = str(_number(review, what)) if what.do == Act.WORDS and (what.number or what.passage) else ""
    outcome, at = act_on(review, Act(what.do), first), what.at
    for answer in (*what.answers, None):
        if isinstance(outcome, Marking) and at is not None:
            outcome, at = outcome.marked(_chosen(outcome, at, what.words)), None
        if isinstance(outcome, Answered) or answer is None:
            break
        free = isinstance(outcome, Marking) or outcome.told is not None or (outcome.enter and not answer)
        outcome = outcome.answer(answer) if free else answered(outcome, answer)
    return outcome


def _chosen(marking: Marking, at: Span, words: str | None) -> Span:
    found = spans.in_text(marking.text, at) if words is None else spans.selected(marking.text, at, words)
    if not marking.within.contains(found):
        raise UsageError("those words are not of what may be chosen here.")
    return found


def _cite(review: Review, what: Asked) -> Outcome:
    """A passage by its number; words of it, or the words at a place of it."""
    number = _number(review, what)
    if what.at is not None:
        text, _ = review.words_of(number)
        return review.cite_span(number, spans.selected(text, what.at, what.words or ""))
    if what.words is not None and what.words.strip():
        return review.cite(number, what.words)
    return cite(review, number)


def _number(review: Review, what: Asked) -> int:
    """Which passage is meant. One that was found by hand is known by its id: its number is forgotten with the page."""
    if what.passage:
        return review.bring(what.passage)
    if what.number is None:
        raise UsageError("which passage? Give its number.")
    return what.number


def _add(review: Review, what: Asked) -> Outcome:
    """A file that was sent, or a text; never a file of this machine."""
    if what.file is not None:
        settings = review.workspace.settings
        return review.add_file(keeping.keep(settings, str(what.file.filename), what.file.file))
    words = "\n".join(what.answers).strip()
    if not words:
        return act_on(review, Act.ADD)
    return review.add_text(words)


def _took(review: Review, _what: Asked) -> Outcome:
    return Answered(review.last.words or f"it is yours until {review.until}")


_OWN: Mapping[str, Callable[[Review, Asked], Outcome]] = {
    CITE: _cite,
    ENTER: lambda review, _: review.enter(),
    KEEP: lambda review, _: review.keep(),
    TAKE: _took,
    Act.ADD: _add,
}


def search_anew(review: Review, served: Served) -> Callable[[], None] | None:
    """What is to be done after the answer: to search for the claims that have changed. None if none has."""
    if not review.to_search:
        return None

    def search() -> None:
        with suppress(FactcheckError), served.models:  # what was found before stays where it cannot be searched
            review.search_changed()

    return search


def choice(work: Mapping[str, Any] | None) -> str:
    """A name for what is chosen for a claim so far: another one where anything of it is another."""
    if not work:
        return ""
    return hashlib.sha256(json.dumps(dict(work), sort_keys=True, default=str).encode()).hexdigest()[:16]


def note_name(note: str) -> str:
    """A name for a note as a page shows it, by which it is known whether another was typed there."""
    return hashlib.sha256(note.encode()).hexdigest()[:16] if note else ""


def keep_note(review: Review, form: FormData) -> None:
    """Keep the note that was typed on the page, whatever else is asked there. One that nobody touched is left as it
    is. Raises UsageError for what cannot be stored."""
    typed = typed_note(form)
    if typed is None or review.here is None or review.only_looking or typed == review.pending.note:
        return
    review.pending.note = typed
    review.rest()


def typed_note(form: FormData) -> str | None:
    """The note that was typed on the page of a form; None where none was. Raises UsageError as ``keep_note``."""
    if "note" not in form:
        return None
    words = _plain(str(form["note"])).strip()
    return None if note_name(words) == str(form.get("noted", "")) else words


def attempt(form: FormData) -> int | None:
    """With which lease the person who sends a form believes to hold the claim; None where that is not said."""
    told = str(form.get("attempt", ""))
    return int(told) if told.isascii() and told.isdecimal() and len(told) < _LONGEST_NUMBER else None


def refuse_unseen(review: Review, what: Asked, form: FormData, choice_before: str) -> None:
    """Raises ConflictError where somebody else is at the claim, where something was done with it that the person has
    not seen, and where they chose otherwise in another window: ``choice_before`` is the name of what was chosen."""
    if what.do in FREE:
        return
    here = review.here
    if here is None or (here.item is None and not review.holds_elsewhere):
        raise ConflictError(review.last.words or "this claim can only be looked at just now.")
    seen = str(form.get("seen", ""))
    if seen.isascii() and seen.isdecimal() and (since := review.since(int(seen))):
        raise ConflictError(f"nothing was stored: {since}")
    if here.item is None:
        raise ConflictError(review.last.words)
    chosen = form.get("chosen")
    if what.do in DECIDES and chosen is not None and str(chosen) != choice_before:
        raise ConflictError(
            "nothing was stored: what is chosen for it is not what you saw. It was changed in another window, and is "
            "shown as it stands."
        )


def refused_ways(problem: Exception) -> tuple[str, ...]:
    """The actions that lead out of a refusal."""
    return problem.ways if isinstance(problem, RefusedError) else ()


def question_of(outcome: Outcome) -> Asking | Marking | None:
    """What is to be answered before anything is stored; None if nothing is."""
    return None if isinstance(outcome, Answered) else outcome
