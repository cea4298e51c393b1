"""Which article a person takes claims of.

Invariant: only articles of which claims wait are offered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from factcheck import store
from factcheck.workspace.reviewing.mending import Mending


@dataclass(frozen=True, slots=True)
class WaitingArticle:
    """An article of which claims wait; ``waiting`` counts them."""

    id: str
    title: str
    waiting: int


class Chooser(Mending):
    """Choosing the article."""

    def articles(self) -> list[WaitingArticle]:
        """The articles of which claims wait, by title."""
        found = []
        for article in self.workspace._look(store.drafts.progress):
            _, waiting = self.workspace.queue(replace(self.wanted, article=article.id), limit=1)
            if waiting:
                found.append(WaitingArticle(article.id, article.title or article.id, waiting))
        return sorted(found, key=lambda one: (one.title, one.id))
