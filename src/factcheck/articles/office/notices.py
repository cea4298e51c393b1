"""What a person should know of an office file beside its text: changes, comments, what is hidden, macros.

Invariant: each notice says how many, and by whom where the file does.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from factcheck.domain.text import counted

_NAMED = 3


@dataclass(slots=True)
class Counts:
    """What was met while a file was read."""

    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    hidden: int = 0
    notes: int = 0
    macros: bool = False

    def insert(self, author: str) -> None:
        self.inserted.append(author)

    def delete(self, author: str) -> None:
        self.deleted.append(author)

    def comment(self, author: str) -> None:
        self.comments.append(author)

    def notices(self) -> tuple[str, ...]:
        told = []
        if self.inserted or self.deleted:
            told.append(
                f"tracked changes{_by([*self.inserted, *self.deleted])}: {counted(len(self.inserted), 'insertion')} "
                f"read as text, {counted(len(self.deleted), 'deletion')} left out"
            )
        if self.comments:
            told.append(f"{counted(len(self.comments), 'comment')}{_by(self.comments)} left out")
        if self.hidden:
            told.append(f"{counted(self.hidden, 'stretch').replace('stretchs', 'stretches')} of hidden text left out")
        if self.notes:
            told.append(f"{counted(self.notes, 'note')} put behind the text; they make no claims")
        if self.macros:
            told.append("it holds macros; they were not run")
        return tuple(told)


def _by(authors: list[str]) -> str:
    """ " by Ada Lind, Petra Oswin", the names in order of their first mention."""
    names = list(dict.fromkeys(filter(None, authors)))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f" by {', '.join(names[:_NAMED])}{more}" if names else ""
