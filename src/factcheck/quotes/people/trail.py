"""Who was spoken of where, and whom a pronoun looks back to.

Invariant: what stands behind a place never changes who was spoken of before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from factcheck.domain import SpeakerKind
from factcheck.quotes.people.members import Member
from factcheck.quotes.people.names import Gender

_MEMORY = 40  # sentences a pronoun may look back
_TOPIC_MEMORY = 3  # sentences a "they" may look back to what the text was about


class Trail:
    """Members in the order in which the text came to them, sentence by sentence."""

    def __init__(self) -> None:
        self._places: list[tuple[int, Member]] = []
        self._topics: list[tuple[int, Member]] = []  # bodies and groups that sentences were about

    def recent(self, sentence: int) -> Iterator[tuple[int, Member]]:
        """Whoever a pronoun can look back to, the last spoken of first, as (sentences back, member)."""
        for place, member in reversed(self._places):
            if sentence - place > _MEMORY:
                return
            yield sentence - place, member

    def saw(self, sentence: int, member: Member) -> None:
        """Notes that ``member`` is spoken of in a sentence; the last note weighs most."""
        self._places.append((sentence, member))
        member.seen = len(self._places)

    def mark(self) -> int:
        """A place on the trail to come back to."""
        return len(self._places)

    @contextmanager
    def before(self, mark: int) -> Iterator[None]:
        """What is noted within stands on the trail as if noted at ``mark``."""
        later = self._places[mark:]
        del self._places[mark:]
        yield
        self._places.extend(later)

    def is_about(self, sentence: int, member: Member) -> None:
        """Notes a body or a group that a sentence is about, for a later "they" or "it" alone."""
        self._topics.append((sentence, member))

    def pronoun(self, pronoun: str, sentence: int) -> Member | None:
        """Whom a pronoun of a sentence means, or None if there is nobody it can mean."""
        named = next(((back, member) for back, member in self.recent(sentence) if _fits(pronoun, member)), None)
        if pronoun not in ("they", "it"):
            return named[1] if named else None
        place, topic = next((one for one in reversed(self._topics) if _fits(pronoun, one[1])), (0, None))
        back = sentence - place
        if topic is not None and back <= _TOPIC_MEMORY and (named is None or back < named[0]):
            return topic
        return named[1] if named else self._one(pronoun, sentence)

    def _one(self, pronoun: str, sentence: int) -> Member | None:
        """A "they" that is no body and no group: somebody who has just spoken and is called so."""
        if pronoun != "they":
            return None
        back, last = next(self.recent(sentence), (_MEMORY, None))
        single = last is not None and last.spoke and last.kind is SpeakerKind.PERSON and back <= 1
        return last if single else None


def _fits(pronoun: str, member: Member) -> bool:
    if pronoun in ("he", "she"):
        somebody = member.human or member.voice or member.kind is SpeakerKind.ANONYMOUS
        other = Gender.MALE if pronoun == "she" else Gender.FEMALE
        return somebody and member.likely_gender is not other and not _plural(member)
    if pronoun == "it":
        return member.kind in (SpeakerKind.BODY, SpeakerKind.DOCUMENT)
    if pronoun == "they":
        return member.kind is SpeakerKind.BODY or _plural(member)
    return False


def _plural(member: Member) -> bool:
    """A crowd: its head noun ends with s, or it is a list."""
    if member.name or member.voice:
        return False
    if member.kind is SpeakerKind.PERSON:
        return " and " in member.label
    head = member.label.lower().split(" of ")[0].split(" in ")[0].split(" from ")[0].split()
    return bool(head) and (
        head[-1].endswith("s") or head[-1] in ("people", "men", "women", "police", "others", "some", "many")
    )
