"""What bytes are read as: in the right encoding, or refused, or with a word about it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.articles import parse
from factcheck.articles.decoding import decode
from factcheck.errors import InputError

STORY = (
    "Orvale closes its bridge\n\n“We have no choice – none,” said Mayor Petra Oswin.\n\n"
    "The café on the quay’s edge costs €5. Zoë and Señora Núñez agreed.\n"
)
SENTENCES = {
    "English": STORY,
    "names": STORY.replace("Señora ", "Mr ").replace("Núñez", "Núčez")
    + "“No,” said Jiří Dvořák, who plays the piano in Orvale, and so did his sister Zdeňka Nováková.\n",
    "German": "Die Brücke in Orvale bleibt für vier Wochen gesperrt, sagte die Bürgermeisterin. Die Straße ist weg.\n",
    "French": "Le pont d'Orvale est fermé, a déclaré la maire. L'été a été très sec, où que l'on aille.\n",
    "Portuguese": "A ponte está fechada, disse a prefeita. Não temos opção. As reparações começarão amanhã.\n",
    "Icelandic": "Brúin er lokuð í fjórar vikur, segir bæjarstjórinn. Það er þungt yfir öllum, og vegurinn ónýtur.\n",
    "Polish": "Most w Orvale\n\n„Nie mamy wyboru”, powiedziała burmistrz. Śnieg, łódź, źródło, ćma, żółć.\n",
    "Czech": "Most je na čtyři týdny uzavřen, řekla starostka. Řeka přinesla spoustu vody a silnice je podemletá.\n",
    "Hungarian": "Az orvalei hidat négy hétre lezárták. A folyó megáradt, az idő hűvös, az őr sem segít.\n",
    "Turkish": "Köprü dört hafta kapalı, dedi belediye başkanı. Başka seçeneğimiz yok. Şehir bekliyor.\n",
    "Russian": "Мост закрыт\n\n«У нас нет выбора», сказала мэр. Река вышла из берегов, и дорога размыта.\n",
    "Ukrainian": "Міст закрито\n\n«У нас немає вибору», сказала мер. Ріка вийшла з берегів, дорогу розмито.\n",
    "Greek": "Η γέφυρα έκλεισε για τέσσερις εβδομάδες, είπε η δήμαρχος. «Δεν έχουμε επιλογή», πρόσθεσε.\n",
    "Japanese": "橋は四週間閉鎖されると市長は述べた。「選択の余地はない」と彼女は付け加えた。川が氾濫した。\n",
}
ENCODINGS = (
    "cp1252 cp1250 iso8859-1 iso8859-2 iso8859-15 cp1254 cp1257 mac-roman mac-latin2 cp1251 koi8-r koi8-u iso8859-5 "
    "mac-cyrillic cp866 cp1253 iso8859-7 cp850 cp852 cp932 euc-jp utf-16-le utf-16-be"
).split()


def _can_hold(language: str, encoding: str) -> bool:
    try:
        return bool(SENTENCES[language].encode(encoding))
    except UnicodeEncodeError:
        return False


@pytest.mark.parametrize(
    ("language", "encoding"), [(one, other) for one in SENTENCES for other in ENCODINGS if _can_hold(one, other)]
)
def test_no_file_is_read_as_something_else_in_silence(language: str, encoding: str) -> None:
    text = SENTENCES[language]
    data = text.encode(encoding)
    with suppress(InputError):
        read = decode(data, "story.txt")
        assert read.text == text or any("--encoding" in notice for notice in read.notices)


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("Polish", "cp1250"),
        ("Czech", "cp1250"),
        ("English", "mac-roman"),
        ("French", "mac-roman"),
        ("Russian", "cp1251"),
        ("Russian", "mac-cyrillic"),
        ("Ukrainian", "cp1251"),
        ("Greek", "cp1253"),
        ("names", "cp1250"),
        ("English", "utf-16-le"),
    ],
)
def test_an_encoding_is_told_by_the_words_that_it_makes_and_named(language: str, encoding: str) -> None:
    read = decode(SENTENCES[language].encode(encoding), "story.txt")
    assert read.text == SENTENCES[language]
    assert "--encoding" in read.notices[0]


@pytest.mark.parametrize("language", ["English", "German", "French", "Portuguese"])
def test_windows_1252_that_looks_like_it_needs_no_word(language: str) -> None:
    assert decode(SENTENCES[language].encode("cp1252"), "story.txt") == (SENTENCES[language], ())


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "ASCII", "us-ascii", "iso8859-1", "windows-1252"])
def test_a_label_means_what_it_means_in_browsers(label: str) -> None:
    page = f'<!doctype html><meta charset="{label}"><article><h1>Orvale closes its bridge</h1><p>{STORY}</p></article>'
    article = parse(page.encode("cp1252"))
    assert "“We have no choice – none,”" in article.text
    assert article.notices == ()


@pytest.mark.parametrize(("label", "codec"), [("gb2312", "gbk"), ("x-sjis", "cp932"), ("iso-8859-9", "cp1254")])
def test_a_label_means_the_larger_set_that_is_used_under_it(label: str, codec: str) -> None:
    text = "“Evet” … 橋" if codec != "cp1254" else "“Başka seçeneğimiz yok,” dedi."
    assert decode(f'<meta charset="{label}"><p>{text}</p>'.encode(codec), "page").text.endswith(f"<p>{text}</p>")


def test_a_declared_charset_that_fails_is_said() -> None:
    read = decode(f'<meta charset="utf-8"><p>{STORY}</p>'.encode("cp1252"), "page.html")
    assert "“We have" in read.text
    assert read.notices[0].startswith("it declares the charset utf-8, which byte ")
    assert "(line 3)" in read.notices[0]
    unknown = decode(f'<meta charset="martian-1"><p>{STORY}</p>'.encode("cp1252"), "page.html")
    assert "martian-1" in unknown.notices[0]


def test_a_line_of_windows_1252_in_utf8_is_mended_and_named() -> None:
    lines = STORY.split("\n")
    data = b"\n".join(line.encode("cp1252" if number == 4 else "utf-8") for number, line in enumerate(lines))
    read = decode(data, "story.txt")
    assert read.text == STORY
    assert read.notices == (
        "bytes in line 5 are not UTF-8 as the rest is, and were read as windows-1252; "
        "--encoding NAME reads it in another.",
    )


@pytest.mark.parametrize("cut", [b"caf\xc3", b"quay\xe2\x80s", b"\xe2\x80 none", b"\x93 none", b"caf\x8e"])
def test_what_may_be_the_rest_of_a_character_is_not_mended(cut: bytes) -> None:
    with pytest.raises(InputError, match=r"broken UTF-8 at byte \d+ \(line 6\).*--encoding"):
        decode(STORY.encode() + b"The end " + cut, "story.txt")


@pytest.mark.parametrize("taken_for", ["cp1252", "latin1"])
def test_text_that_was_encoded_twice_is_repaired_and_said(taken_for: str) -> None:
    twice = STORY.encode().decode(taken_for, "ignore")
    read = decode(twice.encode(), "story.txt")
    assert read.text == STORY
    assert read.notices[0].startswith("lines 3 and 5: garbled before")


def test_text_that_stays_garbled_is_named_and_left_alone() -> None:
    text = "Orvale closes\n\nâ€œWe have no choice, Ã¿Ã\u00ad€ â€\ufffd said Petra Oswin.\n"
    read = decode(text.encode(), "story.txt")
    assert read.text == text
    assert "--encoding" in read.notices[0]


@pytest.mark.parametrize("words", ["A IRMÃ”, disse", "“DÉJÀ VU”", "SÃO PAULO – Â€", "Åsa and Älvdalen", "NÃO"])
def test_words_that_only_look_garbled_are_left_alone(words: str) -> None:
    assert decode(words.encode(), "story.txt") == (words, ())


def test_controls_are_read_as_the_marks_they_stand_for() -> None:
    read = decode("\x93We have no choice,\x94 said Petra Oswin.\n".encode(), "story.txt")
    assert read.text == "“We have no choice,” said Petra Oswin.\n"
    assert "line 1" in read.notices[0]


def test_an_encoding_that_is_given_is_taken_and_nothing_is_mended() -> None:
    assert decode("łódź".encode("cp1250"), "story.txt", "windows-1250") == ("łódź", ())
    assert decode("\x93cafÃ©".encode(), "story.txt", "utf-8") == ("\x93cafÃ©", ())
    with pytest.raises(InputError, match=r"story\.txt: broken ASCII|broken UTF-8 at byte 0 \(line 1\)"):
        decode(b"\xffb", "story.txt", "utf-8")
    with pytest.raises(InputError, match=r"name of no encoding.*windows-1250"):
        decode(b"a", "story.txt", "hex")


@given(st.one_of(st.binary(max_size=300), st.text(max_size=40).map(lambda text: text.encode("cp1250", "replace"))))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(InputError):
        assert decode(data, "story.txt").text.strip()


WORDS = st.lists(
    st.sampled_from("the café on “quay’s” edge – it is Zoë and said of £5 Orléans façade".split()), min_size=4
)


@given(WORDS)
def test_english_in_windows_1252_comes_back(words: list[str]) -> None:
    text = " ".join(words)
    assert decode(text.encode("cp1252"), "story.txt") == (text, ())
