"""Pages of our own, a trap each: every block with what it is, and what is left out with the rule that says so.

Beside each page stands what is to be read of it, a line a block: "kind | words", "~ words | why" of what is left out,
and "! notice" last.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.articles import inspect, parse
from factcheck.claims import find
from factcheck.domain import BlockKind
from factcheck.errors import InputError
from factcheck.quotes import extract

PAGES = sorted((Path(__file__).parent / "data" / "pages").glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_read_block_by_block_as_it_is_written_beside_it(page: Path) -> None:
    inspected = inspect(page)
    read = [
        f"{one.kind} | {one.words}" if one.kind else f"~ {one.words} | {one.why}" for one in inspected.stretches
    ] + [f"! {notice}" for notice in inspected.article.notices]
    assert read == page.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_of_a_page_says_by_which_rule(page: Path) -> None:
    below_title = [one for one in inspect(page).stretches if one.kind is not BlockKind.TITLE]
    heads = {BlockKind.CREDIT, BlockKind.OTHER, BlockKind.PARAGRAPH}  # what was parted from a block before it
    assert [one for one in below_title if not one.why and one.kind not in heads] == []


def test_answers_below_bold_questions_are_theirs_who_is_introduced() -> None:
    article = inspect(next(page for page in PAGES if page.stem == "interview")).article
    speakers = {quotation.speaker.name if quotation.speaker else None for quotation in extract(article)}
    assert speakers == {"Petra Oswin"}


def test_answers_of_nobody_introduced_are_nobodys_and_not_the_outlets() -> None:
    page = next(page for page in PAGES if page.stem == "interview").read_text(encoding="utf-8")
    unnamed = page.replace("Petra Oswin, the mayor of Orvale, spoke to the Courier about the", "A year without the")
    article = parse(unnamed.encode(), format="html")
    claims = find(article, extract(article))
    assert [claim.text for claim in claims if claim.kind == "assertion" and "crowns" in claim.text] == []


@pytest.mark.parametrize("put", ["Coast Post: He says he never got a letter.", "He says that you never wrote to him."])
def test_what_an_interviewer_puts_between_questions_is_nobodys_answer(put: str) -> None:
    page = next(page for page in PAGES if page.stem == "interview").read_text(encoding="utf-8")
    held = page.replace("<p><b>When", f"<p><b>{put}</b></p><p>I wrote to him on Monday.</p><p><b>When")
    article = parse(held.encode(), format="html")
    assert put in [span.of(article.text) for span in article.of_kind(BlockKind.QUESTION)]
    said = {(one.content[0].of(article.text), one.speaker.name if one.speaker else "") for one in extract(article)}
    assert ("I wrote to him on Monday.", "Petra Oswin") in said
    assert not [words for words, _ in said if "never" in words]


@pytest.mark.parametrize("bold", ["Two winters, one boat.", "It costs this: a year.", "Ola Fen: “You never asked me.”"])
def test_what_is_set_in_bold_between_questions_and_put_to_nobody_stays_as_it_is(bold: str) -> None:
    page = next(page for page in PAGES if page.stem == "interview").read_text(encoding="utf-8")
    held = page.replace("<p><b>When", f"<p><b>{bold}</b></p><p>I wrote to him on Monday.</p><p><b>When")
    article = parse(held.encode(), format="html")
    assert bold not in [span.of(article.text) for span in article.of_kind(BlockKind.QUESTION)]
    assert bold in article.text


def test_an_outlet_that_asks_and_answers_itself_states_what_it_answers() -> None:
    asked = {
        "Why is the bridge shut?": "Engineers found cracks in two of its piers in May 2025, and a third in June.",
        "Who pays for it?": "The county pays 12 million crowns for the piers, and the council 400,000.",
    }
    body = "".join(f"<p><b>{question}</b></p><p>{answer}</p>" for question, answer in asked.items())
    lead = "<h1>What to know of the bridge</h1><p>The harbour bridge of Orvale is shut for a year from Monday on.</p>"
    article = parse(f"<html><body><article>{lead}{body}</article></body></html>".encode(), format="html")
    assert len(article.of_kind(BlockKind.QUESTION)) == len(asked)
    assert {claim.kind for claim in find(article, extract(article))} == {"assertion"}


def test_the_time_of_an_entry_is_no_part_of_a_claim() -> None:
    article = inspect(next(page for page in PAGES if page.stem == "live_blog")).article
    assert not [
        claim.text for claim in find(article, extract(article)) if "14:05" in claim.text or "10:42" in claim.text
    ]


@pytest.mark.parametrize(
    "imprint",
    [
        "<p>Published on 3 May 2026 by the Harbour Office</p>",
        "<p class=date>Published 3 May 2026 by the Harbour Office</p>",
        "<div class=entry-meta>Issued by the Harbour Office, 3 May 2026</div>",
    ],
)
def test_the_line_that_says_who_published_a_page_and_when_stays_in_its_text(imprint: str) -> None:
    story = "<p>Orvale had 412 berths in 2025, of which 388 were let to members of its two clubs.</p>"
    for body in (imprint + story, story + imprint):
        article = parse(f"<html><body><h1>Berths of Orvale</h1>{body}</body></html>".encode(), format="html")
        kinds = {block.span.of(article.text): block.kind for block in article.blocks}
        assert [kind for words, kind in kinds.items() if "Harbour" in words] == [BlockKind.DATELINE], kinds
        assert [kind for words, kind in kinds.items() if "berths" in words] == [BlockKind.PARAGRAPH], kinds


SAID = "Sentence {} says that the bridge of Orvale will stay closed until May."


@pytest.mark.parametrize(
    ("opened", "closed"),
    [("<p><font size=2>", ""), ("<div class=para><span>", ""), ("<ul><li>", ""), ("<div>", "</div>")],
)
def test_no_word_is_lost_however_deep_it_is_nested(opened: str, closed: str) -> None:
    before, after = [[SAID.format(number) for number in range(start, start + 500)] for start in (0, 500)]
    page = "".join(f"{opened}{one}" for one in before) + "".join(f"{closed}<p>{one}</p>" for one in after)
    text = parse(f"<html><body><h1>Bridge closed</h1>{page}</body></html>".encode(), format="html").text
    assert " ".join(text.split()) == " ".join(("Bridge closed", *before, *after))


def test_nesting_without_end_is_said() -> None:
    story = "".join(f"<p>{SAID.format(number)}</p>" for number in range(3))
    endless = f"<p>{SAID.format('last')}</p>".join(("<div>" * 3000, "</div>" * 3000))
    page = parse(f"<html><body><h1>Bridge closed</h1>{story}{endless}".encode(), format="html")
    assert SAID.format(2) in page.text
    assert any("nests" in notice for notice in page.notices)
    with pytest.raises(InputError, match="nests more than"):
        parse(f"<html><body>{endless}".encode(), format="html")


def test_parts_that_are_numbered_alike_go_on_with_each_other() -> None:
    first, second = (
        "".join(f"<p>{SAID.format(number)} It was built in 1911.</p>" for number in some)
        for some in (range(3), range(3, 6))
    )
    parts = f"<article id=part-1>{first}</article><div>Ad</div><article id=part-2>{second}</article>"
    text = parse(f"<html><body><h1>Bridge closed</h1>{parts}</body></html>".encode(), format="html").text
    assert all(SAID.format(number) in text for number in range(6))


def test_a_page_whose_frame_is_named_after_the_menus_beside_it_is_read() -> None:
    asked = "We and 26 partners keep cookies on your machine, as the law of Orvale allows."
    cookies = f"<div id=cookie-banner><p>{asked}</p></div>"
    story = "".join(f"<p>{SAID.format(number)}</p>" for number in range(3))
    page = f"<body><div class=dialog-off-canvas-main-canvas><h2>Bridge closed</h2>{story}</div>{cookies}</body>"
    text = parse(f"<html>{page}</html>".encode(), format="html").text
    assert SAID.format(2) in text
    assert "cookies" not in text


@pytest.mark.parametrize(
    "line", ["15.47: The bridge of Orvale was closed to 4,000 people.", "15h47 | The bridge shut."]
)
def test_times_with_a_stop_or_an_h_open_entries_too(line: str) -> None:
    article = parse(f"The day on the bridge\n\n{line}\n".encode(), format="text")
    assert [block.span.of(article.text) for block in article.blocks if block.kind is BlockKind.DATELINE] == [line[:5]]
