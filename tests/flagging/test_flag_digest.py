"""Digests: what stands in them, in which order, and that nothing from outside becomes markup or a header."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.policy import default as mail_policy

import pytest
from flag_samples import ARTICLE, RUIZ, claim, flagged, precedent

from factcheck.domain import Appearance
from factcheck.errors import UsageError
from factcheck.flagging.digest import MOST, Letter, mail, markdown, plain_text, read_letter, sections

AT = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
LETTER = Letter("Desk <desk@courier.example>", "factcheck@courier.example")
ELSEWHERE = Appearance("0123456789ab", "other", "Attacks, again", "The Courier", None, None, "wire")
HOSTILE = flagged(
    7,
    "<script>",
    claim=claim("<img src=x> **4** attacks\n# Heading\r\nBcc: all@courier.example"),
    title="# Title\n- [click](javascript:x)",
    url="javascript:alert(1)",
    publisher="*Ledger*\x1b[31m\u202e",
)


def test_every_claim_stands_once_under_the_first_rule_it_met() -> None:
    some = [flagged(1, "new"), flagged(2, "known-false", "new"), flagged(3, "misquoted", "new"), flagged(4, "new")]
    found = sections([*some, flagged(5, "known-false", "misquoted")])
    assert [(rule, [one.key for one in claims]) for rule, claims in found] == [
        ("known-false", [2, 5]),
        ("misquoted", [3]),
        ("new", [1, 4]),
    ]


def test_sections_stand_in_the_order_of_the_rules_not_of_the_flags() -> None:
    def order(*rows: tuple[str, ...]) -> list[str]:
        return [rule for rule, _ in sections([flagged(number, *row) for number, row in enumerate(rows)])]

    assert order(("new",), ("misquoted",), ("known-false",)) == ["known-false", "misquoted", "new"]
    mine = [("words",), ("energy", "words"), ("figures", "energy"), ("words",)]
    assert order(*mine) == ["figures", "energy", "words"]
    assert order(("new",), ("words",), ("words", "new")) == ["words", "new"]
    assert order(("a", "b"), ("b", "a")) == ["a", "b"]  # the file of rules was changed between them


def test_what_a_digest_tells_of_a_claim() -> None:
    one = flagged(17, "known-false", known=(precedent(),), appearances=(ELSEWHERE,) * 7)
    text = markdown([one], AT)
    assert text.startswith("# 1 new claim to look at\n\n1 claim of 1 article, 2026-11-30 06:00 UTC.")
    assert "nobody has decided any of these claims" in text
    for expected in (
        "## known-false (1)",
        "- **“There were 4 attacks on lorries this year” – Ana Ruiz (harbour master)**",
        "  - known-false: found by known-false",
        "  - before: same claim: “False” (Eastmarch Fact Desk, 2026-10-01), similarity 0.90",
        "  - in “Gas plants stay shut, council says”, The Saltmarsh Ledger, 2 November 2026",
        "  - also in “Attacks, again”, The Courier; ",
        "; and 2 more",
        f"  - flag 17 · claim {one.claim.id}",
        "  - <https://ledger.example/gas>",
    ):
        assert expected in text, expected
    assert max(map(len, plain_text([one], AT).splitlines())) <= 76


def test_a_digest_of_very_many_says_how_many_are_left() -> None:
    text = markdown([flagged(key) for key in range(MOST + 3)], AT)
    assert "And 3 other claims, which \\`factcheck flags\\` lists." in text
    assert text.count("flag 1 ·") == 1


def test_nothing_from_outside_is_markup() -> None:
    text = markdown([HOSTILE], AT)
    body = text.partition("\n\n")[2]
    assert not [line for line in body.splitlines() if line.startswith("# ")]
    assert "<img" not in text.replace("\\<img", "")
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "<javascript" not in text
    assert not set(text) & set("\x1b\u202e\r")


def test_a_mail_is_a_message_whose_headers_nobody_outside_writes() -> None:
    data = mail([HOSTILE, flagged(8)], AT, LETTER)
    message = email.message_from_bytes(data, policy=mail_policy)
    assert set(message.keys()) == {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }
    assert (message["To"], message["From"]) == ("Desk <desk@courier.example>", "factcheck@courier.example")
    assert message["Subject"] == "2 new claims to look at"
    assert message["Date"].datetime == AT
    assert message["Bcc"] is None
    content = message.get_content()
    assert "4 attacks" in content
    assert not [line for line in content.splitlines() if line.startswith("Bcc:")]
    assert data.isascii()
    assert mail([HOSTILE, flagged(8)], AT, LETTER) == data
    assert mail([flagged(8)], AT, LETTER) != data


def test_letters_of_any_script_arrive() -> None:
    one = replace(flagged(1), claim=claim("Цены выросли на 12 %", speaker=replace(RUIZ, name="Öztürk 🚢")), title="“Ü”")
    message = email.message_from_bytes(mail([one], AT, replace(LETTER, subject="Nächtlich 🚢")), policy=mail_policy)
    assert message["Subject"] == "Nächtlich 🚢"
    assert "Цены выросли на 12 %" in message.get_content()
    assert "Öztürk 🚢" in message.get_content()


@pytest.mark.parametrize(
    ("to", "sender", "subject", "expected"),
    [
        ("desk", "a@b.example", "", "to wants an address"),
        ("", "a@b.example", "", "to wants an address"),
        ("desk@b.example", "Desk <>", "", "from wants an address"),
        ("desk@b.example\nBcc: x@b.example", "a@b.example", "", "to is one line"),
        ("desk@b.example", "a@b.example", "new\r\nBcc: x@b.example", "subject is one line"),
    ],
)
def test_what_is_no_head_of_a_mail(to: str, sender: str, subject: str, expected: str) -> None:
    with pytest.raises(UsageError, match=expected):
        read_letter(to, sender, subject, "rules.toml, line 3")


def test_several_addresses_with_names() -> None:
    letter = read_letter("Desk <desk@b.example>, night@b.example", "a@b.example", "New", "x")
    message = email.message_from_bytes(mail([flagged(1)], AT, letter), policy=mail_policy)
    assert [one.addr_spec for one in message["To"].addresses] == ["desk@b.example", "night@b.example"]
    assert ARTICLE.title
