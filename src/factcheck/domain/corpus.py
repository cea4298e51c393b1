"""Reference material: documents and the passages that can be cited.

Invariant: a passage is a stretch of its document; any change that a citation would show makes another fingerprint.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from factcheck.domain.text import Place, Span, fingerprint


@dataclass(frozen=True, slots=True)
class Document:
    """An item of reference material as it was handed in. ``id`` is the corpus's own."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    extra: dict[str, object] = field(default_factory=dict)  # further fields, kept as given
    published_from: str | None = None  # where the date was read: "given", "front matter", "text", …
    publisher_from: str | None = None
    places: tuple[Place, ...] = ()  # pages, times or rows, where the source has them

    @property
    def sha256(self) -> str:
        """Fingerprint of everything a citation may show, so that any change makes a new version."""
        places = [f"{place.start} {place.name}" for place in self.places]
        shown = (self.text, self.title, self.publisher, self.url, self.published, *places)
        return fingerprint("\x1f".join("" if part is None else str(part) for part in shown))


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable stretch ``document.text[span]``, short enough for the encoder to see whole.

    ``id`` reads ``DOCUMENT#N`` for a first version and ``DOCUMENT@V#N`` for later ones.
    """

    id: str
    document_id: str
    version: int
    text: str
    span: Span
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    place: str | None = None  # "p. 3", "00:01:13": where in its source it stands, where that has such
    current: bool = True  # False once a newer version of the document has been added

    @property
    def sha256(self) -> str:
        return fingerprint(self.text)

    @property
    def encoded(self) -> str:
        """What its vector is made from: a passage alone often does not say what its document is about."""
        return with_title(self.title, self.text)


def with_title(title: str | None, text: str) -> str:
    """``text`` with the title of its document in front, as the encoder sees it."""
    return f"{title.rstrip('. ')}. {text}" if title and title.strip() else text
