"""Broken words, accents left out, figures in another spelling: nothing of this changes what was said."""

from __future__ import annotations

import unicodedata

import pytest
from comparing import found
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import Alteration, Document, WordingFinding
from factcheck.wording import read

DREDGING = "The harbour board has measured the environmental consequences of the dredging"


def is_faithful(words: str, source: str) -> bool:
    made = found(words, Document("a", source))
    return made.finding is WordingFinding.VERBATIM and not made.alterations


@pytest.mark.parametrize(
    "source",
    [
        "The harbour board has mea-\nsured the environmental consequences of the dredging.",
        "The har-\r\nbour board has measured the environ-\r\nmental consequences of the dredg-\r\ning.",
        "The harbour board has measured the environ-  \n    mental con-\n    sequences of the dredging.",
        "The harbour board has measured the environ\u2010\nmental consequences of the dredging.",
        "The harbour board has measured the environ\u00ac\nmental consequences of the dredging.",
        "The harbour board has measured the environ\u00ad\nmental con\u00adse\u00adquences of the dredging.",
        "> The harbour board has mea-\n> sured the environmental consequences of the dredg-\n> ing.",
        "THE HARBOUR BOARD HAS MEA-\nSURED THE ENVIRONMENTAL CONSEQUENCES OF THE DREDGING.",
        "The harbour board has measured the en-\nvi-\nronmental consequences of the dredging.",
        "The harbour board has measured the environmental con\u200bsequences of the dredging.",
    ],
)
def test_a_word_that_the_end_of_a_line_breaks_is_one_word(source: str) -> None:
    assert is_faithful(DREDGING, source)
    assert is_faithful(source, DREDGING)


@pytest.mark.parametrize(
    ("words", "source"),
    [
        (
            "The state-of-the-art pumps were well-known to the crew",
            "The state-of-the-\nart pumps were well-\nknown to the crew.",
        ),
        (
            "We will not re-elect the vice-president of the club",
            "We will not re-\nelect the vice-\npresident of the club.",
        ),
        (
            "It isn't the first time that they couldn't pay us",
            "It is-\nn't the first time that they could-\nn't pay us.",
        ),
        ("The Anglo-Saxon graves lie under the road", "The Anglo-\nSaxon graves lie under the road."),
        ("The 20-year plan has failed the whole coast", "The 20-\nyear plan has failed the whole coast."),
        ("We could not be unaware of the cracks", "We could not be un-\naware of the cracks."),
        ("Our cooperation with the port is over", "Our co-operation with the port is over."),
        ("The email came from the port itself", "The e-mail came from the port itself."),
        ("He spent more on health care than before", "He spent more on healthcare than before."),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_where_the_other_side_has_it(words: str, source: str) -> None:
    assert is_faithful(words, source)


def test_a_negation_that_a_line_end_breaks_is_seen() -> None:
    there = Document("a", "The pier is un-\nsafe for the lorries of the port.")
    made = found("The pier is safe for the lorries of the port", there)
    assert Alteration.DROPPED_NEGATION in made.alterations


@pytest.mark.parametrize(
    ("words", "source"),
    [
        (
            "The Cafe Muller in Zurich was sold to Francois Levesque",
            "The Café Müller in Zürich was sold to François Lévesque.",
        ),
        ("The Cafe Mueller in Zuerich was sold last year", "The Café Müller in Zürich was sold last year."),
        ("Lech Walesa met Vaclav Havel in Lodz that spring", "Lech Wałęsa met Václav Havel in Łódź that spring."),
        ("The boats from Aarhus and Tromsoe came in late", "The boats from Århus and Tromsø came in late."),
        ("Soren Aegidius was born near Straede as well", "Søren Ægidius was born near Stræde as well."),
        ("Recep Erdogan and Isik Koc opened the pier", "Recep Erdoğan and Işık Koç opened the pier."),
        ("It is an expose of the regime a la carte", "It is an exposé of the régime à la carte."),
        ("Thorgerdur sold the old house in Reykjavik", "Þorgerður sold the old house in Reykjavík."),
        ("Die Strasse nach Koeln ist seit Maerz gesperrt", "Die Straße nach Köln ist seit März gesperrt."),
        ("Nguyen Phu Trong told the congress to wait", "Nguyễn Phú Trọng told the congress to wait."),
        ("Елка стоит на площади города", "Ёлка стоит на площади города."),
    ],
)
def test_accents_may_be_left_out_or_written_as_two_letters(words: str, source: str) -> None:
    assert is_faithful(words, source)
    assert is_faithful(source, words)
    assert is_faithful(words, unicodedata.normalize("NFD", source))


def test_letters_that_an_accent_makes_another_of_stay_two() -> None:
    assert read("мой дом").keys != read("мои дом").keys


FRAMES = {
    "The quarry sold {} tonnes of slate last year": [
        ("40,000", "40 000"),
        ("40,000", "40\u202f000"),
        ("40k", "forty thousand"),
        ("40,000", "40.000"),
        ("40,000", "40'000"),
        ("40,000", "٤٠٠٠٠"),
        ("1,500,000", "1.500.000"),
        ("100,000", "1,00,000"),
        ("a hundred", "100"),
        ("1.5 million", "1.5m"),
        ("half a million", "500,000"),
        ("a dozen", "12"),
        ("1,200", "twelve hundred"),
        ("1,5 million", "1.5 million"),
        ("12½", "twelve and a half"),
        ("2 crore", "20 million"),
        ("105", "a hundred and five"),
    ],
    "They spent {} on the pier this spring": [
        ("£2m", "£2 million"),
        ("£2m", "two million pounds"),
        ("€2.5bn", "2.5 billion euros"),
        ("US$5m", "$5 million"),
        ("50p", "50 pence"),
        ("£0.5m", "half a million pounds"),
        ("¥5bn", "five billion yen"),
        ("€40 000", "€40,000"),
    ],
    "Dues rose by {} in this port last year": [
        ("10 per cent", "10%"),
        ("10 pct", "10%"),
        ("10 pc", "ten per cent"),
        ("a third", "one third"),
    ],
    "We opened the old pier on {} without the mayor": [
        ("5 March", "March 5"),
        ("5 March 2019", "March 5, 2019"),
        ("March 5th", "March 5"),
        ("2 Sept", "2 September"),
        ("Monday 3 May", "Monday, May 3"),
    ],
    "It was the {} winter of his long rule here": [("21st", "twenty-first"), ("third", "3rd"), ("hundredth", "100th")],
    "The ferry leaves the quay at {} every day now": [("3 pm", "3 p.m."), ("10.30", "10:30")],
    "The new quay is {} long and very wide": [("5 km", "five kilometres"), ("300 m", "300 metres")],
}


@pytest.mark.parametrize(
    ("frame", "one", "other"), [(frame, *pair) for frame, pairs in FRAMES.items() for pair in pairs]
)
def test_a_figure_in_another_spelling_is_the_same(frame: str, one: str, other: str) -> None:
    assert is_faithful(frame.format(one), frame.format(other))
    assert is_faithful(frame.format(other), frame.format(one))


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("The quarry sold 40 000 tonnes of slate", "The quarry sold 4,000 tonnes of slate."),
        ("They spent £2m on the pier this spring", "They spent £2 billion on the pier this spring."),
        ("They spent £2m on the pier this spring", "They spent $2 million on the pier this spring."),
        ("Dues rose by 10 per cent in this port", "Dues rose by 10 percentage points in this port."),
        ("We opened the old pier on 5 March", "We opened the old pier on 6 March."),
        ("The boats left in May for the north", "The boats left in June for the north."),
        ("It was the third hard winter of his long rule", "It was the 13th hard winter of his long rule."),
        ("The quay is 5 km long and very wide", "The quay is five miles long and very wide."),
        ("About 12 people saw the lights go out", "At least 12 people saw the lights go out."),
    ],
)
def test_another_figure_is_another(words: str, source: str) -> None:
    assert found(words, Document("a", source)).misquoted


@given(st.text("ab1-. 0,\u00ad\u0301ü\n’'½٤", max_size=40), st.sets(st.sampled_from(["ab", "a", "b", "10", "ue"])))
def test_words_read_in_another_way_are_still_in_order_and_slice(text: str, wanted: set[str]) -> None:
    words = read(text).fitted(wanted)
    edges = [edge for pair in zip(words.starts, words.ends, strict=True) for edge in pair]
    assert edges == sorted(edges)
    assert len(words.keys) == len(words.starts)
    assert all(start < end for start, end in zip(words.starts, words.ends, strict=True))
