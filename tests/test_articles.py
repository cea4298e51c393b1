"""Articles: what a file of each format becomes, and what is refused in which words."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from factcheck.articles import Metadata, parse, read
from factcheck.domain import Article, BlockKind, Span
from factcheck.errors import InputError

SAMPLES = Path(__file__).parent / "data" / "articles"


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "ferry")  # of 1980, and not of now: the bytes name a test
    return file.getvalue()


def words(article: Article, *kinds: BlockKind) -> list[str]:
    return [" ".join(span.of(article.text).split()) for span in article.of_kind(*kinds)]


def kinds(text: str) -> list[tuple[str, str]]:
    article = parse(text.encode(), format="text")
    return [(str(block.kind), block.span.of(article.text)) for block in article.blocks]


# -- plain text ---------------------------------------------------------------------------


def test_a_content_systems_text_file_is_told_apart_line_by_line() -> None:
    article = read(SAMPLES / "harbour.txt")
    assert words(article, BlockKind.SECTION) == ["Transport"]
    assert article.title == "Lorn harbour to keep its pilots through the winter"
    assert article.standfirst is not None
    assert article.standfirst.startswith("Pilots make the northern channel")
    assert article.byline == "By Ana de Vries"
    assert words(article, BlockKind.HEADING) == ["Safer channels", "Why it matters"]
    assert words(article, BlockKind.CAPTION) == [
        "Pilots board a tanker off Lorn during an exercise, on May 2, 2024.",
        "The northern channel at low tide.",
    ]
    assert words(article, BlockKind.CREDIT) == ["[Lorn Port Authority]"]
    assert len(words(article, BlockKind.PARAGRAPH)) == 4
    assert words(article, BlockKind.OTHER)[-1] == "Read more: Cranes arrive at Lorn"


def test_the_latest_picture_dates_an_article_that_says_no_date() -> None:
    article = read(SAMPLES / "harbour.txt")
    assert (article.published, article.published_from) == (date(2024, 5, 10), "image address")


def test_the_stored_text_of_a_utf8_file_is_the_file() -> None:
    assert read(SAMPLES / "harbour.txt").text == (SAMPLES / "harbour.txt").read_text(encoding="utf-8")


def test_labelled_lines_give_the_head_and_their_values_are_its_blocks() -> None:
    article = read(SAMPLES / "labelled.txt")
    assert words(article, BlockKind.TITLE, BlockKind.STANDFIRST) == [
        "Ferry fares rise by 8 percent",
        "The second rise in a year",
    ]
    assert (article.byline, article.publisher) == ("Jo Vane", "The Harbour Courier")
    assert article.url == "https://courier.example/ferry-fares"
    assert (article.published, article.published_from) == (date(2024, 5, 3), "metadata")
    assert len(words(article, BlockKind.PARAGRAPH)) == 2


def test_a_hard_wrapped_paragraph_is_one_block_and_its_place_and_date_another() -> None:
    article = read(SAMPLES / "wrapped.txt")
    assert words(article, BlockKind.DATELINE) == ["LORN, May 3, 2024 (Northwire)"]
    assert [paragraph.split()[-1] for paragraph in words(article, BlockKind.PARAGRAPH)] == ["pier.", "2022."]
    assert (article.published, article.published_from) == (date(2024, 5, 3), "dateline")
    assert words(article, BlockKind.OTHER) == ["Reporting by Jo Vane; editing by Ana de Vries"]


def test_lines_that_are_paragraphs_of_their_own_are_not_joined() -> None:
    text = "Ferry stops\n\nThe ferry stopped on Monday for a month.\nThe crew of 12 was told by letter.\n"
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph", "paragraph"]


def test_a_text_without_a_headline_has_no_title() -> None:
    assert kinds("The ferry stopped on Monday.\nIt starts again in June.") == [
        ("paragraph", "The ferry stopped on Monday."),
        ("paragraph", "It starts again in June."),
    ]


def test_a_single_line_is_a_paragraph() -> None:
    assert kinds("Ferry fares rose by 8 percent") == [("paragraph", "Ferry fares rose by 8 percent")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Jo Vane", "byline"),
        ("By Jo Vane and Ana de Vries, Lorn", "byline"),
        ("By Jo Vane | 3 May 2024", "byline"),
        ("Words by JO VANE", "byline"),
        ("3 May 2024", "dateline"),
        ("Friday, May 3, 2024, 10:30 a.m. GMT", "dateline"),
        ("Lorn, 2024-05-03", "dateline"),
        ("Updated on 3 May 2024 at 10:30", "dateline"),
    ],
)
def test_who_wrote_it_and_when_stand_under_the_headline(line: str, kind: str) -> None:
    assert kinds(f"Ferry stops for a month\n{line}\nThe ferry stopped on Monday.")[1] == (kind, line)


def test_a_sentence_that_begins_with_by_is_not_a_byline() -> None:
    text = "Ferry stops for a month\nBy Monday the ferry had stopped.\nBy then 12 people had left.\n"
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("## What comes next?", "heading"),
        ("- Two cranes will arrive.", "list-item"),
        ("> The channel is safe.", "block-quote"),
        ("Photo: Piet Holm", "credit"),
        ("Caption: A tanker off Lorn.", "caption"),
        ("https://courier.example/lorn", "other"),
        ("© The Harbour Courier 2024", "other"),
        ("* * *", "other"),
        ("(Additional reporting by Jo Vane.)", "other"),
        ("Jo Vane contributed to this report from Lorn.", "other"),
    ],
)
def test_what_stands_between_paragraphs_is_named(line: str, kind: str) -> None:
    found = kinds(f"Ferry stops for a month\nThe ferry stopped on Monday.\n{line}\nIt starts again in June.")
    assert found[2][0] == kind
    assert found[2][1] in line


def test_a_paragraph_that_begins_like_a_caption_is_none() -> None:
    caption = "Photo: the ferry at its pier"
    long = caption + ", where it has lain for a month while the harbour board looks for somebody to mend it" * 4
    assert kinds(f"Ferry stops for a month\n{caption}\nThe ferry stopped.")[1][0] in ("caption", "credit")
    assert kinds(f"Ferry stops for a month\n{long}.\nThe ferry stopped.")[1][0] == "paragraph"


def test_a_picture_inside_a_paragraph_leaves_the_words_around_it() -> None:
    found = kinds("Ferry stops\nBefore it. ![A ferry.](/a.webp) After it.\nThe end.")
    assert found[1:6] == [
        ("paragraph", "Before it."),
        ("other", "!["),
        ("caption", "A ferry."),
        ("other", "](/a.webp)"),
        ("paragraph", "After it."),
    ]


def test_what_the_user_gives_overrides_what_the_file_says() -> None:
    given = Metadata(title="T", publisher="P", published=date(2020, 1, 2), url="https://a.example/")
    article = read(SAMPLES / "labelled.txt", given=given)
    assert (article.title, article.publisher, article.url) == ("T", "P", "https://a.example/")
    assert (article.published, article.published_from) == (date(2020, 1, 2), "given")
    assert article.id == read(SAMPLES / "labelled.txt").id


def test_a_headline_printed_twice_is_one_title() -> None:
    found = kinds("Ferry stops for a month\nFerry stops for a month\nThe ferry stopped on Monday.")
    assert [kind for kind, _ in found] == ["title", "other", "paragraph"]


def test_a_headline_set_in_capitals_may_end_with_a_full_stop() -> None:
    found = kinds("Annick Ferry Stops For Whole Month.\nThe ferry stopped on Monday.")
    assert [kind for kind, _ in found] == ["title", "paragraph"]


def test_the_place_before_an_agencys_first_sentence_is_no_part_of_it() -> None:
    assert kinds("Ferry stops\n\nPORT ANNICK, Lorn (AP) - The ferry stopped.\n\nIt was old.")[1:3] == [
        ("dateline", "PORT ANNICK, Lorn (AP)"),
        ("paragraph", "The ferry stopped."),
    ]
    assert kinds("Ferry stops\n\nBSL - the Blue Star Line - said no.\n\nIt was old.")[1][0] == "paragraph"


def test_a_byline_in_a_list_is_a_byline() -> None:
    assert kinds("Ferry stops for a month\nThe ferry stopped.\n- By Jo Vane\nIt was old.")[2][0] == "byline"


def test_a_day_that_two_countries_read_differently_is_not_read() -> None:
    assert parse(b"Ferry stops for a month\n03/05/2024\nThe ferry stopped.", format="text").published is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("29 February 2024", date(2024, 2, 29)),
        ("30 February 2024", None),
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-13-05", None),
    ],
)
def test_only_a_day_that_the_calendar_has_is_read(line: str, day: date | None) -> None:
    text = f"Ferry stops for a month\n{line}\nThe ferry stopped."
    assert parse(text.encode(), format="text").published == day


def test_standard_input_is_sniffed() -> None:
    assert parse(b"# Ferry *stops*\n\nThe ferry stopped.").text == "Ferry stops\n\nThe ferry stopped."
    assert parse((SAMPLES / "harbour.html").read_bytes()).title == "Lorn harbour to keep its pilots"
    assert parse(b"Ferry *stops*\n").text == "Ferry *stops*\n"


# -- Markdown and HTML ----------------------------------------------------------------------


def test_markdown_becomes_plain_text_with_blocks() -> None:
    article = read(SAMPLES / "harbour.md")
    assert (article.title, article.byline) == ("Lorn harbour to keep its pilots", "Ana de Vries")
    assert article.standfirst == "Between the Skerries and Port Annick, somebody has to know the rocks"
    assert (article.publisher, article.published) == ("The Harbour Courier", date(2024, 5, 10))
    assert words(article, BlockKind.PARAGRAPH) == [
        "Between 40 and 60 pilots will stay at Lorn until March, the port authority said."
    ]
    assert words(article, BlockKind.CAPTION, BlockKind.CREDIT) == [
        "Pilots board a tanker off Lorn.",
        "(Photo: Piet Holm)",
    ]
    assert words(article, BlockKind.LIST_ITEM) == [
        "Two cranes of 30 tonnes & a tug will arrive.",
        "The AIS masts follow.",
    ]
    assert words(article, BlockKind.BLOCK_QUOTE) == ["The channel is safe."]
    assert words(article, BlockKind.TITLE) == ["Lorn harbour to keep its pilots"]
    assert "not a story" not in article.text


def test_a_table_in_markdown_is_read_as_rows_that_stand_alone() -> None:
    table = "| Ward | Beds | Nurses |\n|---|--:|--:|\n| Eyes | 12 | 19 |\n| **Burns** | 8 | 27 |\n"
    article = parse(f"# Beds\n\nThe trust counted.\n\n{table}\nThe union doubts it.\n".encode(), format="markdown")
    assert words(article, BlockKind.ROW) == ["Eyes — Beds: 12; Nurses: 19", "Burns — Beds: 8; Nurses: 27"]
    assert words(article, BlockKind.PARAGRAPH) == ["The trust counted.", "The union doubts it."]


def test_a_web_page_keeps_its_structure_its_captions_and_what_it_says_of_itself() -> None:
    article = read(SAMPLES / "harbour.html")
    assert words(article, BlockKind.TITLE) == ["Lorn harbour to keep its pilots"]
    assert words(article, BlockKind.STANDFIRST) == ["Pilots make the northern channel fully safe for tankers."]
    assert words(article, BlockKind.BYLINE) == ["By Ana de Vries"]
    assert words(article, BlockKind.CAPTION) == ["Pilots board a tanker off Lorn.", "The channel at low tide."]
    assert words(article, BlockKind.CREDIT) == ["Lorn Port Authority", "Photo: Piet Holm"]
    assert words(article, BlockKind.HEADING) == ["Safer channels"]
    assert len(words(article, BlockKind.LIST_ITEM)) == 2
    assert words(article, BlockKind.BLOCK_QUOTE) == ["The channel is safe, and it will stay safe."]
    assert len(words(article, BlockKind.PARAGRAPH)) == 2  # a line break within a paragraph parts words, not paragraphs
    assert "never a claim" not in article.text
    assert "All rights" not in article.text
    assert (article.publisher, article.url) == ("The Harbour Courier", "https://courier.example/lorn-pilots")
    assert (article.published, article.published_from) == (date(2024, 5, 10), "metadata")


def test_a_page_built_by_scripts_is_refused_with_a_remedy() -> None:
    empty = b"<html><head><title>Ferry stops</title></head><body><div id=root></div><script>go()</script></body></html>"
    with pytest.raises(InputError, match=r"no article text was found.*save or copy the text"):
        parse(empty, source="page.html", format="html")


def page(body: str) -> str:
    filler = "<p>The ferry between Lorn and Port Annick stopped on Monday, and nobody was told why it had to be so.</p>"
    return f"<html><body><article><h1>Ferry stops</h1>{body}{filler * 2}</article></body></html>"


def test_the_marks_a_browser_draws_around_a_quotation_are_written_out() -> None:
    article = parse(page("<p>The line's head said <q>we had <b>no</b> choice</q> on Tuesday in Lorn.</p>").encode())
    assert "said “we had no choice” on Tuesday" in article.text


def test_a_pull_quote_in_a_figure_is_a_quotation_and_not_a_caption() -> None:
    quote = "<figure><blockquote>We had no choice at all.</blockquote><figcaption>Mara Quist</figcaption></figure>"
    article = parse(page(f"<p>The ferry was old, and it was sold to Annick.</p>{quote}").encode())
    assert words(article, BlockKind.BLOCK_QUOTE) == ["We had no choice at all."]
    assert words(article, BlockKind.CAPTION) == []


def test_a_page_that_uses_our_placeholders_name_changes_nothing() -> None:
    article = parse(page('<p><img src="/factcheck-caption-7.jpg">The ferry was old.</p>').encode())
    assert words(article, BlockKind.CAPTION) == []


# -- pages in unusual order -------------------------------------------------------------------

ORE = [
    f"The port of Tallow handled 4{n},000 tonnes of ore in its {nth} quarter, more than in any year before it."
    for n, nth in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"))
]


def crane(body: str, description: str = "") -> Article:
    """The article of a page; ``{ore}`` in ``body`` are six paragraphs, ``{one}`` and ``{two}`` half of them."""
    parts = {"ore": ORE, "one": ORE[:3], "two": ORE[3:]}
    filled = body.format(**{name: "".join(f"<p>{words}</p>" for words in part) for name, part in parts.items()})
    head = f"<title>Crane for Tallow</title><meta name=description content='{description}'>"
    return parse(f"<!doctype html><html><head>{head}</head><body>{filled}</body></html>".encode(), format="html")


@pytest.mark.parametrize(
    ("body", "byline"),
    [
        (
            "<header><span class=author>By Bo Li</span></header><article><h1>Crane for Tallow</h1>"
            "<div class=article-author>By Henrietta Wolstenholme</div>{ore}</article>",
            "By Henrietta Wolstenholme",
        ),
        (
            "<article><h1>Crane for Tallow</h1><p class=byline>By <a>Ines Dahl</a> and <a>Tom Brandt</a></p>{ore}"
            "</article>",
            "By Ines Dahl and Tom Brandt",
        ),
        (
            "<article><h1>Crane for Tallow</h1><div class=author-info><b>By Ines Dahl</b><i>Fennick Ledger</i>"
            "<time>May 3, 2021</time></div>{ore}</article>",
            "By Ines Dahl",
        ),
        (
            "<main><h1>Crane for Tallow</h1><address class=author><span>By</span> <a>Ines Dahl</a><span>Tallow</span>"
            "</address>{ore}</main>",
            "By Ines Dahl",
        ),
        (
            "<article><h1>Crane for Tallow</h1><p class=byline><a>Ines Dahl</a><em>Port editor</em><time>May 3</time>"
            "</p>{ore}</article>",
            "Ines Dahl",
        ),
        (
            "<article><h1>Crane for Tallow</h1><ul class=byline><li>By Ines Dahl</li><li>Updated 9:14 am, June 3, 2018"
            "</li></ul>{ore}</article>",
            "By Ines Dahl",
        ),
        (
            "<article><h1>Crane for Tallow</h1><p class=byline><b>Ines Dahl</b> and <b>Tom Brandt</b></p>{ore}"
            "</article>",
            "Ines Dahl and Tom Brandt",
        ),
        (
            "<article><div class=byline>By Ines Dahl</div><h1>Crane for Tallow</h1>{ore}</article>"
            "<div class=related><p class=byline>By Al Wu</p></div>",
            "By Ines Dahl",
        ),
    ],
)
def test_the_byline_is_the_storys_own_and_names_its_authors_alone(body: str, byline: str) -> None:
    assert crane(body).byline == byline


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td><p>Home</p></td><td>{ore}</td></tr></table>",
        "<table><tr><td><table><tr><td>{one}</td></tr></table></td></tr><tr><td>{two}</td></tr></table>",
        "<article><h1>Crane for Tallow</h1>{one}</article><div class=ad>Ad</div><article>{two}</article>",
        "<h1>Crane for Tallow</h1><div class=story-text>{one}</div><aside>Ad</aside><div class=story-text>{two}</div>",
        "<div class=post><h1>Crane for Tallow</h1><div class='post__content a'>{one}</div>"
        "<div class='post__content b'>{two}</div></div>",
        "<article><h1>Crane for Tallow</h1>{ore}</article><article><h2><a>Ferry sinks</a></h2><p>The ferry to Orvale "
        "sank in the night to Friday with 12 people on board, and nobody was hurt.</p></article>",
        "<article><h1>Crane for Tallow</h1>{ore}<table><tr><td>Year<td>Tonnes<tr><td>2018<td>40,000</table></article>",
    ],
)
def test_a_story_in_tables_or_several_containers_is_read_whole_and_alone(body: str) -> None:
    assert words(crane(body), BlockKind.PARAGRAPH) == ORE


@pytest.mark.parametrize(
    ("above", "description", "standfirst"),
    [
        ("", ORE[0], []),
        ("", ORE[1], []),
        (
            "<p class=standfirst>It is the first since 1911.</p>",
            "It is the first since 1911.",
            ["It is the first since 1911."],
        ),
        ("<h2>It is the first since 1911</h2><p class=byline>By Ines Dahl</p>", "It is the first since 1911", None),
        ("<p>It is the first since 1911.</p><p>By Ines Dahl</p>", "It is the first since 1911.", None),
    ],
)
def test_a_description_that_repeats_a_paragraph_leaves_it_one(
    above: str, description: str, standfirst: list[str] | None
) -> None:
    article = crane(f"<article><h1>Crane for Tallow</h1>{above}{{ore}}</article>", description)
    assert words(article, BlockKind.PARAGRAPH) == ORE
    assert words(article, BlockKind.STANDFIRST) == ([description] if standfirst is None else standfirst)


# -- encodings ------------------------------------------------------------------------------

STORY = "Café closes\n“The café in Łódź is closed,” said Ana Größl. It had 1,200 guests – and 14 tables.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_the_encoding_and_is_no_part_of_the_text(encoding: str) -> None:
    assert parse(STORY.encode(encoding), format="text").text == STORY


def test_a_legacy_file_of_cp1252_is_read() -> None:
    story = STORY.replace("Łódź", "Orléans")
    assert parse(story.encode("cp1252"), format="text").text == story


def test_a_legacy_file_in_another_script_is_read_by_its_letters() -> None:
    story = "Паром остановлен на месяц. Об этом сообщила администрация порта в понедельник утром.\n" * 5
    assert parse(story.encode("cp1251"), format="text").text == story


def test_a_page_is_read_in_the_charset_it_declares() -> None:
    polish = (
        (SAMPLES / "harbour.html").read_text(encoding="utf-8").replace("utf-8", "iso-8859-2").replace("Lorn", "Łorn")
    )
    assert parse(polish.encode("iso-8859-2")).title == "Łorn harbour to keep its pilots"


@pytest.mark.parametrize("charset", ["iso-8859-999", "utf-16", "cp037"])
def test_a_charset_that_is_unknown_or_plainly_wrong_is_passed_over(charset: str) -> None:
    page = (SAMPLES / "harbour.html").read_text(encoding="utf-8").replace("utf-8", charset)
    assert parse(page.replace("Lorn", "Lörn").encode("cp1252", "replace")).title == "Lörn harbour to keep its pilots"


def test_bytes_that_cp1252_does_not_have_are_read_by_their_letters() -> None:
    story = STORY.replace("ł", "l").replace("Ł", "L").encode("ascii", "replace") * 3 + b"A caf\x8d was shut."
    assert "caf" in parse(story, format="text").text


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_every_line_end_becomes_a_line_feed(newline: str) -> None:
    assert parse(STORY.replace("\n", newline).encode(), format="text").text == STORY


def test_broken_utf8_is_refused_at_its_byte_and_never_read_as_something_else() -> None:
    data = STORY.encode()
    at = data.index("ł".encode()) if "ł" in STORY else data.index("ß".encode())
    with pytest.raises(InputError, match=rf"story\.txt: broken UTF-8 at byte {at} \(line 2\).*save it again as UTF-8"):
        parse(data[:at] + data[at + 1 :], source="story.txt", format="text")


def test_a_file_cut_inside_its_last_character_is_broken_too() -> None:
    with pytest.raises(InputError, match="broken UTF-8"):
        parse("Café, café, caf\u00e9".encode()[:-1], format="text")


# -- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty, 0 bytes"),
        (b" \n\t\r\n", "nothing but white space"),
        (b"\xef\xbb\xbf", "nothing but white space"),
        (b"%PDF-1.7 ...", "this PDF is damaged, or no PDF"),
        (b"PK\x03\x04....", "a ZIP archive. Unpack it"),
        (bytes(257) + b"ustar\x0000", "a TAR archive. Unpack it"),
        (gzip.compress(b"ferry", mtime=0), "compressed data. Unpack it"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "a 7z archive. Unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Microsoft Office file .*Save it as .docx"),
        (b"{\\rtf1 ferry}", "an RTF file. Save it as .docx"),
        (zipped("META-INF/container.xml"), "an EPUB book. Save it as"),
        (zipped("ppt/presentation.xml"), "a set of slides. Save it as"),
        (zipped("Index/Document.iwa"), "a document of Pages"),
        (b"\xff\xd8\xff\xe0", "a picture. Hand in its words"),
        (b"\0\0\0\x18ftypmp42", "a recording. Hand in a transcript"),
        (b"From oswin@orvale.example Mon May  4 10:00:00 2026\nFrom: x\n", "a mailbox. Save each mail as .eml"),
        (b"ferry\x00stops", "binary data .NUL at byte 5"),
        ("ferry".encode("utf-16-le"), "UTF-16 without its byte order mark"),
        (b"\xff\xfea", "broken UTF-16-LE at byte 2"),
    ],
)
def test_what_is_not_text_is_refused_by_name(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=rf"^story: .*{message}"):
        parse(data, source="story")


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(InputError, match="a folder, not an article"):
        read(tmp_path)


def test_a_name_that_no_file_can_have_is_refused_in_words() -> None:
    with pytest.raises(InputError, match="no name of a file"):
        read("ferry\0.txt")


@pytest.mark.parametrize("page", ["<!-- nothing -->", "<html></html>"])
def test_a_page_without_a_paragraph_is_refused_with_a_remedy(page: str) -> None:
    with pytest.raises(InputError, match="no article text was found in it"):
        parse(page.encode(), format="html")


def test_a_file_larger_than_allowed_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as stream:
        stream.truncate(200_000_000)  # sparse: takes no room
    with pytest.raises(InputError, match="200,000,000 bytes or more, larger than the 50,000,000"):
        read(file)
    with pytest.raises(InputError, match="larger than the 4 allowed"):
        parse(b"12345", max_bytes=4)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("Ferry stops.")
    file.chmod(0)
    with pytest.raises(InputError, match="no permission to read it"):
        read(file)


# -- the shared article -------------------------------------------------------------------------


def test_the_seed_article_is_told_apart_as_its_gold_file_says() -> None:
    if "FACTCHECK_SHARED" not in os.environ:
        pytest.skip("FACTCHECK_SHARED is unset: the shared seed article is not at hand")
    seed = Path(os.environ["FACTCHECK_SHARED"]) / "seed"
    gold = json.loads((seed / "gold.json").read_text(encoding="utf-8"))
    article = read(seed / "article.txt")
    expected = {"photo caption": "caption", "photo credit": "credit", "byline": "byline", "heading": "heading"}
    for item in gold["non_claims"]:
        if item["why"] in expected:
            span = Span(item["char_start"], item["char_end"])
            assert [str(block.kind) for block in article.blocks if block.span == span] == [expected[item["why"]]]
    assert article.of_kind(BlockKind.TITLE) == (Span(*(gold["claims"][0][key] for key in ("char_start", "char_end"))),)
    assert article.of_kind(BlockKind.STANDFIRST) == (
        Span(*(gold["claims"][1][key] for key in ("char_start", "char_end"))),
    )
    assert len(article.of_kind(BlockKind.HEADING)) == len(article.of_kind(BlockKind.CREDIT)) == 2
    assert (str(article.published), article.published_from) == (gold["published"], "image address")


@pytest.mark.parametrize("words", ["\x1f", "\x0b", "&#31;", "&#x1;", "\ufffe"])
def test_characters_that_no_markup_may_hold_do_not_stop_a_page(words: str) -> None:
    page = f"<article><h1>Bridge</h1><p>The bridge is safe.</p><p>Ruiz said <q>{words}it is</q>{words}.</p></article>"
    assert "“" in parse(page.encode(), format="html").text
