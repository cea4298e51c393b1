"""What is made of a text before it is checked: how much of it is read, whose word its publisher and its day are, and
whether they are believed.

Invariant: nothing is stored, and whatever a person should know of it is said.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.checking import drafts, length, provenance, publication
from factcheck.checking.drafts import TextOrigin
from factcheck.domain import Article

if TYPE_CHECKING:
    from factcheck.store import Database


def accepted(
    database: Database,
    article: Article,
    origin: TextOrigin,
    notice: Callable[[str], None],
    *,
    most: int,
    asked: bool = True,
) -> Article:
    """``article`` as it is to be checked: no more of it than ``most`` characters, with what a person gave for the text
    before, or for the draft before it, and with a day that can be believed. Of a text that nobody ``asked`` for by name
    it is not said what draft it may be.

    Raises UsageError for a day that a person gives and that cannot be believed.
    """
    article = length.bounded(article, most)
    with database.reading() as session:
        earlier = drafts.earlier(session, article, origin)
        before = store.dossier.known_article(session, article.id)
        if before is None and earlier.article_id is not None:
            before = store.dossier.article(session, earlier.article_id)
    name = article.source or "the article"
    kept = provenance.kept(article, before)
    believed, remark = publication.believed(kept, date.today())
    told = (
        earlier.remark if asked else "",
        f"{name}: {provenance.KEPT}" if kept != article else "",
        f"{name}: {remark}" if remark else "",
    )
    for words in filter(None, told):
        notice(words)
    return believed
