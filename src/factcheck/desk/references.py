"""What a person means: the beginning of an id, the number of a claim or of a passage, another claim's verdict.

Invariant: what could be two things is none, and the error says which two. A number counts in one article only, and an
id is never known by fewer than ``SHORTEST`` of its letters, so that neither names a claim by accident.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.errors import UnknownError, UsageError
from factcheck.report.plain import shorten

if TYPE_CHECKING:
    from factcheck.store import Session, Source

SHORTEST = 4  # letters of an id
_DIGITS = 9  # of a number that a claim can have
_WORDS = 60  # characters of a claim that name it


def the_one(found: Sequence[str], what: str, asked: str) -> str:
    """The id meant by ``asked``, of those ``found`` to begin so. Raises UsageError if it could be none or several, and
    if it is too short to be meant.

    ``what`` it is: "claim" or "article".
    """
    if not asked:
        raise UsageError(f"no {what} was named: the name given is empty.")
    if asked.lower() in found:
        return asked.lower()
    if len(asked) < SHORTEST:
        raise UsageError(_too_short(what, asked))
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{what} '{asked}' could be any of {', '.join(found)}. Give more of it.")
    command = "articles" if what == "article" else "queue"
    raise UnknownError(f"no {what} '{asked}' has been checked. `factcheck {command}` lists them.")


def _too_short(what: str, asked: str) -> str:
    if what == "claim" and asked.isdecimal():
        return (
            f"'{asked}' is the number of a claim in some article: say in which, as ARTICLE#{asked} or with --article "
            f"ARTICLE (its file, or the beginning of its id). Of a claim's id, give {SHORTEST} letters at least."
        )
    return f"{what} '{asked}': give {SHORTEST} letters of its id at least, so that no other is meant by mistake."


def claim(source: Source, asked: str, article_id: str | None = None) -> str:
    """The id of the claim meant by the beginning of it, or in an article also by its number in the report.

    Raises UsageError if it could be none or several, and says of several what each of them is.
    """
    if article_id is not None and asked.isdecimal() and len(asked) <= _DIGITS:
        numbered = store.dossier.numbered(source, article_id, int(asked))
        if numbered is not None:
            return numbered
    found = store.dossier.find_claims(source, asked, article_id)
    if len(found) > 1 and len(asked) >= SHORTEST and asked.lower() not in found:
        raise UsageError(f"claim '{asked}' could be any of these:{named(source, found)}\nGive more of it.")
    is_number = asked.isdecimal() and len(asked) < SHORTEST
    if article_id is not None and asked and (is_number or not found):
        count = len(store.dossier.claims_of(source, article_id))
        raise UnknownError(
            f"no claim '{asked}' among the {count} of article {article_id}: `factcheck report {article_id}` shows all."
        )
    return the_one(found, "claim", asked)


def named(source: Source, claim_ids: Sequence[str]) -> str:
    """Each of ``claim_ids`` on a line of its own, with its number, words and article."""
    known = {one.id: (one, number) for one, number in store.dossier.claims(source, claim_ids)}
    lines = (
        f"  {one.id}  {one.article_id}#{number}  {shorten(one.text, _WORDS)}"
        for one, number in (known[claim_id] for claim_id in claim_ids)
    )
    return "".join(f"\n{line}" for line in lines)


def one_of_either(claims: Sequence[str], articles: Sequence[str], asked: str) -> tuple[str, str]:
    """The id of the claim or that of the article which begins with ``asked``, the other being empty.

    Raises UsageError if it could be none or several.
    """
    if claims and articles:
        raise UsageError(f"'{asked}' could be claim {claims[0]} or article {articles[0]}. Give more of it.")
    if claims:
        return the_one(claims, "claim", asked), ""
    return "", the_one(articles, "claim or article", asked)


def check_reusable(session: Session, asked: str) -> None:
    """Raises UsageError if ``asked`` names a ClaimReview, whose rating is no verdict of this desk."""
    if store.precedents.is_known(session, asked):
        raise UsageError(
            f"{asked}: a published ClaimReview cannot be reused as a verdict. Read what it rests on, add that to the "
            "corpus, and cite it."
        )


def by_rank(session: Session, claim_id: str, cite: Sequence[str]) -> list[str]:
    """Replace a leading evidence number ("2" or "2:words") by the passage it shows."""
    search = store.dossier.searches(session, [claim_id]).get(claim_id)
    shown = {str(item.rank): item.passage.id for item in search.evidence} if search else {}
    parts = [request.partition(":") for request in cite]
    return [shown.get(head, head) + colon + words for head, colon, words in parts]
