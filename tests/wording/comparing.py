"""An invented interview, and shorthand for comparing words with it."""

from __future__ import annotations

from datetime import date

from factcheck.domain import DiffOperation, Document, Span, Speaker, SpeakerKind, Wording
from factcheck.wording import Source, Spoken, compare, quotation

INTERVIEW = """Minister Ana Ruiz and engineer Omar Haddad spoke on Radio Lund.

HOST: Minister, is the city safe?

RUIZ: Well, crime has nearly doubled since 2019, and we do not accept that. The council hired 41 wardens in March, \
after Mayor Clara Dunn asked for it. If the money comes, you know, we will perhaps hire twelve more before winter.

HOST: Others say it was hardly a success, and that the wardens stand about at the station from morning to night \
while the side streets are left to themselves, as they have been for as long as anybody who lives there remembers.

HADDAD: The bridge isn't safe for lorries. I told the council so in April, and in May, and nobody wrote back.

RUIZ: I am proud of what our people did, whatever the Courier may write about the harbour and its ferries.
"""
RUIZ = Speaker("Ana Ruiz", "Ruiz")
HADDAD = Speaker("Omar Haddad", "Haddad")
HOST = Speaker("host", "HOST", kind=SpeakerKind.ANONYMOUS)


def interview(**changes: object) -> Document:
    fields: dict[str, object] = {"id": "radio", "text": INTERVIEW, "published": date(2025, 3, 3), **changes}
    return Document(**fields)  # type: ignore[arg-type]


def turns(document: Document) -> list[Spoken]:
    """Whoever is named in capitals speaks to the end of the paragraph."""
    spoken: list[Spoken] = []
    at = 0
    for line in document.text.split("\n"):
        label = line.partition(":")[0]
        speaker = {"RUIZ": RUIZ, "HADDAD": HADDAD, "HOST": HOST}.get(label)
        if speaker:
            spoken.append((Span(at + len(label) + 2, at + len(line)), speaker))
        at += len(line) + 1
    return spoken


def found(words: str, *documents: Document, speaker: Speaker | None = None) -> Wording:
    """What becomes of ``words`` in ``documents``, or in the interview."""
    sources = [Source(document) for document in documents or (interview(),)]
    return compare(quotation(words, speaker=speaker), sources, turns)


def changes(words: str, wording: Wording, document: Document | None = None) -> list[tuple[str, str]]:
    """Of each part that differs: the source's words and the quotation's."""
    text = (document or interview()).text
    return [
        (part.source.of(text), part.quoted.of(words)) for part in wording.diff if part.operation != DiffOperation.SAME
    ]
