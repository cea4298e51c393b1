"""Mail: what its sender wrote as paragraphs, what is quoted from earlier mail as block quotations.

Invariant: headers say subject, sender and day; signatures are dropped, attachments named and never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from factcheck.articles import pages
from factcheck.articles.decoding import codec_of, decode
from factcheck.articles.draft import Draft, Metadata, Piece, drafted
from factcheck.domain import BlockKind
from factcheck.errors import InputError

_HEADER = re.compile(rb"\A\s*(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.M)
_ANSWERS = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr|sv|vs)\s*:\s*)+", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:>[ \t]?)+")
_FORWARDED = re.compile(r"-{3,} ?(?:forwarded message|original message) ?-{3,}|begin forwarded message:", re.IGNORECASE)
_FIELD = re.compile(r"\*?(?P<label>From|Date|Sent|Subject|To|Cc):\*? (?P<value>\S.*)")
_ADDRESS = re.compile(r"\s*(?:<[^<>]*@[^<>]*>|\[mailto:[^\]]*\])")
_BODY = re.compile(r"<body\b[^>]*>(.*?)(?:</body\s*>|$)", re.IGNORECASE | re.DOTALL)
_DIV = re.compile(r"<(/?)div\b[^>]*", re.IGNORECASE)  # which programs write around each line and what is quoted
_EMPTY_LINE = re.compile(r"(?:<br\b[^>]*>\s*){2,}", re.IGNORECASE)
_LINKED_ADDRESS = re.compile(
    r"\s*(?:&lt;|\[)\s*(?:<a\b[^>]*>)?[^<>&\s]+@[^<>&\s]+(?:</a>)?\s*(?:&gt;|\])", re.IGNORECASE
)
_WROTE = re.compile(
    r"> \w+(?: \w+)?\s?:$"
)  # "On Thu, 2 May 2024, Lorn Vane <vane@ferry.example> wrote:", in any language
_MARKUP = re.compile(rb"<(style|script)\b.*?</\1\s*>|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_STUB = 0.4  # of a page's words: a plain part with fewer is none of its text
_OPENS = re.compile(r"On .*\d.*>|.*\bwrote:")  # the line above earlier mail, or the first of two
_FULL = 50  # characters: a longer line was broken because it was full


def draft(data: bytes, name: str) -> Draft:
    """The mail in ``data``; ``name`` is what messages call it. Raises InputError if it is none or holds no text."""
    if not _HEADER.match(data):
        raise InputError(f"{name}: no mail; it does not begin with headers such as From: and Subject:.")
    message = BytesParser(policy=policy.default).parsebytes(data.lstrip())
    assert isinstance(message, EmailMessage)
    part = _body(message)
    if part is None:
        raise InputError(f"{name}: a mail without a text of its own. Save its attachments and hand in those.")
    text, notices = _text(part, name)
    said = Metadata(
        title=_subject(message), byline=_sender(message), published=_day(message), published_from="mail header"
    )
    if attached := [one.get_filename() or one.get_content_type() for one in _attachments(message)]:
        notices = (*notices, f"attachments are not read: {', '.join(attached)}. Save them and hand them in.")
    head = [Piece(said.title or "", BlockKind.TITLE, "Subject:"), Piece(said.byline or "", BlockKind.BYLINE, "From:")]
    if part.get_content_type() == "text/html":
        page = pages.draft(_as_story(text))
        return replace(page, metadata=said, notices=(*notices, *page.notices))
    return drafted([*head, *_pieces(text.split("\n"))], said, notices=notices)


def _as_story(page: str) -> str:
    """A mail's page so that all of it is the story, in paragraphs, and no address stands behind a name."""
    inner = _BODY.search(page)
    words = _LINKED_ADDRESS.sub("", inner[1] if inner else page)
    words = _EMPTY_LINE.sub("<p>", _DIV.sub(r"<\1p", words))
    return f"<!doctype html><html><body><article>{words}</article></body></html>"


def _body(message: EmailMessage) -> EmailMessage | None:
    """The part to be read: the plain one, unless it only says that there is another."""
    plain, page = (_part(message, kind) for kind in ("plain", "html"))
    if plain is not None and page is not None:
        words = len(_MARKUP.sub(b" ", _payload(page)).split())
        return page if len(_payload(plain).split()) < _STUB * words else plain
    return plain or page


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    try:
        part = message.get_body(preferencelist=(kind,))
    except (AttributeError, KeyError, ValueError):  # what a broken structure comes to
        return None
    return part if isinstance(part, EmailMessage) else None


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attachments(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.walk():
        if isinstance(part, EmailMessage) and not part.is_multipart() and _is_attached(part):
            yield part


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"


def _text(part: EmailMessage, name: str) -> tuple[str, tuple[str, ...]]:
    data = _payload(part)
    if not data.strip():
        raise InputError(f"{name}: a mail without a text of its own. Save its attachments and hand in those.")
    codec = codec_of(part.get_content_charset() or "")
    try:
        text = data.decode(codec or "utf-8")
    except UnicodeDecodeError:
        read = decode(data, name)
        return read.text, read.notices
    return text.replace("\r\n", "\n").replace("\r", "\n"), ()


def _header(message: EmailMessage, field: str) -> str:
    try:
        return " ".join(str(message[field] or "").split())
    except (ValueError, TypeError, IndexError, AttributeError):  # headers that the parser trips over
        return ""


def _subject(message: EmailMessage) -> str | None:
    return _ANSWERS.sub("", _header(message, "Subject")) or None


def _sender(message: EmailMessage) -> str | None:
    """The name before the address, or else the address."""
    said = _header(message, "From")
    return _ADDRESS.sub("", said).strip(" \"'") or said or None


def _day(message: EmailMessage) -> date | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(_header(message, "Date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _pieces(lines: list[str]) -> Iterator[Piece]:
    """Paragraphs, each of lines that are quoted equally deep; what forwards and signs is told apart."""
    signed = next((at for at, line in enumerate(lines) if line.rstrip("\n") in ("-- ", "--")), len(lines))
    resumed = next((at for at in range(signed + 1, len(lines)) if _is_earlier(lines[at])), len(lines))
    held: list[str] = []
    quoted = False
    for line in [*lines[:signed], "", *lines[resumed:], ""]:
        deeper = bool(_QUOTED.match(line))
        words = _QUOTED.sub("", line).strip()
        if not words or deeper != quoted or _is_apart(words):
            yield from _paragraph(held, quoted)
            held = []
        if _is_apart(words):
            yield _apart(words)
        elif words:
            held.append(words)
        quoted = deeper
    if signature := "\n".join(lines[signed + 1 : resumed]).strip():
        yield Piece(signature, why="signature", dropped=True)


def _is_earlier(line: str) -> bool:
    """Whether earlier mail begins with ``line``: no signature goes on over it."""
    words = line.strip()
    return bool(_QUOTED.match(line) or _FORWARDED.fullmatch(words) or _OPENS.fullmatch(words))


def _is_apart(words: str) -> bool:
    return bool(_FORWARDED.fullmatch(words) or _FIELD.fullmatch(words))


def _apart(words: str) -> Piece:
    """A line of the header that a forwarded mail stands under."""
    field = _FIELD.fullmatch(words)
    if field and field["label"] == "From":
        return Piece(_ADDRESS.sub("", field["value"]), BlockKind.BYLINE, "forwarded From:")
    return Piece(words, why="header of a forwarded mail", dropped=True)


def _paragraph(lines: list[str], quoted: bool) -> Iterator[Piece]:
    kind, why = (BlockKind.BLOCK_QUOTE, "quoted with >") if quoted else (BlockKind.PARAGRAPH, "body of the mail")
    joined: list[str] = []
    for at, line in enumerate(lines):
        if at and (len(lines[at - 1]) >= _FULL or line[0].islower()):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    yield from (Piece(_ADDRESS.sub("", words) if _WROTE.search(words) else words, kind, why) for words in joined)
