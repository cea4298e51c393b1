"""What a person means: the beginning of an id, the number of a piece of evidence, another claim's verdict.

Invariant: what could be two things is none, and the error says which two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.errors import UsageError

if TYPE_CHECKING:
    from factcheck.store import Session


def the_one(found: Sequence[str], what: str, asked: str) -> str:
    """The id meant by ``asked``, of those ``found`` to begin so. Raises UsageError if it could be none or several.

    ``what`` it is: "claim" or "article".
    """
    if not asked:
        raise UsageError(f"no {what} was named: the name given is empty.")
    if len(found) == 1:
        return found[0]
    if asked in found:
        return asked
    if found:
        raise UsageError(f"{what} '{asked}' could be any of {', '.join(found)}. Give more of it.")
    command = "articles" if what == "article" else "queue"
    raise UsageError(f"no {what} '{asked}' has been checked. `factcheck {command}` lists them.")


def one_of_either(claims: Sequence[str], articles: Sequence[str], asked: str) -> tuple[str, str]:
    """The id of the claim or that of the article which begins with ``asked``, the other being empty.

    Raises UsageError if it could be none or several.
    """
    if claims and articles:
        raise UsageError(f"'{asked}' could be claim {claims[0]} or article {articles[0]}. Give more of it.")
    if claims:
        return the_one(claims, "claim", asked), ""
    return "", the_one(articles, "claim or article", asked)


def reused(session: Session, asked: str) -> str:
    """The id of the claim whose verdict is to be reused. Raises UsageError for a ClaimReview."""
    if store.precedents.is_known(session, asked):
        raise UsageError(
            f"{asked}: a published ClaimReview cannot be reused as a verdict. Read what it rests on, add that to the "
            "corpus, and cite it."
        )
    return the_one(store.dossier.find_claims(session, asked), "claim", asked)


def by_rank(session: Session, claim_id: str, cite: Sequence[str]) -> list[str]:
    """Replace a leading evidence number ("2" or "2:words") by the passage it shows."""
    search = store.dossier.searches(session, [claim_id]).get(claim_id)
    shown = {str(item.rank): item.passage.id for item in search.evidence} if search else {}
    parts = [request.partition(":") for request in cite]
    return [shown.get(head, head) + colon + words for head, colon, words in parts]
