"""Who speaks where a colon stands between a few words and marks."""

from __future__ import annotations

import pytest
from quoting import said


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("And from harbour master Anna Oke", "Anna Oke"),
        ("As for Oke", "Anna Oke"),
        ("As for the bakers’ guild", "bakers’ guild"),
        ("Then, from Anna Oke", "Anna Oke"),
        ("Next, Anna Oke", "Anna Oke"),
        ("And finally the harbour union", "harbour union"),
        ("Over to Anna Oke, who keeps the quay", "Anna Oke"),
        ("This from Anna Oke, the harbour master", "Anna Oke"),
        ("Yet Oke, asked on Friday", "Anna Oke"),
        ("Oke again", "Anna Oke"),
        ("Oke herself", "Anna Oke"),
        ("From the harbour union", "harbour union"),
        ("On Monday", None),
        ("At noon in Sund", None),
    ],
)
def test_what_leads_over_to_a_speaker_is_no_part_of_the_name(label: str, speaker: str | None) -> None:
    found = said(f"Anna Oke spoke in Sund.\n{label}: “The quay will have to close.”")
    assert [one.speaker for one in found] == [speaker]
    assert [one.speaker for one in said(f"Anna Oke spoke in Sund.\n{label}:\n“The quay will have to close.”")] == [
        speaker
    ]


def test_marks_behind_a_colon_are_whose_deed_stands_before_it() -> None:
    found = said("Anna Oke blamed the ministers for the collapse: “They knew for years.”")
    assert [(one.speaker, one.content) for one in found][-1] == ("Anna Oke", ("They knew for years.",))
