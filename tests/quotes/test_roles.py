"""What somebody is: before the name, behind it, told elsewhere; of whatever trade, and never a verb's word."""

from __future__ import annotations

import pytest
from quoting import said


def _speakers(text: str) -> list[tuple[str | None, str | None]]:
    return [(one.speaker, one.role) for one in said(text)]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        # before the name
        ("“The hives are empty,” said veteran beekeeper Wil Marsh.", "Wil Marsh", "veteran beekeeper"),
        ("Beekeeper Wil Marsh said the hives were empty.", "Wil Marsh", "Beekeeper"),
        ("Violinist Hedda Crane told the Marl Gazette that the hall leaks.", "Hedda Crane", "Violinist"),
        ("Town archivist Lena Toft told Radio Lorn that the map was lost.", "Lena Toft", "Town archivist"),
        ("In March, Norland playwright Ida Crewe said the theatre was cold.", "Ida Crewe", "Norland playwright"),
        ("“It was loud,” pop star Mina Vale wrote.", "Mina Vale", "pop star"),
        ("“Nobody asked us,” complained fishmonger Aldo Rees.", "Aldo Rees", "fishmonger"),
        ("Opera soprano Ilona Benedek said that she would sing.", "Ilona Benedek", "Opera soprano"),
        ("Plumber Ana Ruiz said the pipe was old.", "Ana Ruiz", "Plumber"),
        ("Weatherman Tom Ruiz said rain was coming.", "Tom Ruiz", "Weatherman"),
        ("Hairdresser Maria Bell said the rent was high.", "Maria Bell", "Hairdresser"),
        ("Cllr Dot Peverell said the road was closed.", "Dot Peverell", "Cllr"),
        ("Taylor Anne Marsh said the rent was high.", "Taylor Anne Marsh", None),
        ("Barista Sofia Crane said the milk was off.", "Sofia Crane", "Barista"),
        ("Another of them, Rosa Lind, said the lift was stuck.", "Rosa Lind", None),
        ("One of the nurses, Rosa Lind, said the lift was stuck.", "Rosa Lind", "nurses"),
        ("One of them, Pavel Osk, said the door was open.", "Pavel Osk", None),
        # behind it
        ("“The quay is unsafe,” said Mara Ellwood, the harbour master.", "Mara Ellwood", "harbour master"),
        ("Mara Ellwood, an apiarist from Lorn, said no.", "Mara Ellwood", "apiarist from Lorn"),
        ("“We froze,” said Piet Olsen, 51, a roofer and a father of two.", "Piet Olsen", "roofer and a father of two"),
        ("Ravi Sen, chief underwriter at Marl Mutual, said no.", "Ravi Sen", "chief underwriter at Marl Mutual"),
        ("“It smelled of gas,” said Petra Noll, the caretaker.", "Petra Noll", "caretaker"),
        ("“We waited,” said Dora Finch, a night porter who lives nearby.", "Dora Finch", "night porter"),
        ("“We waited,” said Dora Finch, who works as a night porter.", "Dora Finch", "night porter"),
        ("Hal Breck, who is a roofer, said tin was dear.", "Hal Breck", "roofer"),
        ("Hal Breck, who runs the bakery, said flour was dear.", "Hal Breck", None),
        ("Gus Amory, whose barn burned down, said no.", "Gus Amory", None),
        ("Gus Amory, speaking in Lorn, said no.", "Gus Amory", None),
        ("Gus Amory, his voice breaking, said no.", "Gus Amory", None),
        ("Gus Amory, a day later, said no.", "Gus Amory", None),
        ("Lorn Weekly, a magazine for farmers, said milk was cheap.", "Lorn Weekly", None),
        # what a sentence opens with
        ("A former ferry pilot, Kurt Ness said the channel was narrow.", "Kurt Ness", "former ferry pilot"),
        ("As principal of the school, Nia Hart said no.", "Nia Hart", "principal of the school"),
        ("A day later, Tim Boll said the wires were old.", "Tim Boll", None),
        # according to somebody
        ("According to Bea Lund, head of traffic at Marl, the hall was empty.", "Bea Lund", "head of traffic at Marl"),
        ("According to Bea Lund, a baker, bread will cost more.", "Bea Lund", "baker"),
        ("According to baker Bea Lund, bread will cost more.", "Bea Lund", "baker"),
        ("According to Bea Lund, the hall was empty when it burned.", "Bea Lund", None),
    ],
)
def test_a_role_is_any_noun_that_says_what_a_person_is(text: str, name: str, role: str | None) -> None:
    assert _speakers(text) == [(name, role)]


@pytest.mark.parametrize(
    ("before", "said_later", "name", "role"),
    [
        ("Meet guitar maker Otto Lind", "Lind said no.", "Otto Lind", "guitar maker"),
        ("Watch chef Rosa Bell cook for 500", "“It was hot,” Bell said.", "Rosa Bell", "chef"),
        ("Thieves tried to rob Mayor Hanna Pitt.", "“I hid,” Pitt said.", "Hanna Pitt", "Mayor"),
        ("He plotted to shoot Sen. Ada Brill.", "Brill said no.", "Ada Brill", "Sen."),
        ("Voters may soon serve President-elect Tom Arrow.", "Arrow said no.", "Tom Arrow", "President-elect"),
        ("Three youths mocked weatherman Rob Teel.", "Teel said no.", "Rob Teel", "weatherman"),
        ("Tom Rusk attended as chair of the housing board.", "Rusk said no.", "Tom Rusk", "chair of the housing board"),
        ("Tom Rusk, who was sworn in as a judge in 2020, left.", "Rusk said no.", "Tom Rusk", "judge"),
        ("Oona Flint is the town's registrar.", "“Gone,” Flint said.", "Oona Flint", "town's registrar"),
        ("Oona Flint is an obvious choice.", "“Gone,” Flint said.", "Oona Flint", None),
        ("Oona Flint praised the mayor as a leader.", "“Gone,” Flint said.", "Oona Flint", None),
    ],
)
def test_a_role_told_elsewhere_has_no_word_of_the_verb(
    before: str, said_later: str, name: str, role: str | None
) -> None:
    assert _speakers(f"{before}\n\n{said_later}")[-1] == (name, role)


@pytest.mark.parametrize(
    ("source", "content", "speaker"),
    [
        ("police", "the driver, a man of 40, was drunk", "police"),
        ("police", "Hale, who ran the bank, hid the money", "police"),
        ("one nurse", "patients, some of them in pain, slept on floors", "one nurse"),
        ("the ministry", "schools, libraries and pools will close", "ministry"),
        ("Bea Lund, mayor of Vell, and her deputy", "the dam is safe", "Bea Lund"),
        ("Vell's mayor, Hans Tyne", "the dam is safe", "Hans Tyne"),
        ("a spokesman for Marl Mutual, one of the largest insurers", "claims doubled", "Marl Mutual"),
        ("Ulla Verne, a geologist who led the study", "the ice is thin", "Ulla Verne"),
    ],
)
def test_what_stands_in_commas_belongs_to_source_or_content(source: str, content: str, speaker: str) -> None:
    (found,) = said(f"According to {source}, {content}.")
    assert (found.content, found.speaker) == ((content,), speaker)


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("Police found a diary that said the boy had a plan.", "the boy had a plan", "diary"),
        ("The court threw out a law that said dogs must wear bells.", "dogs must wear bells", "law"),
        ("The rule that says members may vote twice was dropped.", "members may vote twice", "rule"),
        ("Neighbours, several of whom said the smoke was black, left.", "the smoke was black", "Neighbours"),
        ("Ellen Gull, who argues the tower is a ruin, will speak in Marl.", "the tower is a ruin", "Ellen Gull"),
        ("Drivers who say the tolls are too high blocked the bridge.", "the tolls are too high", "Drivers"),
    ],
)
def test_a_relative_clause_says_no_more_than_it_holds(text: str, content: str, speaker: str) -> None:
    (found,) = said(text)
    assert (found.content, found.speaker) == ((content,), speaker)


@pytest.mark.parametrize(
    "text", ["He drove a van that said nothing to anyone.", "He bought a shirt that suited him.", "It is he that left."]
)
def test_a_relative_clause_without_a_clause_says_nothing(text: str) -> None:
    assert said(text) == []
