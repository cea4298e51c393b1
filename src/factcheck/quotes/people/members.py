"""Somebody or something an article speaks of, under the fullest name it gives.

Invariant: a member is itself alone: two of one name are two.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from factcheck.domain import SpeakerKind
from factcheck.quotes.people.names import Gender


@dataclass(slots=True, eq=False)
class Member:
    """Someone the article speaks of, under the fullest name it gives."""

    name: tuple[str, ...]
    kind: SpeakerKind
    roles: list[str] = field(default_factory=list)
    gender: Gender | None = None
    label: str = ""
    named: int = 0  # how often
    voice: bool = False  # a body that somebody unnamed speaks for
    spoke: bool = False  # was a source under its own name
    seen: int = 0  # grows with every time the text comes back to it
    acts: bool = False  # somewhere as a person may
    introduced: bool = False  # by a noun that is no body's: "Ana Ruiz, a | barista"
    asked: int | None = None  # where the first question that is put to it ends; from there on it is "I"
    leaning: Gender | None = None  # what pronouns beside the name say, see genders.py

    @property
    def human(self) -> bool:
        """Whether anything besides a capital says that this is a person."""
        return self.kind is SpeakerKind.PERSON and bool(self.spoke or self.roles or self.gender or not self.name)

    @property
    def may_be_human(self) -> bool:
        """Whether it is a person or, for all that is known, may be one."""
        return self.human or (self.kind is SpeakerKind.PERSON and self.acts)

    @property
    def likely_gender(self) -> Gender | None:
        return self.gender or self.leaning

    @property
    def full(self) -> str:
        return self.label or " ".join(self.name)

    @property
    def role(self) -> str | None:
        """The first role the article gives in more than a word, or else the first."""
        return next((role for role in self.roles if " " in role), self.roles[0] if self.roles else None)
