"""Nothing inside a sentence vanishes, nothing hidden is read, and what is raised is a figure's or a footnote's."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.articles import parse

BEFORE = "The council of Orvale voted on Tuesday to close the harbour bridge for a year, after engineers found cracks."
AFTER = "The repairs are to cost 12 million crowns and will be paid by the county, the council said on Wednesday."
# What stands in lines, and names that elsewhere mean that an element is no part of the story.
INLINE = (
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark nobr q-x ruby samp small span "
    "strong time tt u var x-term glossary-word button math output"
).split()
NAMES = (
    "byline author dateline share-highlight related-term noprint ad advert promo newsletter caption credit timestamp "
    "nav menu footer comment widget social tag tooltip modal popup sponsored teaser more-link annotation "
    "print-only glossary cookie"
).split()


def told(markup: str) -> str:
    """What is read of ``markup`` between two paragraphs of a page."""
    page = f"<title>Bridge closed</title><body><article><h1>Bridge closed</h1><p>{BEFORE}</p>{markup}<p>{AFTER}</p>"
    text = parse(f"<!doctype html><html>{page}</article></body></html>".encode(), format="html").text
    return text.partition(BEFORE)[2].partition(AFTER)[0].strip()


WORD = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzåéß0123456789,-’%&<"), min_size=1, max_size=9)


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[str, str]:
    """A paragraph's words, and the same with some of them in inline elements."""
    words = ["The", "mayor", "said", *draw(st.lists(WORD, min_size=5, max_size=20)), "in", "May."]
    marked = []
    for word in words:
        inner = escape(word)
        for _ in range(draw(st.integers(0, 2))):
            tag, name = draw(st.sampled_from(INLINE)), draw(st.sampled_from(NAMES))
            inner = f'<{tag} class="{name}" id="{name}-1">{inner}</{tag}>'
        marked.append(inner + draw(st.sampled_from(("", "", "<wbr>", "<!-- ad -->", "<img src=x.png alt=''>"))))
    return " ".join(words), draw(st.sampled_from((" ", "<br>", "\n"))).join(marked)


@settings(deadline=None, max_examples=80)
@given(paragraphs())
def test_a_word_of_a_sentence_is_read_whatever_element_it_stands_in(paragraph: tuple[str, str]) -> None:
    words, marked = paragraph
    assert told(f"<p>{marked}</p>") == words


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("Some <del>300</del> 412 people fell ill in Orvale.", "Some 412 people fell ill in Orvale."),
        ("He said <s>“never <b>again</b>”</s> “often” on Monday.", "He said “often” on Monday."),
        ("The minister<strike> Tom</strike>, Paul Dorn, said no.", "The minister, Paul Dorn, said no."),
        ("The mayor said <ins>she</ins><del>he</del> would go.", "The mayor said she would go."),
        ("About<del> 300</del>412 people cross it<del>,</del>.", "About 412 people cross it."),
        ("<del>Nobody crosses it in May.</del> <ins>Many cross it.</ins>", "Many cross it."),
    ],
)
def test_what_a_page_strikes_out_is_no_word_of_it(markup: str, words: str) -> None:
    assert told(f"<p>{markup}</p>") == words
    assert told(f"<p>{words}</p><del><p>{BEFORE}</p></del>") == words


def test_a_page_that_strikes_out_all_is_read() -> None:
    page = f"<html><body><h1>Bridge closed</h1><del><p>{BEFORE}</p><p>{AFTER}</p></del></body></html>"
    assert parse(page.encode(), format="html").text == f"Bridge closed\n\n{BEFORE}\n\n{AFTER}"


@pytest.mark.parametrize(
    "hidden",
    [
        "<span class=visually-hidden>, opens new tab</span>",
        "<span class='link__text sr-only'>, opens new tab</span>",
        "<span class=screen-reader-text>, opens new tab</span>",
        "<span class=u-visuallyHidden>, opens new tab</span>",
        "<span class='is-hidden'>, opens new tab</span>",
        "<span class=a11y-hidden>, opens new tab</span>",
        "<span class='hide'>, opens new tab</span>",
        "<span style='position:absolute; left:-9999px'>, opens new tab</span>",
        "<span style='clip:rect(0,0,0,0)'>, opens new tab</span>",
        "<span hidden>, opens new tab</span>",
        "<span aria-hidden=true>, opens new tab</span>",
        "<span style='color:red; display : none'>, opens new tab</span>",
        "<i style='visibility:hidden'>, opens new tab</i>",
        "<template>, opens new tab</template>",
        "<noscript>, opens new tab</noscript>",
        "<svg><title>, opens new tab</title><text>, opens new tab</text></svg>",
        "<select><option>, opens new tab</option></select>",
        "<script type=text/html>, opens new tab</script>",
        "<video>, opens new tab</video>",
    ],
)
def test_what_no_reader_sees_is_not_read(hidden: str) -> None:
    words = "“The county has a report on the bridge,” said Petra Oswin."
    assert told(f"<p>{words.replace(' on', f'{hidden} on')}</p>") == words
    assert told(f"<p>{words}</p><div>{hidden}</div>") == words


def test_what_is_read_out_beside_a_sign_is_left_for_the_sign() -> None:
    words = "<span aria-hidden=true>£5m</span><span class=sr-only>5 million pounds</span>"
    assert told(f"<p>The county paid {words} for it in May.</p>") == "The county paid £5m for it in May."


def test_a_page_that_a_script_uncovers_is_read() -> None:
    page = f"<html><body style='visibility:hidden'><div style='display:none'><p>{BEFORE}</p><p>{AFTER}</p></div></body>"
    assert parse(page.encode(), format="html").text == f"{BEFORE}\n\n{AFTER}"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("“We have no choice,”<sup>1</sup> said Petra Oswin.", "“We have no choice,” said Petra Oswin."),
        ("About 4,000<sup>2</sup> people cross it every day.", "About 4,000 people cross it every day."),
        (
            "It opened in 1911<a class=footnote-ref href='#fn4'>4</a>, Tom Fen said.",
            "It opened in 1911, Tom Fen said.",
        ),
        ("It opened in 1911<sup id=fnref1><a href='#fn1'>[1]</a></sup> in Lorn.", "It opened in 1911 in Lorn."),
        ("It opened in 1911[12][13] in the port of Lorn.", "It opened in 1911 in the port of Lorn."),
        ("It opened in 1911<sup>†</sup> in the port of Lorn.", "It opened in 1911 in the port of Lorn."),
        ("The hall has 40 m<sup>2</sup> of floor, he said.", "The hall has 40 m² of floor, he said."),
        ("The tank holds 9 <i>km</i><sup>3</sup> of water.", "The tank holds 9 km³ of water."),
        ("There are 3 × 10<sup>6</sup> cells in a drop.", "There are 3 × 10⁶ cells in a drop."),
        ("There are 10<sup>-9</sup> grams in a drop.", "There are 10⁻⁹ grams in a drop."),
        ("The town emits CO<sub>2</sub> without end.", "The town emits CO2 without end."),
        ("He died on the 21<sup>st</sup> of May in Lorn.", "He died on the 21st of May in Lorn."),
        ("The Ferrex<sup>TM</sup> pump failed twice in May.", "The Ferrex™ pump failed twice in May."),
        ("She wrote <img class=emoji alt='🚒' src=f.png> to all the crew.", "She wrote 🚒 to all the crew."),
        ("They said <q>no</q> to the bridge in the port.", "They said “no” to the bridge in the port."),
        ("The <ruby>port<rp>(</rp><rt>porto</rt><rp>)</rp></ruby> of Lorn is shut.", "The port of Lorn is shut."),
    ],
)
def test_what_is_raised_is_a_figures_exponent_or_a_footnotes_mark(markup: str, words: str) -> None:
    assert told(f"<p>{markup}</p>") == words


def test_two_line_breaks_part_paragraphs_and_one_parts_words() -> None:
    lines = f"{BEFORE}<br>The mayor agreed.<br><br>{AFTER}<br>&nbsp;<br>She left on Friday, before the vote."
    page = f"<html><body><div><h1>Bridge closed</h1><div><font>{lines}</font></div></div></body></html>"
    assert parse(page.encode(), format="html").text.split("\n\n")[1:] == [
        f"{BEFORE} The mayor agreed.",
        AFTER,
        "She left on Friday, before the vote.",
    ]


@pytest.mark.parametrize(
    "said",
    [
        "View this post on Instagram {} A post shared by Petra Oswin (@petra.oswin)",
        "Sieh dir diesen Beitrag auf Instagram an {} Ein Beitrag geteilt von Petra Oswin (@petra.oswin)",
        "Sieh dir diesen Beitrag auf Instagram an {} Ein von Petra Oswin (@petra.oswin) geteilter Beitrag",
        "Voir cette publication sur Instagram {} Une publication partagée par Petra Oswin (@petra.oswin)",
        "Ver esta publicación en Instagram {} Una publicación compartida de Petra Oswin (@petra.oswin)",
        "Visualizza questo post su Instagram {} Un post condiviso da Petra Oswin (@petra.oswin)",
    ],
)
def test_of_an_embedded_post_only_its_words_are_read_in_any_language(said: str) -> None:
    words = "The harbour bridge is a ruin. We want it mended by May."
    assert told(f"<blockquote class=instagram-media><p>{said.format('')}</p></blockquote>") == ""
    post = f"<blockquote class=instagram-media><p>{said.format(words)}</p></blockquote>"
    assert told(post) == f"{words}\n\n— Petra Oswin"
