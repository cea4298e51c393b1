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
_LOOKED_AT = 200  # topics
_GENDERS = {"he": Gender.MALE, "she": Gender.FEMALE}


class Trail:
    """Members in the order in which the text came to them, sentence by sentence."""

    def __init__(self) -> None:
        self._places: list[tuple[int, Member]] = []
        self._topics: list[tuple[int, Member]] = []  # what sentences were about, whoever spoke among them
        self._opening: Member | None = None  # what the sentence that is read opens with

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

    def mark(self) -> tuple[int, int]:
        """A place on the trail to come back to."""
        return len(self._places), len(self._topics)

    @contextmanager
    def before(self, mark: tuple[int, int]) -> Iterator[None]:
        """What is noted within stands on the trail as if noted at ``mark``."""
        notes = tuple(zip((self._places, self._topics), mark, strict=True))
        later = [held[at:] for held, at in notes]
        for held, at in notes:
            del held[at:]
        yield
        for (held, _), rest in zip(notes, later, strict=True):
            held.extend(rest)

    def opens_with(self, member: Member | None) -> None:
        """Notes the subject that the sentence to be read opens with: "The bank | will close, it said"."""
        self._opening = member

    def is_about(self, sentence: int, member: Member) -> None:
        """Notes the subject of a sentence, or whoever spoke in it, for a later "they" or "it"."""
        self._topics.append((sentence, member))

    def topics(self, sentence: int | None = None) -> list[Member]:
        """Whom sentences were about, or who spoke in them, each once, the last first: the last few before ``sentence``,
        or many."""
        far = sentence - _TOPIC_MEMORY if sentence is not None else 0
        return list(dict.fromkeys(member for place, member in reversed(self._topics[-_LOOKED_AT:]) if place >= far))

    def pronoun(self, pronoun: str, sentence: int) -> Member | None:
        """Whom a pronoun of a sentence means, or None if there is nobody it can mean."""
        named = next(((back, member) for back, member in self.recent(sentence) if _fits(pronoun, member)), None)
        if pronoun not in ("they", "it"):
            if named is None:
                return self._acting(pronoun, sentence)
            back, last = named
            return self._right_before(pronoun, sentence, back) or self._known(pronoun, sentence, back) or last
        if pronoun == "it" and self._opening is not None and is_thing(self._opening):
            return self._opening
        fits = is_thing if pronoun == "it" else _is_several
        place, topic = next((one for one in reversed(self._topics) if fits(one[1])), (0, None))
        back = sentence - place
        if topic is not None and back <= _TOPIC_MEMORY and (pronoun == "it" or named is None or back < named[0]):
            return topic  # what a sentence only names is seldom meant by "it"
        return self._one(pronoun, sentence) or (named[1] if named else None)

    def _acting(self, pronoun: str, sentence: int) -> Member | None:
        """Where nobody is known to be a person: the last name that stands as a person's does."""
        if pronoun not in _GENDERS:
            return None
        people = (one for _, one in self.recent(sentence) if one.may_be_human)
        return next((one for one in people if one.likely_gender in (None, _GENDERS[pronoun])), None)

    def _right_before(self, pronoun: str, sentence: int, back: int) -> Member | None:
        """The subject of the sentence before, introduced in it, where whoever else "she" can mean is further back."""
        place, one = self._topics[-1] if self._topics else (0, None)
        if one is None or not sentence - place == 1 < back:
            return None
        new = one.introduced and one.may_be_human and len(one.name) > 1
        return one if new and one.likely_gender in (None, _GENDERS[pronoun]) else None

    def _known(self, pronoun: str, sentence: int, back: int) -> Member | None:
        """Somebody named about when the last that "she" can mean was, if only of that one nothing tells the gender."""
        near = [(place, one) for place, one in self.recent(sentence) if place <= back + 1 and _fits(pronoun, one)]
        sure = near[0][1].likely_gender is not None or near[0][1].name
        return None if sure else next((one for _, one in near if one.name and one.likely_gender), None)

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
        return somebody and member.likely_gender in (None, _GENDERS[pronoun]) and not _plural(member)
    if pronoun == "it":
        return member.kind in (SpeakerKind.BODY, SpeakerKind.DOCUMENT)
    return pronoun == "they" and _is_several(member)


def _is_several(member: Member) -> bool:
    return member.kind is SpeakerKind.BODY or _plural(member)


def is_thing(member: Member) -> bool:
    """Whether it is a body or a document, or may be one: a name that nothing says is a person's."""
    unknown = member.kind is SpeakerKind.PERSON and member.name and not (member.roles or member.likely_gender)
    return bool(unknown) or member.kind in (SpeakerKind.BODY, SpeakerKind.DOCUMENT)


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
