"""Subtitles, mail and agency news: what is said in them, by whom, when and where; or a clear refusal."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.articles import mail, read, subtitles
from factcheck.domain import Article, BlockKind, Place
from factcheck.errors import InputError
from factcheck.quotes import extract

STORY = "“We have no choice,” said Petra Oswin, the mayor of Orvale."
LATER = "The bridge closes on Monday for four weeks, and nobody knows why."


def article(folder: Path, name: str, content: str | bytes) -> Article:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(file)


def blocks(made: Article, *kinds: BlockKind) -> list[str]:
    return [block.span.of(made.text) for block in made.blocks if not kinds or block.kind in kinds]


# -- subtitles --------------------------------------------------------------------------------


def test_cues_run_on_to_sentences_and_each_is_a_place(tmp_path: Path) -> None:
    made = article(
        tmp_path,
        "talk.srt",
        "1\n00:00:01,000 --> 00:00:04,000\n{\\an8}PETRA OSWIN: We have no choice\n\n"
        "2\n00:00:04,000 --> 00:00:06,000\nabout the <i>bridge</i>. [APPLAUSE]\n\n"
        "3\n00:01:13,500 --> 00:01:15,000\n- Why?\n- Because.\n",
    )
    assert blocks(made) == ["PETRA OSWIN: We have no choice about the bridge.", "Why?", "Because."]
    assert made.places == (Place(0, "00:00:01"), Place(31, "00:00:04"), Place(50, "00:01:13"))


def test_voices_of_webvtt_are_speakers_and_its_notes_are_not_said(tmp_path: Path) -> None:
    made = article(
        tmp_path,
        "talk.vtt",
        "WEBVTT - Council\n\nSTYLE\n::cue { color: red }\n\nNOTE in a hurry\nand alone\n\nintro\n"
        "00:01.000 --> 00:04.000 align:start\n<v.loud Petra Oswin>We have <c.yellow>no</c> choice, I fear.\n\n"
        "00:05.000 --> 00:08.000\n<v Lorn Vane>Why is that?\n\nNOTE late\n\n"
        "00:09.000 --> 00:12.000\n<v Petra Oswin>I know that it is so.\n\n"
        "00:13.000 --> 00:14.000\n<v Lorn Vane>Thank you, I see.\n",
    )
    assert blocks(made) == [
        "Petra Oswin: We have no choice, I fear.",
        "Lorn Vane: Why is that?",
        "Petra Oswin: I know that it is so.",
        "Lorn Vane: Thank you, I see.",
    ]
    assert [one.speaker.name for one in extract(made) if one.speaker] == ["Petra Oswin", "Lorn Vane"] * 2


def test_a_caption_that_scrolls_by_twice_is_said_once(tmp_path: Path) -> None:
    made = article(
        tmp_path,
        "rolling.vtt",
        "WEBVTT\nKind: captions\n\n00:00:00.000 --> 00:00:02.000 align:start\n \nwe<00:00:00.500><c> have</c>\n\n"
        "00:00:02.000 --> 00:00:02.010\nwe have\n \n\n00:00:02.010 --> 00:00:04.000\nwe have\nno<c> choice</c>\n\n"
        "00:00:04.000 --> 00:00:04.010\nno choice\n \n",
    )
    assert made.text == "we have no choice"


def test_times_of_a_transcript_are_places_and_no_words(tmp_path: Path) -> None:
    made = article(
        tmp_path,
        "talk.txt",
        "Council meeting\n\n[00:01:13] PETRA OSWIN: We have no choice, I fear.\n\n"
        "[00:01:20] LORN VANE: Why is that? I ask.\n\n[00:02:00] PETRA OSWIN: I know that it is so.\n",
    )
    assert [place.name for place in made.places] == ["00:01:13", "00:01:20", "00:02:00"]
    assert "[00:01:13]" in blocks(made, BlockKind.DATELINE)
    assert [one.speaker.name for one in extract(made) if one.speaker] == ["Petra Oswin", "Lorn Vane", "Petra Oswin"]


CUES = st.lists(
    st.sampled_from(["1", "", "00:00:01,000 --> 00:00:02,000", "WEBVTT", "NOTE", "<v A>", "- I", "X: y", "[x]", "we"]),
    max_size=30,
).map("\n".join)


@given(CUES)
def test_whatever_the_cues_lines_slice_to_words(source: str) -> None:
    made = subtitles.draft(source)
    assert all(line.span.of(made.text).strip() for line in made.lines)
    assert [place.start for place in made.places] == sorted(place.start for place in made.places)


# -- mail -------------------------------------------------------------------------------------

HEAD = "From: Petra Oswin <oswin@orvale.example>\nDate: Fri, 3 May 2024 10:00:00 +0200\nSubject: Re: The bridge\n"


def test_a_mail_has_its_sender_day_and_subject_and_quotes_the_earlier_one(tmp_path: Path) -> None:
    body = (
        "Content-Type: text/plain; charset=iso-8859-1\n\n“We have no choice,” we said on Monday, and we say it again\n"
        "today.\n\nOn Thu, 2 May 2024, Lorn Vane <vane@ferry.example>\nwrote:\n"
        "> Will you close\n> the bridge?\n\n-- \nPetra\nMayor\n"
    )
    made = article(tmp_path, "answer.eml", (HEAD + body).encode("cp1252"))
    assert (made.title, made.byline, made.published) == ("The bridge", "Petra Oswin", date(2024, 5, 3))
    assert blocks(made, BlockKind.BLOCK_QUOTE) == ["Will you close the bridge?"]
    assert "“We have no choice,” we said on Monday, and we say it again today." in blocks(made)
    assert "On Thu, 2 May 2024, Lorn Vane wrote:" in blocks(made)
    assert "Mayor" not in made.text


def test_earlier_mail_below_a_signature_is_read(tmp_path: Path) -> None:
    body = (
        "\nWe close the bridge on Monday.\n\n-- \nPetra\nMayor\n\n"
        "On Thu, 2 May 2024, Lorn Vane <vane@ferry.example> wrote:\n> Will you close\n> the bridge?\n"
    )
    made = article(tmp_path, "answer.eml", (HEAD + body).encode())
    assert blocks(made, BlockKind.BLOCK_QUOTE) == ["Will you close the bridge?"]
    assert "Mayor" not in made.text


@pytest.mark.parametrize(
    ("plain", "page", "read"),
    [
        ("This mail needs another reader.", f"<p>{LATER} {LATER}</p>", "page"),
        (LATER, f"<style>{'p{{margin:0}} ' * 50}</style><p>{LATER}</p>", "plain"),
    ],
    ids=["a stub", "the same text"],
)
def test_of_a_mail_in_two_forms_the_plain_one_is_read_unless_it_only_points_to_the_other(
    tmp_path: Path, plain: str, page: str, read: str
) -> None:
    body = (
        'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
        f"Plain: {plain}\n--b\nContent-Type: text/html\n\n<p>Page: the board met.</p>{page}\n--b--\n"
    )
    made = article(tmp_path, "forms.eml", HEAD + body)
    assert LATER in made.text
    assert ("Plain:" in made.text, "Page:" in made.text) == (read == "plain", read == "page")


def test_a_mail_that_is_a_page_is_read_whole_in_its_order(tmp_path: Path) -> None:
    page = (
        f'<html><body><div dir="ltr">{LATER}<br><br>It carried 12,400 lorries in April.</div><br><div>On Sunday, Lorn '
        'Vane &lt;<a href="mailto:vane@ferry.example">vane@ferry.example</a>&gt; wrote:<br></div><blockquote><div>'
        "The ferry carried 3,000 people in March, and nobody asked us.</div></blockquote></body></html>"
    )
    made = article(tmp_path, "page.eml", f"{HEAD}Content-Type: text/html\n\n{page}")
    assert blocks(made, BlockKind.PARAGRAPH) == [
        LATER,
        "It carried 12,400 lorries in April.",
        "On Sunday, Lorn Vane wrote:",
    ]
    assert blocks(made, BlockKind.BLOCK_QUOTE) == ["The ferry carried 3,000 people in March, and nobody asked us."]


def test_attachments_are_named_and_not_read(tmp_path: Path) -> None:
    body = (
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
        f"{LATER}\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=plan.pdf\n\nx\n--b--\n"
    )
    made = article(tmp_path, "plan.eml", HEAD + body)
    assert LATER in made.text
    assert made.notices == ("attachments are not read: plan.pdf. Save them and hand them in.",)


@pytest.mark.parametrize("content", ["nothing at all", HEAD + "Content-Type: image/png\n\nx", HEAD + "\n \n"])
def test_what_is_no_mail_or_holds_no_text_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError, match=r"odd\.eml: .*mail"):
        article(tmp_path, "odd.eml", content)


PARTS = st.sampled_from(
    [
        "From: a",
        "Subject: =?x?q?b",
        "Date: never",
        "Content-Type: multipart/mixed",
        "Content-Type: text/plain; charset=q",
    ]
)


@given(st.lists(st.one_of(PARTS, st.text(max_size=8)), max_size=9).map("\n".join))
def test_any_mail_is_read_or_refused(content: str) -> None:
    with suppress(InputError):
        mail.draft(content.encode("utf-8", "replace"), "odd.eml")


# -- agency news ------------------------------------------------------------------------------


def test_ninjs_of_both_generations_has_its_fields(tmp_path: Path) -> None:
    old = {
        "headline": "Orvale closes its bridge",
        "byline": "By Lorn Vane",
        "versioncreated": "2026-02-03T10:00:00Z",
        "body_html": f"<p>{STORY}</p><p>{LATER}</p>".replace("“", "\x93"),
        "embargoed": "2026-02-04T06:00:00Z",
        "infosources": [{"name": "Lorn Wire"}],
    }
    new = {
        "headlines": [{"value": "Orvale closes its bridge"}],
        "by": "By Lorn Vane",
        "contentcreated": "2026-02-03T10:00:00Z",
        "bodies": [{"contenttype": "text/plain", "value": f"{STORY}\n\n{LATER}"}],
    }
    for name, item in (("story.json", old), ("story.ninjs", new)):
        made = article(tmp_path, name, json.dumps(item))
        assert (made.title, made.byline) == ("Orvale closes its bridge", "By Lorn Vane")
        assert made.published == date(2026, 2, 3)
        assert blocks(made, BlockKind.PARAGRAPH) == [STORY, LATER]
    first = read(tmp_path / "story.json")
    assert first.publisher == "Lorn Wire"
    assert first.notices[0] == "embargoed until 2026-02-04T06:00:00Z."


NITF = (
    "<body><body.head><hedline><hl1>Orvale</hl1></hedline></body.head>"
    f"<body.content><p>{STORY}</p><p>{LATER}</p></body.content></body>"
)
ITEM = (
    "<newsItem><itemMeta><provider><name>Lorn Wire</name></provider></itemMeta><contentMeta><contentCreated>"
    "2026-02-03T10:00:00Z</contentCreated><headline>Orvale closes its bridge</headline><by>Lorn Vane</by></contentMeta>"
    f"<contentSet><inlineXML><nitf>{NITF}</nitf></inlineXML></contentSet></newsItem>"
)


def test_the_first_item_of_newsml_is_read_and_others_are_said(tmp_path: Path) -> None:
    message = f'<newsMessage xmlns="urn:example"><itemSet>{ITEM}{ITEM}</itemSet></newsMessage>'
    made = article(tmp_path, "feed.xml", message)
    assert (made.title, made.byline, made.publisher) == ("Orvale closes its bridge", "Lorn Vane", "Lorn Wire")
    assert made.published == date(2026, 2, 3)
    assert blocks(made, BlockKind.PARAGRAPH) == [STORY, LATER]
    assert made.notices == ("it holds 2 items with a text; the first, “Orvale closes its bridge”, was read.",)


def test_nitf_alone_is_read(tmp_path: Path) -> None:
    made = article(
        tmp_path, "story.nitf", f'<nitf><head><docdata><date.issue norm="20260203T1000"/></docdata></head>{NITF}</nitf>'
    )
    assert (made.title, made.published) == ("Orvale", date(2026, 2, 3))
    assert blocks(made, BlockKind.PARAGRAPH) == [STORY, LATER]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><nitf>&x;</nitf>', "declares entities"),
        ("a.xml", "<nitf", "not valid XML"),
        ("a.xml", "<feed/>", "no news item"),
        ("a.json", "{", "not valid JSON"),
        ("a.json", '{"@type": "ClaimReview"}', "no news item"),
        ("a.ninjs", '{"headline": "x", "body_text": " ", "bodies": []}', "without a text"),
    ],
)
def test_what_is_no_news_is_refused(tmp_path: Path, name: str, content: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        article(tmp_path, name, content)
