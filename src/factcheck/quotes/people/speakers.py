"""Everybody an article speaks of, and who "he" or "al-Shammari" is at a place.

Invariant: the answer for a place depends on the whole article for names and roles, but for
pronouns only on what stands before the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from factcheck.domain import Speaker, SpeakerKind
from factcheck.language import bodies, names, people
from factcheck.quotes.lexicon import roles, sources
from factcheck.quotes.people.descriptions import is_body, is_introduced, is_person
from factcheck.quotes.people.members import Member
from factcheck.quotes.people.mentions import Mention
from factcheck.quotes.people.names import is_body_name
from factcheck.quotes.people.trail import Trail, is_thing

_NAMESAKES = 50  # people of one surname that are told apart
_LARGEST_FAMILY = 4  # who are named one by one
_PAIR_MEMORY = 3  # sentences "both" may look back
_PAIRS = frozenset("couple duo pair".split())
_LEADS = frozenset("at for from of with".split())
_LEADERS = frozenset("boss chief head leader".split())  # another word for whoever holds an office
_OTHERS = (roles.OFFICES - _LEADERS) | roles.STRANGERS  # seldom another word for somebody named
_HELD = roles.OFFICES | _LEADERS | {"chair", "chairperson", "director", "manager"}
_OWNERS = frozenset("her his its their".split())
_FIRMS = frozenset("agency airline company firm".split())
_NO_FIRMS = frozenset("council court government ministry parliament party senate".split())
_SAME_TRADE = {"attorney": "lawyer", "attorneys": "lawyers"}
_ROLES = 20  # roles kept for one person


class Cast:
    """Names collected over an article, then asked for mentions in the order of the text."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._by_surname: dict[str, list[Member]] = {}
        self._by_given: dict[str, list[Member]] = {}
        self._by_name: dict[tuple[str, ...], Member] = {}
        self._by_role_word: dict[str, dict[int, Member]] = {}
        self._by_description: dict[str, dict[int, Member]] = {}
        self._by_label: dict[str, Member] = {}
        self._by_head: dict[str, Member] = {}
        self._by_initials: dict[str, Member] = {}
        self.trail = Trail()
        collected = list(mentions)
        for mention in sorted(collected, key=lambda m: (-len(m.name), _has_initial(m))):  # stable: fullest names first
            self._enter(mention)
        for mention in collected:
            member = self.find(mention)
            if member is not None:
                member.named += 1
                self._learn_role(member, mention.role)
                self._learn_description(member, mention.described)
                member.gender = member.gender or mention.gender
                member.acts = member.acts or mention.acts

    def _enter(self, mention: Mention) -> None:
        if self.find(mention) is None:
            member = Member(mention.name, mention.kind, gender=mention.gender)
            self._by_name[_key(mention.name)] = member
            self._by_surname.setdefault(people.surname(" ".join(mention.name)), []).append(member)
            if mention.kind is SpeakerKind.PERSON and len(mention.name) > 1:
                self._by_given.setdefault(mention.name[0].lower(), []).append(member)
            if mention.kind is SpeakerKind.BODY and len(mention.name) > 1:
                self._enter_short_forms(member)
        if mention.acronym and (found := self.find(mention)) is not None:
            found.kind = SpeakerKind.BODY
            self._by_initials[mention.acronym] = found

    def _enter_short_forms(self, body: Member) -> None:
        """ "CBP", "Customs and Border Protection" and "Meridian" for a body named in full."""
        core = body.name[1:] if body.name[0].lower().rstrip(".") in names.COUNTRY_PREFIXES else body.name
        for short in bodies.acronyms(" ".join(body.name)):
            self._by_initials.setdefault(short.upper(), body)
        self._by_name.setdefault(_key(core), body)
        if all(word.lower().rstrip(".") in names.COMPANY_WORDS for word in body.name[1:]):
            self._by_name.setdefault(_key(body.name[:1]), body)

    def find(self, mention: Mention) -> Member | None:
        """The member a name belongs to: same surname, and no other given name."""
        if not mention.name:
            return None
        if len(mention.name) == 1 and (initials := mention.name[0].replace("&", "")) in self._by_initials:
            return self._by_initials[initials]
        exact = self._by_name.get(_key(mention.name))
        if exact is not None and len(mention.name) > 1:
            return exact
        if (called := self._called(mention)) is not None:
            return called
        fitting = [member for member in self.namesakes(mention.name) if _same(member, mention)]
        titled = [member for member in fitting if mention.role and _holds(member, mention.role)]
        return max(titled or fitting, key=lambda member: member.seen, default=exact)

    def _called(self, mention: Mention) -> Member | None:
        """The only person of a given name that stands alone, if nobody has it for a surname: "Maria" said."""
        given = mention.name[0].lower()
        if len(mention.name) != 1 or given not in names.GIVEN_NAMES or self.namesakes(mention.name):
            return None
        bearers = self._by_given.get(given, [])
        return bearers[0] if len(bearers) == 1 else None

    def _by_first_name(self, mention: Mention) -> Member | None:
        """The only person of a first word that is nobody's last one, and that speaks alone: "Wei" for "Wei Lun"."""
        if len(mention.name) != 1 or any(len(one.name) > 1 for one in self.namesakes(mention.name)):
            return None
        bearers = [one for one in self._by_given.get(mention.name[0].lower(), []) if one.human]
        return bearers[0] if len(bearers) == 1 else None

    def namesakes(self, name: Sequence[str]) -> list[Member]:
        """Everybody of this surname, fullest names first."""
        return self._by_surname.get(people.surname(" ".join(name)), [])[:_NAMESAKES]

    def resolve(self, mention: Mention, sentence: int, text: str) -> Speaker | None:
        """The speaker a mention stands for, or None if a pronoun has nobody to stand for."""
        member = self._member(mention, sentence) if mention.name or mention.pronoun else None
        member = member or self._meant(mention, sentence, text) or self._member(mention, sentence)
        if member is None:
            return None
        self.trail.saw(sentence, member)
        self.trail.is_about(sentence, member)
        return Speaker(member.full, mention.span.of(text), member.role, member.kind)

    def glimpse(self, mention: Mention, sentence: int, text: str) -> Speaker | None:
        """Whoever a mention stands for as far as is known, without noting that the text came to it."""
        if mention.pronoun:
            member = self.trail.pronoun(mention.head, sentence)
        elif mention.name and not mention.also and not mention.voice:
            member = self.find(mention)
        else:
            member = self._by_role(mention) or self._body(mention, sentence)
        words_for_it = mention.span.of(text)
        if member is not None:
            return Speaker(member.full, words_for_it, member.role, member.kind)
        return None if mention.pronoun else Speaker(mention.label, words_for_it, mention.role, mention.kind)

    def is_person(self, mention: Mention) -> None:
        """Notes that a name is a person's, though it stands in capitals throughout as a body's may."""
        member = self.find(mention)
        if member is not None and member.full.isupper() and member.name[0] not in self._by_initials:
            member.kind = SpeakerKind.PERSON
            member.label = " ".join(member.name).title()

    def only_person(self, mention: str, sentence: int) -> Speaker | None:
        """The one person spoken of so far under a full name, as ``mention``; None if there are more."""
        people = {id(m): m for _, m in self.trail.recent(sentence) if m.may_be_human and len(m.name) > 1}
        if len(people) != 1:
            return None
        (person,) = people.values()
        self.trail.saw(sentence, person)
        return Speaker(person.full, mention, person.role, person.kind)

    def _member(self, mention: Mention, sentence: int) -> Member | None:
        if mention.pronoun:
            return self.trail.pronoun(mention.head, sentence)
        if mention.also:
            each = (self._member(one, sentence) for one in (replace(mention, also=()), *mention.also))
            return self._together([member for member in each if member is not None])
        if mention.voice:
            return self._voice(mention)
        if mention.name:
            found = self._family(mention) or self._by_first_name(mention) or self.find(mention)
            if found is None:
                self._enter(mention)
                found = self.find(mention)
            if found is not None:
                found.spoke = True
                self._learn_role(found, mention.role)
            return found
        known = self._issuer(mention) or self._pair(mention, sentence) or self._by_role(mention) or self._led(mention)
        return known or self._body(mention, sentence) or self._unnamed(mention)

    def _issuer(self, mention: Mention) -> Member | None:
        """ "the Lund University study" is the university speaking, and "Ruiz's statement" is Ruiz."""
        if not mention.issuer or " ".join(mention.issuer).lower().rstrip(".") in names.COUNTRY_PREFIXES:
            return None
        kind = SpeakerKind.BODY if is_body_name(mention.issuer) else SpeakerKind.PERSON
        issuer = self.find(replace(mention, name=mention.issuer, kind=kind, role=None, gender=None))
        owned = any(word.endswith(("'s", "’s", "s'", "s’")) for word in mention.label.split()[:-1])
        known = issuer is not None and is_thing(issuer) and issuer.named > 1
        if issuer is None or not (owned or known or issuer.kind is SpeakerKind.BODY):
            return None
        self._by_head[mention.head] = issuer  # "the study" from here on
        return issuer

    def _pair(self, mention: Mention, sentence: int) -> Member | None:
        """ "both", "the two women", "the couple": the last two people named."""
        asked = mention.label.lower().split()
        counted = asked[:1] == ["both"] or (mention.definite and asked[:1] == ["two"])
        people = len(asked) == 1 or (len(asked) == 2 and asked[1] in sources.PEOPLE_NOUNS)
        if not (counted and people) and not (mention.definite and " ".join(asked) in _PAIRS):
            return None
        recent = self.trail.recent(sentence)
        near = {id(m): (back, m) for back, m in recent if back <= _PAIR_MEMORY and m.human and m.name}
        fitting = [one for one in near.values() if mention.gender in (None, one[1].likely_gender or mention.gender)]
        last = sorted(fitting[:2], key=lambda one: -one[0])  # the first name of a sentence is its last on the trail
        return self._together([member for _, member in last]) if len(last) == 2 else None

    def _meant(self, mention: Mention, sentence: int, text: str) -> Member | None:
        """Who is meant by "the actor", "the Lund native", "the utility": so described, or the only one it can be.

        Somebody who was introduced as such without a name is somebody else, and so is a "neighbour".
        """
        if not mention.definite or mention.also or mention.voice:
            return None
        bearers = (one for one in self._by_description.get(mention.head, {}).values() if _of_the_same(one, mention))
        if (found := max(bearers, key=lambda member: member.seen, default=None)) is not None:
            return found
        if not mention.bare or mention.head in self._by_head:
            return None
        if is_introduced(text, mention.head, mention.span.start):
            return None
        if is_body(mention.head):
            main = self._main_body(mention) if " " not in mention.label else None
            generic = mention.head in sources.GENERIC_BODIES  # and in the name of no body
            return (main if generic else None) or self._body(mention, sentence) or main
        return self._one_spoken_of(mention, sentence) if is_person(mention.head) else None

    def _one_spoken_of(self, mention: Mention, sentence: int) -> Member | None:
        """The only person that the last sentences were about, or the last who spoke in them."""
        if mention.head in _OTHERS:
            return None
        topics = (member for member in self.trail.topics(sentence) if not _answers(member, mention))
        spoken_of = [member for member in topics if member.kind is SpeakerKind.PERSON]
        fitting = [member for member in spoken_of if _may_be(member, mention)]
        return fitting[0] if fitting and (len(spoken_of) == 1 or fitting[0].spoke) else None

    def _main_body(self, mention: Mention) -> Member | None:
        """The body that the article has been about and that it names far more often than any other."""
        if mention.kind is SpeakerKind.DOCUMENT:
            return None
        generic = mention.head in sources.GENERIC_BODIES
        things = [one for one in self.trail.topics() if one.name and is_thing(one) and not _answers(one, mention)]
        topics = {id(one): one for one in things if generic or not _talks(one)}
        bodies = {id(one): one for one in self._by_name.values() if one.kind is SpeakerKind.BODY}
        most = sorted((topics | bodies).values(), key=lambda one: -one.named)[:2]
        if not most or id(most[0]) not in topics or not _is_main(most[0], mention):
            return None
        return most[0] if all(most[0].named >= 2 * other.named for other in most[1:]) else None

    def _led(self, mention: Mention) -> Member | None:
        """ "district leaders", "officials at Meridian": the one body of the article that they lead."""
        if mention.head not in roles.AGENTS:
            return None
        label = [word.removesuffix("'s").removesuffix("’s") for word in mention.label.split()]
        at = next((at for at, word in enumerate(label) if word.lower() in roles.AGENTS), 0)
        named = label[at + 2 :] if at == 0 and len(label) > 2 and label[1].lower() in _LEADS else label[:at]
        asked = [word for word in named if word.lower() != "the"]
        if not asked:
            return None
        fitting = [m for m in self.namesakes(asked) if m.kind is SpeakerKind.BODY and len(m.name) > 1]
        fitting = [m for m in fitting if {word.lower() for word in asked} <= set(_key(m.name))]
        return fitting[0] if len(fitting) == 1 else None

    def _together(self, members: Sequence[Member]) -> Member:
        """The one voice of several people."""
        names = list(dict.fromkeys(member.full for member in members))
        label = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        return self._by_label.setdefault(label.lower(), Member((), SpeakerKind.PERSON, label=label))

    def _voice(self, mention: Mention) -> Member:
        """ "a Meridian spokeswoman" is Meridian speaking; that of a person stays somebody unnamed."""
        principal = self.find(replace(mention, gender=None))  # the gender is the spokesman's own
        person = principal is not None and principal.human
        name = principal.full if principal is not None else mention.label
        label = f"{mention.role} for {name}" if person else name
        kind = SpeakerKind.ANONYMOUS if person else SpeakerKind.BODY
        member = self._by_label.get(label.lower()) or Member((), kind, [], mention.gender, label)
        if not person and mention.role is not None and mention.role not in member.roles:
            member.roles.append(mention.role)
        self._by_label[label.lower()] = self._by_head[mention.head] = member
        member.voice = not person
        return member

    def _family(self, mention: Mention) -> Member | None:
        """ "the Currys" where the article names more than one Curry."""
        if not mention.definite or len(mention.name) != 1 or not mention.name[0].endswith("s"):
            return None
        kin = [m for m in self.namesakes((mention.name[0][:-1],)) if m.kind is SpeakerKind.PERSON and len(m.name) > 1]
        return self._together(kin) if 1 < len(kin) <= _LARGEST_FAMILY else None

    def subject(self, mention: Mention, sentence: int) -> Member:
        """The member that a sentence is about, which need not have spoken."""
        if mention.also:
            each = [self.find(one) for one in (replace(mention, also=()), *mention.also)]
            found = [one for one in each if one is not None]
            known = self._together(found) if found else None
        else:
            known = self.find(mention) or self._body(mention, sentence) or self._by_label.get(mention.label.lower())
        return known or Member(mention.name, mention.kind, gender=mention.gender, label=mention.label)

    def _by_role(self, mention: Mention) -> Member | None:
        """ "the judge", "the city attorney": the last person whose role holds all these words."""
        if not mention.definite or not roles.is_role_noun(mention.head):
            return None
        asked = set(mention.label.lower().split())
        holders = list(self._by_role_word.get(mention.head, {}).values())[:_NAMESAKES]
        fitting = (m for m in holders if any(asked <= set(role.lower().split()) for role in m.roles))
        return max(fitting, key=lambda member: member.seen, default=None)

    def _body(self, mention: Mention, sentence: int) -> Member | None:
        """ "the hospital": the last body whose name holds the word; "the agency": the only body about."""
        if not mention.definite or mention.kind is not SpeakerKind.BODY:
            return None
        asked = set(mention.label.lower().split())
        about: dict[int, Member] = {}
        for _, member in self.trail.recent(sentence):
            if member.kind is SpeakerKind.BODY and member.name:
                if asked <= _kinds(member):
                    return member
                if _may_be_called(member, mention.head):
                    about[id(member)] = member
        generic = len(asked) == 1 and mention.head in sources.GENERIC_BODIES and len(about) == 1
        return next(iter(about.values())) if generic else None

    def _learn_role(self, member: Member, role: str | None) -> None:
        if role is None or role in member.roles or len(member.roles) >= _ROLES:
            return
        member.roles.append(role)
        for word in role.lower().split():
            self._by_role_word.setdefault(word, {})[id(member)] = member

    def _learn_description(self, member: Member, nouns: Iterable[str]) -> None:
        for noun in nouns:
            member.introduced |= not is_body(noun) and noun not in sources.DOCUMENT_NOUNS
            if is_body(noun) and is_thing(member):
                member.kind = SpeakerKind.BODY
            if is_body(noun) or is_person(noun):
                self._by_description.setdefault(noun, {})[id(member)] = member

    def _unnamed(self, mention: Mention) -> Member:
        """A source without a name; "the report" is the fuller "a report by the auditor" before it."""
        key, head = mention.label.lower(), _SAME_TRADE.get(mention.head, mention.head)
        owned = key.split(" ")[0] in _OWNERS and key.count(" ") == 1  # "her lawyers", who were spoken of before
        if head in self._by_head and ((mention.definite and " " not in key) or owned):
            return self._by_head[head]
        key = next((label for label in self._by_label if label.startswith(f"{key}, ")), key)  # with the firm's name
        if key not in self._by_label:
            self._by_label[key] = Member((), mention.kind, label=mention.label, gender=mention.gender)
        member = self._by_label[key]
        if mention.head:
            self._by_head[head] = member
        return member


def _kinds(body: Member) -> set[str]:
    """The words of a body's name, and the nouns that say the same: a "constabulary" is the police."""
    words = set(_key(body.name))
    return words | {noun for noun, same in sources.BODIES_BY_NAME.items() if not words.isdisjoint(same.split())}


def _may_be_called(body: Member, noun: str) -> bool:
    """Whether the name of a body allows for a noun: only "Ministry of Works" or "MOW" for "ministry"."""
    kinds = _kinds(body)
    if noun in sources.BODIES_BY_NAME:
        short = len(body.name) == 1 and body.name[0].isupper() and noun[0].upper() in body.name[0]
        return short or noun in kinds
    return noun not in _FIRMS or kinds.isdisjoint(_NO_FIRMS)


def _is_main(member: Member, mention: Mention) -> bool:
    """Whether a member can be what an article is about; one named only once seldom is."""
    if not _may_be_called(member, mention.head):
        return False
    if member.named > 1:
        return True
    generic = member.kind is SpeakerKind.BODY or mention.head in sources.GENERIC_BODIES
    return generic if member.spoke else len(member.name) > 1


def _of_the_same(member: Member, mention: Mention) -> bool:
    """Whether names in a description do not speak against a member: "the Lund mayor" is no mayor of Oslo."""
    named = {word.lower() for word in mention.label.split()[:-1] if word[0].isupper()}
    held = {word.lower() for role in member.roles for word in role.split() if word[0].isupper()}
    return not (named and held) or not named.isdisjoint(held)


def _may_be(member: Member, mention: Mention) -> bool:
    """Whether a named person, of whom nothing else is said, can be called as in ``mention``."""
    if mention.head in _LEADERS and not any(_HELD & set(role.lower().split()) for role in member.roles):
        return False
    return bool(member.name) and mention.gender in (None, member.likely_gender or mention.gender)


def _key(name: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.lower() for word in name)


def _has_initial(mention: Mention) -> bool:
    return bool(mention.name) and len(mention.name[0].rstrip(".")) == 1


def _holds(member: Member, role: str) -> bool:
    """Whether one of the roles of ``member`` says all that ``role`` says, abbreviations as well: "Sen."."""
    asked = role.lower().split()
    return any(all(_says(held.lower().split(), word) for word in asked) for held in member.roles)


def _says(held: Sequence[str], word: str) -> bool:
    return word in held or (word.endswith(".") and any(one.startswith(word[:-1]) for one in held))


def _same(member: Member, mention: Mention) -> bool:
    """Whether ``mention``, of the same surname or last word, can be ``member``.

    Within one article a name that begins with another word is another's: "Crooked Ana Ruiz" is no fuller name.
    """
    if len(mention.name) == 1:
        return mention.gender is None or member.gender in (None, mention.gender)
    begins = [_begins(name) for name in (member.name, mention.name)]
    if all(begins) and begins[0] != begins[1]:
        return False
    if SpeakerKind.BODY not in (member.kind, mention.kind):
        return people.same_person(" ".join(member.name), " ".join(mention.name)) is True
    return member.kind is mention.kind and bodies.same_body(" ".join(member.name), " ".join(mention.name)) is True


def _begins(name: Sequence[str]) -> str:
    """The first letter of a name that has more than a surname; of "De la Cruz", none."""
    given = next((word for word in name[:-1] if word.lower() not in names.NAME_PARTICLES), "")
    return given[:1].lower()


def _answers(member: Member, mention: Mention) -> bool:
    """Whether ``mention`` stands in an interview with a member, where "the trust" is somebody else."""
    return member.asked is not None and mention.span.start >= member.asked


def _talks(member: Member) -> bool:
    """Whether a full name that is no body's has spoken: for all that is known, a person."""
    return member.kind is SpeakerKind.PERSON and member.spoke and len(member.name) > 1
