"""Verbatim, altered, paraphrased, ambiguous, not found: what becomes of a quotation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from comparing import HADDAD, INTERVIEW, RUIZ, changes, found, interview

from factcheck.domain import Alteration, Document, Span, Speaker, SpeakerKind, WordingFinding
from factcheck.wording import Source, compare, quotation

VERBATIM, ALTERED = WordingFinding.VERBATIM, WordingFinding.ALTERED


@pytest.mark.parametrize(
    "words",
    [
        "crime has nearly doubled since 2019",
        "“Crime has nearly doubled since 2019”",
        "CRIME has nearly\ndoubled – since 2019!",
        "Crime has nearly doubled since 2019, and we don’t accept that.",
        "The bridge is not safe for lorries",
        "The council hired forty-one wardens in March",
        "perhaps hire 12 more before winter",
        "[C]rime has nearly doubled since 2019",
        "nearly doubled",
        "lorries. I told the council so in April",
    ],
)
def test_words_that_stand_there_are_verbatim_whatever_marks_case_and_spelling(words: str) -> None:
    assert found(words).finding is VERBATIM
    assert not found(words).alterations


def test_british_and_american_spelling_are_one() -> None:
    there = Document("a", "The neighbours organised labour in the town centre, travelling in grey programmes.")
    assert (
        found("The neighbors organized labor in the town center, traveling in gray programs", there).finding is VERBATIM
    )
    assert found("four hours of your tour", Document("a", "for hors of yor tor")).finding is not VERBATIM


@pytest.mark.parametrize(
    ("words", "alteration", "source", "quoted"),
    [
        ("Crime has doubled since 2019, and we do not accept that", Alteration.DROPPED_QUALIFIER, "nearly", ""),
        ("If the money comes, we will hire twelve more", Alteration.DROPPED_QUALIFIER, "perhaps", ""),
        ("Crime has nearly doubled since 2019, and we do accept that", Alteration.DROPPED_NEGATION, "not", ""),
        ("The bridge is safe for lorries", Alteration.DROPPED_NEGATION, "n't", ""),
        ("it was hardly not a success, and the wardens stand about", Alteration.ADDED_NEGATION, "", "not"),
        ("I am unproud of what our people did, whatever", Alteration.ADDED_NEGATION, "proud", "unproud"),
        ("The council hired 14 wardens in March", Alteration.CHANGED_FIGURE, "41", "14"),
        ("crime has nearly doubled since 2018, and we do not", Alteration.CHANGED_FIGURE, "2019", "2018"),
        ("hired 41 wardens, after Mayor Leo Holm asked for it", Alteration.CHANGED_NAME, "Clara Dunn", "Leo Holm"),
        ("crime has always nearly doubled since 2019, and we", Alteration.ADDED_QUALIFIER, "", "always"),
        ("we will perhaps fire twelve more before winter", Alteration.CHANGED_WORDS, "hire", "fire"),
        ("The council hired 41 armed wardens in March", Alteration.ADDED_WORDS, "", "armed"),
    ],
)
def test_a_change_of_what_was_said_is_named_and_grave(
    words: str, alteration: Alteration, source: str, quoted: str
) -> None:
    made = found(words)
    assert made.finding is ALTERED
    assert alteration in made.alterations
    assert made.changes_meaning
    assert made.misquoted
    assert (source, quoted) in changes(words, made)


def test_another_stretch_of_time_is_another_figure_though_one_is_told_without_a_number() -> None:
    there = Document("a", "If it closes, they could have much of the desert back within two years.")
    made = found("they could have much of the desert back within a year", there)
    assert Alteration.CHANGED_FIGURE in made.alterations
    assert made.misquoted


@pytest.mark.parametrize(
    ("words", "alteration"),
    [
        ("Crime has nearly doubled … and we do not accept that", Alteration.ELLIPSIS),
        ("Crime has nearly doubled [...] and we do not accept that", Alteration.ELLIPSIS),
        ("[Crime in Lund] has nearly doubled since 2019, and we do not accept that", Alteration.BRACKETS),
        ("[The minister is] proud of what our people did", Alteration.BRACKETS),
        ("If the money comes, we will perhaps hire twelve more", Alteration.FILLERS),
        ("she was proud of what their people did, whatever the Courier may write", Alteration.ADAPTATION),
        ("I told the council so in May, and nobody wrote back", Alteration.OMISSION),
        ("after Mayor Clara Dunn asked for it, the council hired 41 wardens in March", Alteration.REORDERED),
    ],
)
def test_a_change_that_leaves_the_sense_is_named_and_harmless(words: str, alteration: Alteration) -> None:
    made = found(words)
    assert made.finding is ALTERED
    assert made.alterations == (alteration,)
    assert not made.changes_meaning
    assert not made.misquoted


def test_an_ellipsis_that_hides_a_negation_changes_what_was_said() -> None:
    words = "we do … accept that. The council hired 41 wardens"
    made = found(words)
    assert made.alterations == (Alteration.DROPPED_NEGATION, Alteration.ELLIPSIS)
    assert made.misquoted


def test_sic_is_nobodys_word_and_negation_in_brackets_is_the_writers() -> None:
    assert found("crime has nearly doubled [sic] since 2019").finding is not WordingFinding.NOT_FOUND
    assert Alteration.ADDED_NEGATION in found("The council [never] hired 41 wardens in March").alterations


def test_two_places_made_one_are_a_splice_with_both_places() -> None:
    words = "Crime has nearly doubled since 2019 because our people did, whatever the Courier may write"
    made = found(words)
    assert Alteration.SPLICED in made.alterations
    assert made.misquoted
    assert [place.exact for place in made.places] == [
        "crime has nearly doubled since 2019",
        "our people did, whatever the Courier may write",
    ]


def test_answers_to_two_questions_are_a_splice_though_they_stand_close() -> None:
    words = "I told the council so in April, and in May, and nobody wrote back. I am proud of what our people did"
    made = found(words)
    assert made.alterations == (Alteration.SPLICED, Alteration.OMISSION)
    assert made.misquoted


def test_a_report_that_interrupts_its_quotation_left_nothing_out() -> None:
    report = Document("a", "“The bridge will open in May,” she said on Monday, “and the ferry will stop running.”")
    assert found("The bridge will open in May, and the ferry will stop running", report).finding is VERBATIM


def test_what_two_reports_quote_of_one_statement_is_no_splice_that_could_be_held_against_anybody() -> None:
    one = Document("a", "“The bridge will certainly open in early May,” said Ana Ruiz.")
    other = Document("b", "Ana Ruiz said: “The ferry to Lund harbour will stop running.”")
    words = "The bridge will certainly open in early May. The ferry to Lund harbour will stop running"
    made = found(words, one, other)
    assert {place.document_id for place in made.places} == {"a", "b"}
    assert made.alterations == (Alteration.SPLICED,)
    assert not made.misquoted


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    "missing", ["And swans have come.", "And a hundred thousand swans have come back to the lake of Lund."]
)
def test_sentences_that_stand_nowhere_leave_a_quotation_found_in_part(order: int, missing: str) -> None:
    words = " ".join(["The council hired 41 wardens in March.", missing][::order])
    made = found(words)
    assert made.finding is WordingFinding.IN_PART
    assert [part.quoted.of(words) for part in made.diff if part.operation == "added"] == [missing.rstrip(".")]
    assert not made.misquoted
    assert found(words, speaker=HADDAD).misquoted


def test_the_same_thing_in_other_words_is_a_paraphrase() -> None:
    made = found("In March, because the mayor asked, forty-one wardens were hired by the city's council")
    assert made.finding is WordingFinding.PARAPHRASED
    assert "wardens" in made.places[0].exact
    assert "not in this form" in made.reasons[0]
    assert not made.misquoted


def test_what_stands_nowhere_is_not_found_and_says_where_it_was_looked_for() -> None:
    made = found("Nobody has ever seen so many swans on the lake of Lund")
    assert made.finding is WordingFinding.NOT_FOUND
    assert made.compared == ("radio",)
    assert made.places == made.diff == made.reasons == ()


def test_three_words_are_found_as_they_stand_or_not_at_all() -> None:
    assert found("nearly doubled since").finding is VERBATIM
    assert found("almost doubled since").finding is WordingFinding.NOT_FOUND


@pytest.mark.parametrize("words", ["", "…", "“”", "?!"])
def test_a_quotation_without_words_is_not_found(words: str) -> None:
    assert found(words).reasons == ("there are no words in the quotation",)


def test_a_negation_right_before_the_words_is_pointed_out() -> None:
    made = found("a success, and that the wardens stand about")
    assert made.finding is VERBATIM
    assert made.reasons == ("right before them stands “hardly”",)
    assert not found("the wardens stand about").reasons


# -- more than one place --------------------------------------------------------------------


def test_two_equally_good_places_are_a_finding_and_not_a_choice() -> None:
    other = Document("rally", "Leo Holm took the stage. We will perhaps hire twelve more before winter, he told them.")
    made = found("perhaps hire twelve more before winter", interview(), other)
    assert made.finding is WordingFinding.AMBIGUOUS
    assert [place.document_id for place in made.places] == ["radio", "rally"]
    assert made.reasons[0].startswith("2 places are equally good: radio")


def test_two_look_alike_sentences_are_ambiguous_too() -> None:
    text = "The toll rose to 14 crowns in spring. Nobody cared much. The toll rose to 15 crowns in spring."
    made = found("The toll rose to 16 crowns in spring", Document("a", text))
    assert made.finding is WordingFinding.AMBIGUOUS
    assert [place.exact[17:19] for place in made.places] == ["14", "15"]


def test_reports_of_one_statement_are_several_places_of_one_finding() -> None:
    near = interview(id="wire", published=date(2025, 3, 4), text=INTERVIEW.replace("Radio Lund", "the radio"))
    made = found("The council hired 41 wardens in March", interview(), near)
    assert made.finding is VERBATIM
    assert [place.document_id for place in made.places] == ["radio", "wire"]


def test_the_same_speaker_within_a_week_is_one_statement_and_months_later_is_two() -> None:
    for day, finding in ((date(2025, 3, 8), VERBATIM), (date(2025, 9, 8), WordingFinding.AMBIGUOUS)):
        again = Document("rally", "RUIZ: Friends! The council hired 41 wardens in March, no less!", published=day)
        assert found("The council hired 41 wardens in March", interview(), again).finding is finding


def test_a_place_where_the_right_person_speaks_is_better_than_one_where_another_does() -> None:
    other = Document("rally", "HADDAD: Friends! The council hired 41 wardens in March, no less!")
    made = found("The council hired 41 wardens in March", other, interview(), speaker=RUIZ)
    assert made.finding is VERBATIM
    assert [place.document_id for place in made.places] == ["radio"]


# -- who says it ----------------------------------------------------------------------------


def test_words_of_somebody_else_are_found_and_are_a_misquotation() -> None:
    made = found("The bridge isn't safe for lorries", speaker=RUIZ)
    assert made.finding is VERBATIM
    assert (made.places[0].speaker, made.places[0].same_speaker) == ("Omar Haddad", False)
    assert made.other_speaker
    assert made.misquoted
    assert not found("The bridge isn't safe for lorries", speaker=HADDAD).misquoted


@pytest.mark.parametrize(
    ("name", "kind", "same"),
    [
        ("Minister Ruiz", SpeakerKind.PERSON, True),
        ("A. Ruiz", SpeakerKind.PERSON, True),
        ("Ana", SpeakerKind.PERSON, True),
        ("Rosa Ruiz", SpeakerKind.PERSON, False),
        ("Leo Holm", SpeakerKind.PERSON, False),
        ("interior ministry", SpeakerKind.BODY, None),
        ("officials", SpeakerKind.ANONYMOUS, None),
    ],
)
def test_only_two_people_with_names_can_be_different(name: str, kind: SpeakerKind, same: bool | None) -> None:
    made = found("crime has nearly doubled since 2019", speaker=Speaker(name, name, kind=kind))
    assert made.places[0].same_speaker is same


# -- in general -----------------------------------------------------------------------------


def test_the_order_of_the_documents_decides_nothing_but_ties() -> None:
    others = [Document(f"d{number}", f"Nothing of the kind was said in {number} places.") for number in range(5)]
    words = "Crime has doubled since 2019, and we do not accept that"
    one, other = found(words, *others, interview()), found(words, interview(), *others)
    assert replace(one, compared=()) == replace(other, compared=())


def test_pieces_of_an_article_are_compared_without_what_stands_between_them() -> None:
    article = "“Crime has nearly doubled since 2019,” she said, “and we do not accept that.”"
    pieces = [Span(1, 37), Span(50, len(article) - 1)]
    made = compare(quotation(article, pieces, RUIZ), [Source(interview())])
    assert made.finding is VERBATIM
    assert [part.quoted.of(article) for part in made.diff] == [
        "Crime has nearly doubled since 2019",
        "and we do not accept that",
    ]


def test_a_place_in_a_document_of_a_hundred_thousand_words_is_found() -> None:
    filler = " ".join(f"word{number % 977} and the other{number % 331} of it" for number in range(17_000))
    long = Document("long", f"{filler} {INTERVIEW} {filler}")
    words = "Crime has doubled since 2019, and we do not accept that"
    made = found(words, long)
    assert made.alterations == (Alteration.DROPPED_QUALIFIER,)
    assert made.places[0].exact.startswith("crime has nearly doubled")


def test_a_quotation_of_a_thousand_words_is_compared_to_its_end() -> None:
    text = " ".join(f"sentence {number} says thing{number % 89} twice." for number in range(250))
    made = found(text.replace("sentence 240 says", "sentence 240 never says"), Document("a", text))
    assert made.alterations == (Alteration.ADDED_NEGATION,)
