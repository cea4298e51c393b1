"""Names with hyphens that are not seen, and with accents set apart from their letters, are the names that they look."""

from __future__ import annotations

import unicodedata

import pytest
from quoting import said

from factcheck import articles, quotes

TEXTS = [
    ("“The pier must close,” said Dana Orlóva, a diver. “It is old,” Orlóva said.", "Dana Orlóva"),
    ("Zoë Brontë told reporters that the pier was unsafe. “It must close,” she said.", "Zoë Brontë"),
    ("“It is late,” said Łukasz Wiśniewski. Wiśniewski said the pier was unsafe.", "Łukasz Wiśniewski"),
    ("Ángel Núñez said the pier was unsafe. “We know,” Núñez added.", "Ángel Núñez"),
    ("Phạm Minh Chính said the pier was unsafe. “We know,” Mr Chính added.", "Phạm Minh Chính"),
    ("“It is late,” Jürgen Weißmann said on Friday. “We know,” said Weißmann.", "Jürgen Weißmann"),
]


@pytest.mark.parametrize(("text", "name"), TEXTS)
def test_decomposed_accents_make_nobody_else_of_a_name(text: str, name: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    assert [one.speaker for one in said(apart)] == [name, name]
    assert [unicodedata.normalize("NFC", part) for one in said(apart) for part in one.content] == [
        part for one in said(text) for part in one.content
    ]


@pytest.mark.parametrize(("text", "name"), TEXTS)
@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2060"])
def test_what_is_not_seen_in_a_name_is_not_part_of_it(text: str, name: str, unseen: str) -> None:
    last = name.split()[-1]
    hidden = text.replace(last, f"{last[:3]}{unseen}{last[3:]}", 1)
    assert [one.speaker for one in said(hidden)] == [name, name]


def test_a_page_full_of_soft_hyphens_has_one_speaker_of_one_name() -> None:
    page = b"<html><body><p>The pier must close, said Petra Hol&shy;mes, the mayor.</p>"
    page += b"<p>It is old, Hol&shy;mes said.</p></body></html>"
    found = quotes.extract(articles.parse(page))
    assert [one.speaker.name for one in found if one.speaker] == ["Petra Holmes", "Petra Holmes"]
