"""What a single line says it is: byline, dateline, caption, credit, heading, navigation.

Invariant: every answer depends on the line's own words alone, and takes time in proportion to them.
"""

from __future__ import annotations

import re

from factcheck.articles import dates
from factcheck.articles.draft import Line, trimmed
from factcheck.articles.furniture import is_furniture
from factcheck.domain import BlockKind, Span
from factcheck.syntax import main_clauses, parse

_CAPITALISED = re.compile(
    r"[^\W\d_a-z]|(?:al|el|de|da|di|du|van|von|der|den|bin|ibn|la|le|and|in|for|of|the)(?:-|$)|[&|\d]"
)
_BYLINE = re.compile(
    r"(?:(?:words|reporting|story|text|report|written|reported|analysis)\s+)?by:?\s+(?P<who>[^,|\n]{2,80})(?P<rest>[,|][^\n]{0,80})?$",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(
    r"(?:(?:first )?published|posted|date|updated|last updated)\b\s*(?:on\b|at\b)?[:\s]*", re.IGNORECASE
)
_SEPARATORS = re.compile(r"[\s,|·•/()–—-]+")
_AROUND_DATE = re.compile(r"\d{1,2}[:.]\d\d(?:am|pm)?|am|pm|a\.m\.|p\.m\.|at|on|updated|[A-Z][\w.'’:]*|")
OPENING_PLACE = re.compile(
    r"(?P<place>(?:[A-Z][A-Z.'’ -]{2,40}(?:,\s[A-Z][\w.]+){0,2}(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?\s?"
    r"(?:\([^()\n]{2,40}\)\s?)?|\([A-Z][\w .&-]{1,30}\)\s))[—–-]{1,2}\s+(?=[\"'“‘]?[A-Z\d])"
)
# The time of an entry in a live blog: "10:42 Police have …", "9.15pm: The …", "14:05 GMT – Two …"
OPENING_TIME = re.compile(
    r"(?P<place>\[?(?:[01]?\d|2[0-3])(?::[0-5]\d(?::[0-5]\d)?|\.[0-5]\d(?=\s?(?:[ap]\.?m|[:|]\s))|h[0-5]\d)(?:\s?[ap]\.?m\.?)?(?:\s\(?[A-Z]{2,4}T?\)?(?=\W))?\]?)"
    r"\s?(?:[:|–—-]\s?)?\s*(?=[\"'“‘]?[A-Z])"
)
_RULE = re.compile(r"\W*(?:https?://\S+|[-*_=~ ]{3,}|#{3}|-?30-?|)$", re.IGNORECASE)
_SIGNED_OFF = re.compile(
    r"\bcontributed (?:reporting|research(?=\W*$| to| from)|to this (?:report|story|article))\b", re.IGNORECASE
)
# What stands where a post was embedded and cannot be shown.
_POST = r"(?:tweet|post|video|reel|story|photo|embed|message|content|media)"
_GONE = r"(?:deleted|removed|unavailable|(?:not|no longer) available|loaded|displayed|shown)"
# In German, French, Spanish, Italian and Portuguese: "See this post on …", "A post shared by".
_ABROAD = r"(?:beitrag|post|[fp]h?oto|v[ií]d[eé]o|tweet|reel|publi(?:cation|caci[óo]n|ca[çc][ãa]o))"
SEE_ABROAD = (
    r"(?:(?:sieh dir|voir|afficher|regarder|ver|mira|guarda|visualizza) )?"
    r"(?:diese[nrs]?|ce(?:tte|t)?|est[ae]|ess[ae]|quest[oa])"
    rf" {_ABROAD} (?:auf|bei|sur|en|no|su) \w+(?: (?:an|ansehen|anzeigen))?"
)
SHARED_ABROAD = (
    rf"(?:ein|une?|una?|uma?) {_ABROAD} (?:geteilt|partagée?|compartid[oa]|condivis[oa]|compartilhad[oa])"
    r" (?:von|par|por|de|da)"
)
_SEE_ABROAD = re.compile(rf"{SEE_ABROAD}\W*$", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    rf"(?:(?:this )?(?:\w+ )?{_POST} (?:(?:may|might|could|can|has|have|is|was|can['’]t)\b.{{0,30}}{_GONE}"
    r"|unavailable|not (?:available|found))"
    r"|(?:view|see|watch) (?:this |the )?(?:\w+ )?(?:post|tweet|reel|video|photo|profile) on \w+"
    rf"|{SEE_ABROAD}|(?:an? {_POST} (?:shared|posted) by|{SHARED_ABROAD}) .{{1,80}}\(@[\w.]+\).{{0,40}})"
    r"\.?(?: \(opens .{1,40}\))?$",
    re.IGNORECASE,
)
_PICTURE_WORD = r"(?:photo(?:graph)?|picture|image|illustration|graphic|video)s?"
_NAMED = r"(?-i:[A-Z][\w.'’-]*)"
_CREDIT = re.compile(
    rf"[(\[]?(?:(?:file |photo )?{_PICTURE_WORD}(?: credit)?(?::| courtesy of\b"
    rf"| by (?:(?:the )?(?:author|staff)|{_NAMED}(?:(?: (?:and|de|van|von|of) |[ /]){_NAMED})*)"
    r"(?=\W*$|[,/|;.()—–]| (?:for|via|from|in|at)\b))"
    r"|credit:|(?:getty|reuters|afp|ap|epa)(?=(?:,? (?:photo|images?|pictures?|via)\b|\s?[/|])|\W*$))",
    re.IGNORECASE,
)
_TAIL_CREDIT = re.compile(
    r"\s*(?P<credit>\[[^\[\]]{2,120}\]"
    rf"|\((?=(?:file )?(?:{_PICTURE_WORD}|credit|courtesy|getty|reuters|afp|ap\b|©|handout))[^()]{{2,120}}\)"
    rf"|(?:{_PICTURE_WORD}|credit)(?: credit)?(?::| by\b)[^.]{{2,80}}|©[^.]{{2,80}})\s*$",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:caption|file photo|pictured|(?:photo|image|picture) caption)\s*:", re.IGNORECASE)
_ASKED = re.compile(r"[^\W\d_a-z][\w.'’ -]{0,40}:\s.*\?[\"'”’]?$")  # in an interview: "Q: Why now?"
STOP = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_FULL_STOP = re.compile(r"[.!…:;,][\"'”’»)\]]*$")
_PROSE_WORDS = 12  # a line of so many words is prose even without a full stop


def unmistakable(line: str) -> BlockKind | None:
    """What ``line`` is, where its own words say so wherever it stands."""
    if is_dateline(line) and not is_byline(line):
        return BlockKind.DATELINE
    if is_aside(line):
        return BlockKind.OTHER
    if picture := _picture_kind(line):
        return picture
    return BlockKind.BYLINE if is_byline(line) else None


def is_section(line: str) -> bool:
    return len(line.split()) <= 3 and len(line) <= 30 and line[:1].isupper() and not STOP.search(line)


def is_title(line: str) -> bool:
    fits = len(line) <= 250 and 2 <= len(line.split()) <= 30 and not is_byline(line)
    return fits and (not _FULL_STOP.search(line) or _in_title_case(line))


def _in_title_case(line: str) -> bool:
    """Whether a line is Set Like This: some archives end even such headlines with a full stop."""
    long = [word for word in line.split()[1:] if len(word) > 3]
    return len(long) > 2 and all(not word[0].islower() for word in long)


def is_heading(line: str) -> bool:
    opening = line.lstrip("\"'“‘«")[:1]
    short = len(line.split()) <= 10 and len(line) <= 80 and not _ASKED.match(line)
    return short and (opening.isupper() or opening.isdigit()) and not _FULL_STOP.search(line)


def is_prose(line: str) -> bool:
    return bool(STOP.search(line)) or len(line.split()) >= _PROSE_WORDS


def is_byline(line: str) -> bool:
    """A line like "By Jo Vane", "Reporting by Jo Vane and Ana Lim, Lorn", "By Jo Vane | 3 May 2024"."""
    match = _BYLINE.match(line) if len(line) <= 160 else None
    return match is not None and all(_CAPITALISED.match(word) for word in match["who"].split())


def is_dateline(line: str) -> bool:
    """A line that says when it was published, where perhaps, and nothing else."""
    if len(line) > 90 or (found := dates.find(line)) is None:
        return False
    before, after = line[: found.span.start], line[found.span.end :]
    label = _BEFORE_DATE.match(before)
    start = before[label.end() :] if label else before
    rest = after if (again := dates.find(after)) is None else after[: again.span.start] + after[again.span.end :]
    around = _SEPARATORS.split(f"{start} {rest}")
    return len(around) <= 8 and all(map(_AROUND_DATE.fullmatch, around))


def is_placeholder(line: str) -> bool:
    """What an embedded post leaves behind where it cannot be shown: "Tweet may have been deleted"."""
    return len(line) <= 160 and _PLACEHOLDER.match(line) is not None


def is_aside(line: str) -> bool:
    """Navigation, advertising, rights lines, an agency's sign-off: printed, but not the story."""
    if len(line) > 250:
        return False
    return bool(_RULE.match(line) or _SIGNED_OFF.search(line) or _SEE_ABROAD.match(line)) or is_furniture(line)


def _picture_kind(line: str) -> BlockKind | None:
    if len(line) > 300:
        return None
    if _CAPTION.match(line):
        return BlockKind.CAPTION
    if (credit := _CREDIT.match(line)) and not _says(line, credit):
        return BlockKind.CAPTION if len(line.split()) > _PROSE_WORDS else BlockKind.CREDIT
    return None


def _says(line: str, credit: re.Match[str]) -> bool:
    """Whether a line that opens like a credit is a sentence: "Getty Images said on Monday that it had paid"."""
    return line[credit.end() : credit.end() + 1] != ":" and ":" not in credit[0] and _is_sentence(line)


def _is_sentence(line: str) -> bool:
    return bool(STOP.search(line)) and bool(main_clauses(parse([line])[0]))


def caption_lines(text: str, span: Span) -> list[Line]:
    """A picture's text as a caption and, where its end names the photographer or agency, a credit."""
    credit = _TAIL_CREDIT.search(text, max(span.start, span.end - 200), span.end)
    middle = credit.start() if credit else span.end
    found = [Line(trimmed(text, Span(span.start, middle)), BlockKind.CAPTION)]
    if credit:
        found.append(Line(trimmed(text, Span(*credit.span("credit"))), BlockKind.CREDIT))
    return [line for line in found if line.span.start < line.span.end]
