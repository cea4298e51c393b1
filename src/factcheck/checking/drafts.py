"""Which article is a new draft of which.

Invariant: an article is a draft of what a person says, or of what was read from the same file or address and has some
of its text; a file that holds another story now retires nothing. A text that is there already is the article it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.checking.checked_files import CheckedFile, file_of
from factcheck.desk import drafts
from factcheck.domain import Article, ArticleStanding
from factcheck.files import named
from factcheck.language.folding import folded_words

if TYPE_CHECKING:
    from factcheck.store import Session, Source

SHARED = 0.2  # of the runs of words of the shorter text, from which one may be a draft of the other
RUN = 3  # words
HEADLINE = 4  # words, from which the same headline says that it is the same story
_READ = 50_000  # words of a text that are compared
PROGRAM = "factcheck"  # in whose name the log is written where nobody gave one


@dataclass(frozen=True, slots=True)
class TextOrigin:
    """Where a text comes from: its file, if it has one; the article that it is said to be a draft of; who has it
    checked; the article that stood there before, where more than a file or an address tells."""

    file: CheckedFile | None = None
    draft_of: str | None = None
    by: str = PROGRAM
    before: str | None = None


@dataclass(frozen=True, slots=True)
class EarlierDraft:
    """The article that a text takes the place of, if any, and what a person should know of it."""

    article_id: str | None = None
    remark: str = ""


def origin_of(article: Article, draft_of: str | None, by: str, *, on_disk: bool = True) -> TextOrigin:
    """Where ``article`` comes from. ``on_disk`` says that its source may be a file of this machine."""
    return TextOrigin(
        file_of(named(article.source)) if on_disk and article.source else None, draft_of, by.strip() or PROGRAM
    )


def earlier(source: Source, article: Article, origin: TextOrigin) -> EarlierDraft:
    """The draft whose place ``article`` takes, as things stand before it is stored."""
    known = store.standing.articles(source, [article.id]).get(article.id)
    if origin.draft_of is not None:
        return EarlierDraft(_asked(source, article, origin.draft_of))
    name = article.source or "the text"
    places = store.drafts.current_at(
        source, file=origin.file and origin.file.path, name=origin.file and article.source, url=article.url
    )
    if origin.before is not None:
        places = list(dict.fromkeys((*places, _current(source, origin.before))))
    candidates = [store.dossier.article(source, one) for one in places if one != article.id]
    if known is not None:
        return _again(source, known, [one.id for one in candidates], name)
    best = max(candidates, key=lambda one: _likeness(one, article), default=None)
    if best is None:
        return EarlierDraft(None, _namesake(source, article, name))
    if _likeness(best, article) < SHARED and not _same_headline(best, article):
        return EarlierDraft(
            None,
            f"{name} has next to nothing of article {best.id}, which was checked there before, so it is taken for "
            f"another story. --draft-of {best.id} makes it a draft of that, and `factcheck close {best.id}` takes that "
            "out of the queue.",
        )
    return EarlierDraft(best.id)


def settle(session: Session, article: Article, origin: TextOrigin, previous_id: str | None) -> None:
    """Let an article, which is stored by now, take the place of its earlier draft, and keep its file: part of the
    transaction in which it is stored."""
    if previous_id is not None:
        drafts.take_over(session, article, previous_id, by=origin.by)
    retired = store.standing.articles(session, [article.id])[article.id].retired
    if origin.file is not None and not retired:
        store.drafts.put_file(session, article.id, *origin.file)


def _asked(source: Source, article: Article, asked: str) -> str | None:
    """The current draft of the story that a person names; None if that is the article."""
    current = _current(source, asked)
    return None if current == article.id else current


def _current(source: Source, article_id: str) -> str:
    """The draft of an article's story that none has replaced."""
    story = store.standing.articles(source, sorted(store.drafts.story_of(source, article_id)))
    return next((one.article_id for one in story.values() if not one.retired), article_id)


def _again(source: Source, known: ArticleStanding, candidates: list[str], name: str) -> EarlierDraft:
    """Of a text that is there already: whether it becomes the current draft again."""
    if not known.retired:
        others = ", ".join(candidates)
        waits = f"{name} holds article {known.article_id} now, which is there already; {others} stays as it was."
        return EarlierDraft(None, waits if candidates else "")
    current = _current(source, known.article_id)
    if current in candidates:
        return EarlierDraft(current, f"{name} is draft {known.draft} of its story again.")
    return EarlierDraft(
        None,
        f"{name} is draft {known.draft} of a story whose current draft is article {current}, so it stays out of the "
        f"queue. --draft-of {current} makes it the current one again.",
    )


def _namesake(source: Source, article: Article, name: str) -> str:
    """What a person should know of an article from elsewhere under the same headline, which may be the same story."""
    if len(folded_words(article.title or "")) < HEADLINE:
        return ""
    others = [one for one in store.drafts.titled(source, article.title or "") if one != article.id]
    if not others:
        return ""
    return (
        f"{name} has the headline of article {others[0]}, which was read from elsewhere, and the claims of both wait. "
        f"--draft-of {others[0]} says that it is a new draft of that."
    )


def _likeness(one: Article, other: Article) -> float:
    """How much of the shorter of two texts is in the other: the share of its runs of a few words."""
    first, second = _runs(one.text), _runs(other.text)
    return len(first & second) / max(1, min(len(first), len(second)))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = folded_words(text[: 20 * _READ])[:_READ]
    return frozenset(zip(*(islice(words, start, None) for start in range(RUN)), strict=False))


def _same_headline(one: Article, other: Article) -> bool:
    first, second = (folded_words(article.title or "") for article in (one, other))
    return len(first) >= HEADLINE and first == second
