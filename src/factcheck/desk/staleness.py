"""What becomes of verdicts when the documents they cite are changed, removed, or come back.

Invariant: a citation is never moved. Whoever changes a document enters, in the same transaction, a STALE entry on each
claim whose standing verdict cites it, which says what changed; that a document is back as it was undoes the entry.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from factcheck import store
from factcheck.desk import log, standing
from factcheck.desk.citing import citation_problem
from factcheck.domain import Action, Citation, ClaimStanding, LogEntry, Passage, State

if TYPE_CHECKING:
    from factcheck.store import Session

PROGRAM = "factcheck"  # who enters it where nobody gave a name
RESTING = frozenset({State.DECIDED, State.SECOND, State.DISPUTED, State.STALE})
"""Where a claim stands whose verdict rests on words that must hold."""

_WORD = re.compile(r"\S+")
_AROUND = 2  # words shown on both sides of a change
_CHANGES = 3  # changes told; more are counted
_LIKE = 0.3  # of the cited words, how many must stand in a passage for it to be called their new version


@dataclass(frozen=True, slots=True)
class StaleVerdict:
    """A verdict that went stale: whose, on which claim, and what changed, in words."""

    claim_id: str
    article_id: str
    number: int  # of the claim in its article
    text: str
    verdict: str | None
    by: str
    problems: tuple[str, ...]


# -- entering it --------------------------------------------------------------------------


def enter(session: Session, document_id: str, *, by: str) -> list[StaleVerdict]:
    """Enter on each claim whose standing verdict cites a version of ``document_id`` that is no longer current what
    became of the words. What was entered before is not entered again; what is entered on earlier drafts, which may
    come back, is not returned."""
    claim_ids = store.corpus.claims_citing(session, document_id)
    if not claim_ids:
        return []
    stands = standing.claims(session, claim_ids)
    now = store.corpus.passages_of(session, document_id)
    found = (_enter_one(session, claim_id, stands[claim_id], document_id, now, by) for claim_id in claim_ids)
    made = [one for one in found if one]
    drafts = store.standing.articles(session, [one.article_id for one in made])
    return [one for one in made if not drafts[one.article_id].retired]


def resting(session: Session, document_id: str) -> list[StaleVerdict]:
    """The verdicts of current drafts that rest on words of the current version of ``document_id``: what would go stale
    if it were removed."""
    claim_ids = store.corpus.claims_citing(session, document_id, current=True)
    stands = standing.claims(session, claim_ids)
    found = []
    for claim_id in claim_ids:
        cited, decision = _cited(stands[claim_id]), stands[claim_id].decision
        passages = store.dossier.passages_by_id(session, (item.passage_id for item in cited))
        here = any(
            passages[item.passage_id].document_id == document_id for item in cited if item.passage_id in passages
        )
        if decision and here and stands[claim_id].state in RESTING:
            claim, number = store.dossier.claim(session, claim_id)
            found.append(
                StaleVerdict(claim_id, claim.article_id, number, claim.text, decision.verdict, decision.by, ())
            )
    drafts = store.standing.articles(session, [one.article_id for one in found])
    return [one for one in found if not drafts[one.article_id].retired]


def _enter_one(
    session: Session, claim_id: str, stands: ClaimStanding, document_id: str, now: Sequence[Passage], by: str
) -> StaleVerdict | None:
    decision = stands.decision
    if decision is None or stands.state not in RESTING:
        return None
    cited = _cited(stands)
    passages = store.dossier.passages_by_id(session, (item.passage_id for item in cited))
    fates = [_fate(item, passages[item.passage_id], now) for item in cited if _left(item, passages, document_id)]
    problems = [words for words in dict.fromkeys(fate.words for fate in fates) if words not in stands.problems]
    if not problems:
        return None
    claim, number = store.dossier.claim(session, claim_id)
    content = {"problems": problems, "document": document_id, "cite": list(filter(None, (one.cite for one in fates)))}
    log.append(session, Action.STALE, claim.article_id, claim_id, by=by or PROGRAM, content=content)
    return StaleVerdict(claim_id, claim.article_id, number, claim.text, decision.verdict, decision.by, tuple(problems))


def _cited(stands: ClaimStanding) -> list[Citation]:
    return [item for made in (stands.decision, stands.second) if made for item in made.citations]


def _left(citation: Citation, passages: Mapping[str, Passage], document_id: str) -> bool:
    """Whether a citation is of a version of the document that is no longer current."""
    passage = passages.get(citation.passage_id)
    return passage is not None and passage.document_id == document_id and not passage.current


def withdraw(session: Session, document_id: str, *, by: str) -> int:
    """Undo what was entered because ``document_id`` had gone, now that it is back as it was; on how many claims of
    drafts that no later one has replaced."""
    claim_ids = store.corpus.claims_citing(session, document_id, current=True)
    entries: dict[str, list[LogEntry]] = {claim_id: [] for claim_id in claim_ids}
    for entry in store.dossier.entries(session, claim_ids) if claim_ids else ():
        entries[entry.claim_id or ""].append(entry)
    valid = [about[0].article_id for about in entries.values() if _withdraw_one(session, about, document_id, by)]
    drafts = store.standing.articles(session, valid)
    return sum(not drafts[article_id].retired for article_id in valid)


def _withdraw_one(session: Session, entries: Sequence[LogEntry], document_id: str, by: str) -> bool:
    stands = standing.of_claim(entries)
    gone = standing.undone(entries)
    decided = stands.decision.number if stands.decision else 0
    stale = [
        entry
        for entry in entries
        if entry.action is Action.STALE and entry.number > decided and entry.number not in gone
        if entry.content.get("document") == document_id
    ]
    cited = _cited(stands)
    passages = store.dossier.passages_by_id(session, (item.passage_id for item in cited))
    if any(_fails(item, passages, document_id) for item in cited):
        return False
    for entry in stale:
        content = {"undoes": entry.number, "document": document_id}
        note = f"{document_id} is back in the corpus as it was cited"
        log.append(
            session, Action.UNDONE, entry.article_id, entry.claim_id, by=by or PROGRAM, note=note, content=content
        )
    return bool(stale)


def _fails(citation: Citation, passages: Mapping[str, Passage], document_id: str) -> bool:
    passage = passages.get(citation.passage_id)
    return passage is None or (passage.document_id == document_id and bool(citation_problem(citation, passages)))


# -- saying what changed ------------------------------------------------------------------


class _Fate(NamedTuple):
    words: str  # what became of the cited words
    cite: str | None = None  # PASSAGE:words where they stand now


def _fate(citation: Citation, cited: Passage, now: Sequence[Passage]) -> _Fate:
    """What became of cited words in the passages of the document's current version."""
    name = cited.document_id
    if not now:
        return _Fate(f"{name} was taken out of the corpus")
    head = f"{name} has changed (version {now[0].version})"
    if holding := next((passage for passage in now if passage.text.count(citation.exact) == 1), None):
        place = f"{holding.id}:{citation.exact}"
        return _Fate(f"{head}: the words still stand in the new version; cite them anew from {holding.id}", place)
    if any(citation.exact in passage.text for passage in now):
        return _Fate(f"{head}: the words stand in the new version several times; cite more of them")
    return _Fate(f"{head}: {_changes(citation, cited, now)}")


def _changes(citation: Citation, cited: Passage, now: Sequence[Passage]) -> str:
    """The cited words beside those that stand in their place now, a change at a time."""
    old = _WORD.findall(cited.text)
    first, last = _words_of(citation, cited)
    wanted = Counter(old[first:last])
    nearest = max(now, key=lambda passage: (Counter(passage.text.split()) & wanted).total())
    new = _WORD.findall(nearest.text)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    kept = sum(
        min(end, last) - max(start, first)
        for tag, start, end, _, _ in blocks
        if tag == "equal" and _meets(start, end, first, last)
    )
    if kept < _LIKE * (last - first):
        return f"no words like “{_cut(citation.exact)}” stand in the new version"
    told = list(_told(old, new, blocks, first, last))
    more = f"; and {len(told) - _CHANGES} more changes" if len(told) > _CHANGES else ""
    return "; ".join(told[:_CHANGES]) + more if told else "the words stand in it, but no longer in one passage"


def _words_of(citation: Citation, cited: Passage) -> tuple[int, int]:
    """Which words of a passage a citation touches: from, to."""
    places = [word.span() for word in _WORD.finditer(cited.text)]
    touched = [n for n, (start, end) in enumerate(places) if start < citation.span.end and end > citation.span.start]
    return (touched[0], touched[-1] + 1) if touched else (0, 0)


def _meets(start: int, end: int, first: int, last: int) -> bool:
    return (start < last and end > first) or (start == end and first < start < last)


def _told(
    old: Sequence[str], new: Sequence[str], blocks: Sequence[tuple[str, int, int, int, int]], first: int, last: int
) -> Iterator[str]:
    for tag, start, end, at, to in blocks:
        if tag == "equal" or not _meets(start, end, first, last):
            continue
        # What was put in the place of words before and behind the cited ones is not told.
        new_end = min(to, at + last - max(start, first)) if end > last else to
        new_start = max(at, new_end - (min(end, last) - first)) if start < first else at
        before = old[max(first, start - _AROUND) : min(last, end + _AROUND)]
        left, right = min(_AROUND, max(0, start - first)), min(_AROUND, max(0, last - end))
        after = new[max(0, new_start - left) : new_end + right]
        yield _beside(" ".join(before), " ".join(after))


def _beside(before: str, after: str) -> str:
    if not after:
        return f"“{_cut(before)}” is gone"
    if before[-1] == after[-1] and before[-1] in ".,;:":  # of the sentence, not of the words
        before, after = before[:-1], after[:-1]
    return f"“{_cut(before)}” is now “{_cut(after)}”"


def _cut(words: str, most: int = 160) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(None, 1)[0]} …"
