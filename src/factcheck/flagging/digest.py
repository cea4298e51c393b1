"""New flags as something to read: Markdown, or a mail that is ready to be sent.

Invariant: every claim stands there once, under the first rule it met; nothing from outside becomes markup, a header or
a line of its own, and what a machine found is called so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import default as mail_policy
from email.utils import format_datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.domain import Appearance, ClaimKind
from factcheck.domain.text import counted, fingerprint
from factcheck.errors import UsageError
from factcheck.flagging.usual import DEFAULT
from factcheck.report.links import web_address
from factcheck.report.phrases import day, precedent, speaker
from factcheck.report.plain import one_line, shorten, wrap
from factcheck.report.to_markdown import escape

if TYPE_CHECKING:
    from factcheck.flagging.outcome import FlaggedClaim

MOST = 200  # claims of one digest; the others are counted
_WORDS = 300  # columns of a claim
_WHY = 240  # columns of a reason
_NAMED = 4  # further places that are named
_WIDTH = 76  # columns of a mail
_REMARK = "What a machine found is a proposal: nobody has decided any of these claims."


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands at the head of a mail."""

    to: str
    sender: str
    subject: str = ""  # what is new, if empty


def read_letter(to: str, sender: str, subject: str, place: str) -> Letter:
    """The head of a mail, checked. Raises UsageError for what is no address, and for line breaks."""
    message = EmailMessage(policy=mail_policy)
    for name, value in (("To", to), ("From", sender), ("Subject", subject)):
        if any(letter < " " for letter in value):
            raise UsageError(f"{place}: {name.lower()} is one line, without line breaks and control characters.")
        message[name] = value
    for name in ("To", "From"):
        header = message[name]
        if header.defects or not header.addresses or not all(one.username and one.domain for one in header.addresses):
            raise UsageError(
                f"{place}: {name.lower()} wants an address such as desk@courier.example, not {str(header)!r}."
            )
    return Letter(to, sender, subject)


def markdown(flagged: Sequence[FlaggedClaim], at: datetime) -> str:
    """The digest as CommonMark, without raw HTML."""
    lines = [f"# {escape(_title(flagged))}", "", escape(f"{_total(flagged)}, {at:%Y-%m-%d %H:%M} UTC. {_REMARK}")]
    for rule, claims in sections(flagged[:MOST]):
        lines += ["", f"## {escape(rule)} ({len(claims)})", ""]
        for one in claims:
            lines.append(f"- **{escape(_words(one))}**")
            lines += [f"  - {escape(line)}" for line in _about(one)]
            if address := web_address(one.url):
                lines.append(f"  - <{address}>" if not set(address) & set("<>\\") else f"  - {escape(address)}")
    if left := _left(flagged):
        lines += ["", escape(left)]
    return "\n".join(lines) + "\n"


def mail(flagged: Sequence[FlaggedClaim], at: datetime, letter: Letter) -> bytes:
    """The digest as an RFC 5322 message, ready for ``sendmail -t``. Its Message-ID follows from the flags, so that the
    same digest that is sent again is known again."""
    message = EmailMessage(policy=mail_policy)
    message["From"], message["To"] = letter.sender, letter.to
    message["Subject"] = letter.subject or shorten(_title(flagged), _WIDTH)
    message["Date"] = format_datetime(at)
    domain = message["From"].addresses[0].domain
    message["Message-ID"] = f"<flags-{flags_id(flagged)}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence notice answers it
    message.set_content(plain_text(flagged, at), cte="quoted-printable")
    return message.as_bytes()


def plain_text(flagged: Sequence[FlaggedClaim], at: datetime) -> str:
    """The digest as text of at most 76 columns; only a longer word, such as an address, takes more."""
    lines = wrap(f"{_total(flagged)}, {at:%Y-%m-%d %H:%M} UTC. {_REMARK}", _WIDTH)
    for rule, claims in sections(flagged[:MOST]):
        lines += ["", *wrap(one_line(f"{rule} ({len(claims)})").upper(), _WIDTH)]
        for one in claims:
            lines += ["", *wrap(_words(one), _WIDTH, "- ", "  ")]
            for line in (*_about(one), *filter(None, [web_address(one.url)])):
                lines += wrap(line, _WIDTH, "  ", "    ")
    if left := _left(flagged):
        lines += ["", *wrap(left, _WIDTH)]
    return "\n".join(lines) + "\n"


def flags_id(flagged: Sequence[FlaggedClaim]) -> str:
    """What names these flags and no others: 24 hexadecimal digits."""
    return fingerprint(",".join(f"{one.key}:{one.claim.id}" for one in flagged))[:24]


def sections(flagged: Sequence[FlaggedClaim]) -> list[tuple[str, list[FlaggedClaim]]]:
    """The claims under the first rule that each met, the rules in their order as far as the flags tell it."""
    found: dict[str, list[FlaggedClaim]] = {rule: [] for rule in _in_order([_names(one) for one in flagged])}
    for one in flagged:
        found[_names(one)[0]].append(one)
    return [(rule, claims) for rule, claims in found.items() if claims]


def _names(one: FlaggedClaim) -> list[str]:
    return [flag.rule for flag in one.flags] or [""]


def _in_order(rows: Sequence[Sequence[str]]) -> list[str]:
    """All rules, each behind those that some claim met before it. What no claim tells stands as it does without a file
    of rules, and other rules as they come; of rules that were put in another order since, the first of them wins."""
    usual = {rule.name: place for place, rule in enumerate(DEFAULT)}
    seen = list(dict.fromkeys(name for row in rows for name in row))
    wait = sorted(seen, key=lambda name: usual.get(name, -1 if name else len(usual)))
    before: dict[str, set[str]] = {name: set() for name in wait}
    for row in rows:
        for one, other in pairwise(row):
            before[other].add(one)
    order: list[str] = []
    while wait:
        ready = next((name for name in wait if before[name].isdisjoint(wait)), wait[0])
        wait.remove(ready)
        order.append(ready)
    return order


# -- words --------------------------------------------------------------------------------


def _title(flagged: Sequence[FlaggedClaim]) -> str:
    return f"{counted(len(flagged), 'new claim')} to look at"


def _total(flagged: Sequence[FlaggedClaim]) -> str:
    articles = len({one.article_id for one in flagged})
    return f"{counted(len(flagged), 'claim')} of {counted(articles, 'article')}"


def _left(flagged: Sequence[FlaggedClaim]) -> str:
    left = len(flagged) - MOST
    return f"And {counted(left, 'other claim')}, which `factcheck flags` lists." if left > 0 else ""


def _words(one: FlaggedClaim) -> str:
    words = shorten(one.claim.text, _WORDS)
    said = f"“{words}”" if one.claim.kind is ClaimKind.DIRECT else words
    who = speaker(one.claim)
    return f"{said} – {one_line(who)}" if who else said


def _about(one: FlaggedClaim) -> Iterator[str]:
    """What is told below a claim, a line each."""
    for flag in one.flags:
        yield f"{one_line(flag.rule)}: {shorten(flag.why, _WHY)}"
    for known in one.known:
        yield f"before: {shorten(precedent(known), _WHY)}"
    yield f"in {_where(one.title, one.publisher, one.published, one.place)}"
    others = one.appearances[1:]  # word for word copies are one claim, so that ids do not part them
    if others:
        named = "; ".join(_appearance(other) for other in others[:_NAMED])
        more = f"; and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        yield f"also in {named}{more}"
    yield f"flag {one.key} · claim {one.claim.id}"


def _appearance(one: Appearance) -> str:
    return _where(one.title, one.publisher, one.published, one.source or one.article_id)


def _where(title: str | None, publisher: str | None, published: date | None, place: str | None) -> str:
    head = f"“{shorten(title, _WORDS)}”" if title else one_line(place or "an article without a headline")
    return ", ".join(filter(None, (head, one_line(publisher or ""), day(published) if published else "")))
