"""Texts that are stored read again, and what that changes.

Invariant: what is told as changed is all that changed in what is stored; verdicts stay as they are.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck import store
from factcheck.checking.quotations import read_document
from factcheck.domain import Document, Progress, Quotation, Reading, Span, silent
from factcheck.errors import UnknownError
from factcheck.store import Database
from factcheck.store.dossier import Version

BATCH = 64  # documents read again in one transaction


class What(StrEnum):
    """What became of a quotation when its text was read again."""

    NEW = "new"
    GONE = "gone"
    SPEAKER = "speaker changed"
    OTHERWISE = "read otherwise"  # the same words of the same speaker, by another rule, cue or role


@dataclass(frozen=True, slots=True)
class RereadChange:
    """One quotation that is not what it was. ``before`` is its speaker then, where that is another now."""

    what: What
    words: str
    speaker: str | None
    before: str | None = None

    @property
    def speaker_changed(self) -> bool:
        return self.what is What.SPEAKER


@dataclass(frozen=True, slots=True)
class Reread:
    """A text read again: an article, or a version of a document. ``before`` is the reader that read it last, None if
    nobody had; then nothing has changed. ``unreadable`` is a document too long to be read."""

    id: str
    reader: str
    before: str | None
    quotations: int
    changes: tuple[RereadChange, ...] = ()
    unreadable: bool = False

    @property
    def counts(self) -> dict[What, int]:
        """How many changes there are of each kind, none left out."""
        counted = Counter(change.what for change in self.changes)
        return {what: counted[what] for what in What}


def compare(id: str, text: str, before: Reading | None, after: Reading) -> Reread:  # noqa: A002 (it is the field's name)
    """What reading ``text`` again has changed."""
    changes = tuple(_changes(text, before.quotations, after.quotations)) if before else ()
    return Reread(id, after.reader, before.reader if before else None, len(after.quotations), changes)


def _changes(text: str, before: Sequence[Quotation], after: Sequence[Quotation]) -> Iterator[RereadChange]:
    then, now = _by_place(before), _by_place(after)
    for place in sorted(then.keys() | now.keys()):
        old, new = then.get(place), now.get(place)
        what = _what(old, new)
        if what is not None:
            words = " … ".join(" ".join(span.of(text).split()) for span in place[0])
            yield RereadChange(what, words, _name(new or old), _name(old) if what is What.SPEAKER else None)


def _by_place(quotations: Sequence[Quotation]) -> Mapping[tuple[tuple[Span, ...], int], Quotation]:
    """Quotations by where their words stand; words read twice are told apart by a number."""
    seen: Counter[tuple[Span, ...]] = Counter()
    found = {}
    for one in quotations:
        found[one.content, seen[one.content]] = one
        seen[one.content] += 1
    return found


def _what(old: Quotation | None, new: Quotation | None) -> What | None:
    if old is None or new is None:
        return What.NEW if old is None else What.GONE
    if _name(old) != _name(new):
        return What.SPEAKER
    return None if old == new else What.OTHERWISE


def _name(quotation: Quotation | None) -> str | None:
    return quotation.speaker.name if quotation and quotation.speaker else None


def reread_documents(database: Database, ids: Sequence[str] = (), progress: Progress = silent) -> Iterator[Reread]:
    """Read the current versions of documents again: of those with these ids, or of all; a batch a transaction.

    Raises UsageError, before any is read, for an id that no current document has.
    """
    with database.reading() as session:
        versions = store.dossier.current_versions(session)
    if unknown := set(ids).difference(document_id for document_id, _ in versions):
        raise UnknownError(f"no current document '{min(unknown)}'. `factcheck corpus list` shows the documents.")
    if ids:
        versions = [version for version in versions if version[0] in ids]
    remaining = iter(versions)
    for done in itertools.count(BATCH, BATCH):
        batch = list(itertools.islice(remaining, BATCH))
        if not batch:
            return
        yield from _reread(database, batch)
        progress("documents read again", min(done, len(versions)), len(versions))


def _reread(database: Database, batch: Sequence[Version]) -> list[Reread]:
    with database.reading() as session:
        documents = {version: store.corpus.document(session, version) for version in batch}
        before = store.dossier.readings_of(session, batch)
    read = {version: read_document(document) for version, document in documents.items()}
    changed = {version: new for version, new in read.items() if new is not None and new != before.get(version)}
    if changed:
        with database.writing() as session:
            store.quotations.put_documents(session, changed)
    return [_outcome(documents[version], before.get(version), read[version]) for version in batch]


def _outcome(document: Document, before: Reading | None, after: Reading | None) -> Reread:
    if after is None:
        return Reread(document.id, "", None, 0, unreadable=True)
    return compare(document.id, document.text, before, after)
