"""An article of 24 claims, a smaller one of three, and the desk that a test edits them at."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from factcheck import Workspace, store
from factcheck.desk import log, standing
from factcheck.domain import (
    Action,
    Document,
    LogEntry,
)
from factcheck.report import ArticleReport

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., "subprocess.Popen[str]"]


FERRY = (Path(__file__).parents[1] / "data" / "drafts" / "ferry.txt").read_text(encoding="utf-8")
CLAIMS = 24
NOTE = Document(id="plan", text="The new engines will burn 540 litres an hour. The repair has cost 31 million crowns.")
ENGINES = "The new engines will burn 540 litres an hour"


class Desk:
    """A workspace in which one file was checked, and what a test does with it."""

    def __init__(self, workspace: Workspace, file: Path, said: list[str]) -> None:
        self.workspace, self.file, self.said = workspace, file, said

    def check(self, text: str | None = None, **given: str) -> ArticleReport:
        if text is not None:
            self.file.write_text(text, encoding="utf-8")
        return self.workspace.check(self.file, **given)

    def edit(self, *changes: tuple[str, str]) -> ArticleReport:
        """Change words of the file, each of which must be in it, and check it again."""
        text = self.file.read_text(encoding="utf-8")
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        return self.check(text)

    @property
    def current(self) -> str:
        (line,) = self.workspace.articles()
        return line.article.id

    def claim(self, words: str, article: str | None = None) -> str:
        """The id of the claim that has these words."""
        with self.workspace.database.reading() as session:
            claims = store.dossier.claims_of(session, article or self.current)
        (found,) = [claim.id for claim, _ in claims if words in claim.text]
        return found

    def stands(self, words: str) -> standing.ClaimStanding:
        claim_id = self.claim(words)
        with self.workspace.database.reading() as session:
            return standing.claims(session, [claim_id])[claim_id]

    def enter(self, action: Action, words: str, *, by: str = "ana", note: str = "", **content: object) -> LogEntry:
        claim_id = self.claim(words)
        with self.workspace.database.writing() as session:
            return log.append(session, action, self.current, claim_id, by=by, note=note, content=content)

    @property
    def waiting(self) -> list[str]:
        return [item.claim.text for item in self.workspace.queue(limit=100)[0]]


RULES = {"FACTCHECK_JUDGE": "rules"}
COUNCIL = """Orvale counts its costs

The harbour bridge has cost 12 million crowns, Mayor Ada Ferro told the council on Monday.

The Dunmere archive was closed in March.
"""
