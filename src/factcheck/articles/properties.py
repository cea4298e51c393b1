"""What the properties of a document say: title, author, day of making.

Invariant: what a program wrote by itself ("Microsoft Word - draft3.docx", "Administrator") is nobody's title or name.
"""

from __future__ import annotations

import re

from factcheck.articles import dates
from factcheck.articles.draft import Metadata

FROM_PROPERTIES = "document properties"
_JUNK_TITLE = re.compile(
    r"(?:microsoft|powerpoint|word|excel|adobe|quark|indesign|untitled|unbenannt|sans titre|document\s?\d*|doc\d*|"
    r"presentation\d*|layout|slide|title|titel|print|scan|template|normal)\b"
    r"|.*\.(?:docx?|odt|rtf|pdf|indd|qxd|xlsx?|pptx?|tex|dvi|txt|wpd|pages|p65|html?)\b|[\W\d_]*$|\S{30,}$|https?:",
    re.IGNORECASE,
)
_JUNK_NAME = re.compile(
    r".*(?:\b(?:admin(?:istrator)?|user|owner|guest|default|unknown|author|microsoft|(?:ms|open|libre)\s?office|office\s(?:user|20\d\d)|adobe|python|openpyxl|"
    r"apache|libreoffice|writer|scanner|anonymous|root|test)\b|@|\d)|\S+$|\W*$",
    re.IGNORECASE,
)


def proper_title(said: str | None) -> str | None:
    """A title that a person gave, or None."""
    words = " ".join((said or "").split())
    return None if not words or _JUNK_TITLE.match(words) else words


def proper_name(said: str | None) -> str | None:
    """The name of an author, or None for what only tells a computer's account."""
    words = " ".join((said or "").split())
    return None if not words or _JUNK_NAME.match(words) else words


def metadata_of(title: str | None, author: str | None, made: str | None) -> Metadata:
    """What the properties of a document say of it; ``made`` is a point in time as machines write it."""
    day = dates.stamped(made) if made else None
    return Metadata(
        title=proper_title(title),
        byline=proper_name(author),
        published=day,
        published_from=FROM_PROPERTIES if day else None,
    )
