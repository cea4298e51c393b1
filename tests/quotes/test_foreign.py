"""Texts that are not English: their marks, and whoever is plainly named beside them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoting import Said, article, in_words, said

from factcheck.domain import Article, Block, BlockKind, QuotationKind, Span, SpeakerKind
from factcheck.quotes import extract, is_english, limits
from factcheck.quotes.foreign import reading

GERMAN = (
    "Der Hafen von Lund bleibt bis auf weiteres geschlossen. „Wir haben die Brücke dreimal geprüft“, sagte Ingrid "
    "Holm am Montag. Die Reparatur dauert nach Angaben der Stadt noch mindestens vier Wochen, und die Fähren "
    "fahren so lange nur am Wochenende. «Das ist für alle hier sehr schwer», so der Wirt.\n"
)
FRENCH = (
    "Le port de Lund restera fermé jusqu'à nouvel ordre, a annoncé la mairie lundi. « Nous avons contrôlé le pont "
    "trois fois », a déclaré Ingrid Holm devant la presse. Les travaux dureront encore au moins quatre semaines et "
    "les bateaux ne partiront que le samedi et le dimanche, selon la ville.\n"
)
JAPANESE = (
    "港は当分の間閉鎖されると市が月曜日に発表した。「私たちは橋を三回も詳しく点検しました」と" * 3 + "技師は述べた。\n"
)
ENGLISH = (
    "The bridge at Lund will reopen in May, the city said on Monday. “We have tested it twice,” said Ana Ruiz, the "
    "engineer who was in charge of the work, and she added that the ferry would stop as soon as cars could cross. "
    "The mayor has not said what the repair will cost, but it was paid for by the state.\n"
)


def read(text: str) -> list[Said]:
    """What ``foreign`` finds, whatever the language of ``text``."""
    return [in_words(text, quotation) for quotation in reading.read(article(text))]


def named(text: str) -> tuple[tuple[str, ...], str | None, str | None]:
    (found,) = read(text)
    return found.content, found.speaker, found.role


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("„Wir haben geprüft“, sagte Anna Weber.", "Anna Weber", None),
        ("„Wir haben geprüft“, sagte Anna Weber am Montag der Zeitung.", "Anna Weber", None),
        ("„Wir haben geprüft“, sagte der parteilose Bürgermeister Jan Holm.", "Jan Holm", "parteilose Bürgermeister"),
        ("„Wir haben geprüft“, erklärte Stadtsprecherin Anna Weber.", "Anna Weber", "Stadtsprecherin"),
        ("„Wir haben geprüft“, sagte die Sprecherin der Stadt, Ingrid Holm.", "Ingrid Holm", "Sprecherin der Stadt"),
        ("„Wir haben geprüft“, so Weber.", "Weber", None),
        ("»Wir haben geprüft«, sagte Ursula von der Heyde.", "Ursula von der Heyde", None),
        ("«Wir haben geprüft», sagte Dr. Anna Weber, Leiterin des Hafens.", "Anna Weber", "Leiterin des Hafens"),
        ("‚Wir haben geprüft‘, sagte Anna Weber.", "Anna Weber", None),
        ("›Wir haben geprüft‹, sagte Anna Weber.", "Anna Weber", None),
        ("„Wir haben geprüft“, Anna Weber sagte.", "Anna Weber", None),
        ("Anna Weber sagte am Montag vor Reportern: „Wir haben geprüft“", "Anna Weber", None),
        ("Am Montag sagte Anna Weber: „Wir haben geprüft“", "Anna Weber", None),
        ("Anna Weber, Sprecherin der Stadt, erklärte: „Wir haben geprüft“", "Anna Weber", "Sprecherin der Stadt"),
        ("Anna Weber: „Wir haben geprüft“", "Anna Weber", None),
        ("Laut Anna Weber „Wir haben geprüft“", "Anna Weber", None),
    ],
)
def test_german(text: str, speaker: str, role: str | None) -> None:
    assert named(text) == (("Wir haben geprüft",), speaker, role)


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("« Le pont est sûr », a déclaré Marie Dupont devant la presse.", "Marie Dupont", None),
        ("« Le pont est sûr », a déclaré la maire de Lund, Marie Dupont.", "Marie Dupont", "maire de Lund"),
        ("« Le pont est sûr », a déclaré Marie Dupont, maire de Lund, lundi.", "Marie Dupont", "maire de Lund"),
        ("« Le pont est sûr », a déclaré Marie Dupont, ajoutant que tout va bien.", "Marie Dupont", None),
        ("«Le pont est sûr», explique l’ingénieure Marie Dupont.", "Marie Dupont", "ingénieure"),
        ("“Le pont est sûr”, estime M. Dupont.", "Dupont", None),
        ("La maire de Lund, Marie Dupont, a déclaré : « Le pont est sûr »", "Marie Dupont", "maire de Lund"),
        ("Selon Marie Dupont, maire de Lund, « Le pont est sûr »", "Marie Dupont", "maire de Lund"),
        ("— Le pont est sûr, dit Marie Dupont. Elle se lève.", "Marie Dupont", None),
    ],
)
def test_french(text: str, speaker: str, role: str | None) -> None:
    assert named(text) == (("Le pont est sûr",), speaker, role)


@pytest.mark.parametrize(
    ("text", "content", "speaker", "role"),
    [
        ("«El puente es seguro», dijo Ana Ruiz.", "El puente es seguro", "Ana Ruiz", None),
        (
            "“El puente es seguro”, dijo el alcalde de Lund, Juan Pérez García.",
            "El puente es seguro",
            "Juan Pérez García",
            "alcalde de Lund",
        ),
        ('"El puente es seguro", ha señalado la alcaldesa Ana Ruiz.', "El puente es seguro", "Ana Ruiz", "alcaldesa"),
        ("Ana Ruiz afirmó: “El puente es seguro”.", "El puente es seguro", "Ana Ruiz", None),
        ("Según Ana Ruiz, «el puente es seguro».", "el puente es seguro", "Ana Ruiz", None),
        ("«Il ponte è sicuro», ha detto Maria Rossi ai giornalisti.", "Il ponte è sicuro", "Maria Rossi", None),
        (
            '"Il ponte è sicuro", spiega il sindaco di Lund, Mario Rossi.',
            "Il ponte è sicuro",
            "Mario Rossi",
            "sindaco di Lund",
        ),
        ("Mario Rossi ha detto: «Il ponte è sicuro».", "Il ponte è sicuro", "Mario Rossi", None),
        ("“A ponte é segura”, disse João Pedro da Silva.", "A ponte é segura", "João Pedro da Silva", None),
        ("“A ponte é segura”, afirmou o prefeito João da Silva.", "A ponte é segura", "João da Silva", "prefeito"),
        ('"A ponte é segura", Ana Souza disse.', "A ponte é segura", "Ana Souza", None),
        ("‘De brug is ’s nachts veilig’, zegt Jan de Vries.", "De brug is ’s nachts veilig", "Jan de Vries", None),
        ("'De brug is veilig', zei Jan van den Berg.", "De brug is veilig", "Jan van den Berg", None),
        ('"De brug is veilig", aldus wethouder Jan de Vries.', "De brug is veilig", "Jan de Vries", "wethouder"),
        ("”Bron är säker nu”, säger Anna Svensson.", "Bron är säker nu", "Anna Svensson", None),
        ("– Bron är säker nu, säger Anna Svensson.", "Bron är säker nu", "Anna Svensson", None),
        ("»Broen er sikker nu«, siger Mette Holm.", "Broen er sikker nu", "Mette Holm", None),
        ("„Most jest bezpieczny” – powiedział Jan Nowak.", "Most jest bezpieczny", "Jan Nowak", None),
    ],
)
def test_other_languages(text: str, content: str, speaker: str, role: str | None) -> None:
    assert named(text) == ((content,), speaker, role)


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("„Das geht so nicht“, sagte der Wirt.", ("Das geht so nicht",), "der Wirt"),
        ("« Le pont est sûr », dit la maire avant de rencontrer Marie Dupont.", ("Le pont est sûr",), "la maire"),
        ("« Le pont est sûr », a-t-elle dit.", ("Le pont est sûr",), "elle"),
        ("„Das geht so nicht“, sagte sie.", ("Das geht so nicht",), "sie"),
        ("Das Ergebnis: „Wir haben zweimal geprüft.“", ("Wir haben zweimal geprüft.",), None),
        ("„Das geht so nicht“, sagten Anna Weber und Jan Holm.", ("Das geht so nicht",), None),
        ("Selon la préfecture, « le pont reste fermé lundi ».", ("le pont reste fermé lundi",), None),
    ],
)
def test_where_no_name_is_plain_nobody_is_named(text: str, content: tuple[str, ...], source: str | None) -> None:
    (found,) = read(text)
    assert (found.content, found.source, found.speaker) == (content, source, None)


def test_words_on_both_sides_of_their_speaker_are_one_quotation() -> None:
    assert named("« Nous avons, a expliqué Marie Dupont, contrôlé le pont. »")[:2] == (
        ("Nous avons", "contrôlé le pont."),
        "Marie Dupont",
    )
    assert named("—No iremos —dijo Ana Ruiz—. Mañana veremos.")[:2] == (("No iremos", "Mañana veremos."), "Ana Ruiz")
    assert named("„Ja“, sagte Anna Weber am Montag. „Wir haben geprüft.“")[:2] == (
        ("Ja", "Wir haben geprüft."),
        "Anna Weber",
    )


def test_marks_that_somebody_else_may_have_said_are_not_joined() -> None:
    first, second = read('"No nos vamos", dijo Ana Ruiz. "Aquí está nuestra casa ahora", zanjó el ministro.')
    assert (first.speaker, second.speaker) == ("Ana Ruiz", None)


def test_a_surname_leads_to_the_full_name_and_its_role() -> None:
    text = "Die Hydrologin Anna Weber hat gemessen. „Es wird dauern“, so Weber. „Das Wasser steht“, sagte Anna Weber."
    assert [found.speaker for found in read(text)] == ["Anna Weber", "Anna Weber"]
    two = text.replace("Es wird", "Jan Weber weiß: Es wird")
    assert read(two)[0].speaker == "Weber"


def test_a_pronoun_is_the_only_one_who_has_spoken() -> None:
    text = "« Le pont est sûr », a déclaré Marie Dupont.\n« Il rouvrira lundi », a-t-elle ajouté."
    assert [found.speaker for found in read(text)] == ["Marie Dupont", "Marie Dupont"]
    assert [found.speaker for found in read("« Nous verrons bien », dit Jean Roy.\n" + text)][-1] is None


def test_a_list_item_behind_a_dash_can_be_speech() -> None:
    text = "– Bron är säker, säger Anna Svensson."
    items = Article(text, (Block(BlockKind.LIST_ITEM, Span(2, len(text))),))
    (found,) = reading.read(items)
    assert found.content[0].of(text) == "Bron är säker"


@pytest.mark.parametrize("text", [GERMAN, FRENCH, JAPANESE])
def test_text_in_another_language_gives_its_marked_quotations(text: str) -> None:
    assert not is_english(text)
    assert limits(text) is not None
    found = extract(article(text))
    assert found
    for quotation in found:
        assert quotation.kind is QuotationKind.DIRECT
        assert not set(quotation.content[0].of(text)) & set("„“«»「」")


def test_no_rule_for_english_is_tried_on_another_language() -> None:
    first, second = extract(article(GERMAN))
    assert (first.rule, second.rule) == ("name beside marks", "name beside marks")
    assert first.speaker is not None
    assert (first.speaker.name, second.speaker) == ("Ingrid Holm", None)
    assert [quotation.rule for quotation in extract(article(JAPANESE))] == ["marks alone"] * 3


def test_each_rule_can_be_left_out() -> None:
    found = extract(article(GERMAN), without=["name beside marks"])
    assert [(one.rule, one.speaker) for one in found] == [("marks alone", None)] * 2
    assert extract(article(JAPANESE), without=["marks alone"]) == ()


def test_an_outlet_in_capitals_is_a_body() -> None:
    (found,) = reading.read(article("« Le pont est sûr », assure l'Insee."))
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.kind) == ("Insee", SpeakerKind.BODY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ana Ruiz, Lund",
        "“No,” said Ana Ruiz.",
        "Ruiz: “Nunca.”",
        "Rain fell. Nobody came.",
        ENGLISH,
        ENGLISH + FRENCH,
        ENGLISH + "„Wir haben die Brücke dreimal geprüft“, sagte Ingrid Holm.",
        "She said the word was “Schadenfreude”, und that is that.",
    ],
)
def test_english_mixed_and_undecidable_texts_pass_for_english(text: str) -> None:
    assert is_english(text)
    assert limits(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "„Wir haben die Brücke geprüft“, sagte Ingrid Holm.",
        "« Le pont est sûr », a déclaré Marie Dupont.",
        "«El puente es seguro», dijo Ana Ruiz.",
        "«Il ponte è sicuro», ha detto Maria Rossi.",
        "“A ponte é segura”, disse João Silva.",
        "”Bron är säker”, säger Anna Svensson.",
        "„Most jest bezpieczny” – powiedział Jan Nowak.",
        'Volgens Jan de Vries is "de brug" niet veilig.',
    ],
)
def test_a_sentence_of_another_language_is_enough(text: str) -> None:
    assert not is_english(text)


def test_a_foreign_paragraph_in_an_english_article_is_read_by_the_rules_for_english() -> None:
    found = said(ENGLISH + "„Wir haben die Brücke dreimal geprüft“, sagte Ingrid Holm.")
    assert found[1].speaker == "Ana Ruiz"
    assert "name beside marks" not in {one.rule for one in found}


# -- any text -------------------------------------------------------------------------------

PARTS = st.sampled_from(
    """„ “ ” " « » ‹ › ‘ ’ ' 「 」 — – , . : ; \n sagte Anna Weber Marie Dupont a déclaré dit-il a-t-elle ajouté dijo
    der la maire de Lund l’ingénieure von und Dr. selon laut el alcalde Wir haben geprüft 12""".split(" ")
)


@settings(max_examples=100)
@given(st.text(max_size=200) | st.lists(PARTS, max_size=60).map(" ".join) | st.lists(PARTS, max_size=60).map("".join))
def test_any_text_is_read_and_spans_slice_to_words(text: str) -> None:
    found = reading.read(article(text))
    places = [span for quotation in found for span in quotation.content]
    assert places == sorted(places)
    for quotation in found:
        assert all(span.of(text).strip() == span.of(text) != "" for span in quotation.content)
        for span in filter(None, (quotation.cue, quotation.source)):
            assert span.of(text).strip() == span.of(text) != ""
        if quotation.speaker is not None:
            assert quotation.speaker.name.strip()


@settings(max_examples=80)
@given(st.lists(PARTS, max_size=40).map(" ".join))
def test_a_later_paragraph_without_marks_changes_nothing(text: str) -> None:
    text = text.replace("\n", " ").strip()
    assert reading.read(article(text)) == reading.read(article(text + "\nes regnete die ganze nacht"))


@pytest.mark.parametrize("piece", ["„", "'a", "«a», dit ", "— a, ", "‘a’b", "a: ", "„a“ ", "Anna von der "])
def test_texts_made_to_be_slow_are_read(piece: str) -> None:
    """Read in proportion to their length these take a second; a quadratic reading would take minutes."""
    reading.read(article(piece * 20_000))
