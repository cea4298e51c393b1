"""A person at the review desk: the session behind every screen.

Invariant: no widget and no command line is known here; a screen maps keys to these methods, shows what they answer and
knows no rule.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from factcheck.store.queue import Filters
from factcheck.workspace.opened import OpenWorkspace
from factcheck.workspace.reviewing.articles import Chooser, WaitingArticle
from factcheck.workspace.reviewing.outcomes import Answered, Asking, Marking, Option, Outcome, RefusedError

if TYPE_CHECKING:
    from factcheck.workspace import Workspace

__all__ = [
    "Answered",
    "Asking",
    "Marking",
    "Option",
    "Outcome",
    "RefusedError",
    "Review",
    "ReviewVerbs",
    "WaitingArticle",
]


class Review(Chooser):
    """One person at the desk, with the claim that lies before them. Made by :meth:`factcheck.Workspace.review`; to be
    closed, so that the claim is let go."""


class ReviewVerbs(OpenWorkspace):
    """The verb of the review desk."""

    def review(
        self,
        wanted: Filters | None = None,
        *,
        article: str | Path | None = None,
        by: str = "",
        claim: str | None = None,
        looking: bool = False,
        attempt: int | None = None,
    ) -> Review:
        """Sit down at the desk: the first claim that is wanted, waits for this person and is nobody else's; or the
        ``claim`` of this id, whatever its state. ``looking``: nothing is taken, and what this person has chosen for a
        claim that they hold is shown with it. ``attempt`` is that of the lease with which ``claim`` was taken before;
        where it was taken again since, nothing can be stored for it.

        Raises UsageError without a name, and for an article that is not known. In a workspace that cannot be written
        everything can be looked at and nothing decided.
        """
        return Review(
            cast("Workspace", self),
            wanted or Filters(),
            article,
            by or self.settings.user,
            claim,
            looking=looking,
            attempt=attempt,
        )
