"""Small articles for trials of unattended runs, the same for the same number: invented towns, people and figures."""

from __future__ import annotations

import json
from pathlib import Path

TOWNS = ("Riverton", "Alford", "Skagby", "Marlow", "Tenby", "Norrstad", "Hollin")
PEOPLE = ("Anna Crewe", "Tom Haldane", "Ruth Osei", "Piet Vermeer", "Lena Falk")
OUTLETS = 3  # of so many articles each the last tells the story of the first again
_STORY = """{town} council to close {few} libraries

The {town} council voted to close {few} of its {many} libraries by March 2026.

"We have kept {kept} branches open for as long as we could," said {who}, the mayor of {town}.

The budget of {town} fell by {few}.5 per cent to {many} million euros in 2025, according to the council's report.
"""


def story(number: int) -> str:
    """The text of an article."""
    told = number - 2 if number % OUTLETS == OUTLETS - 1 else number
    text = _STORY.format(
        town=TOWNS[told % len(TOWNS)],
        who=PEOPLE[told % len(PEOPLE)],
        few=told + 3,
        many=told + 60,
        kept=told + 11,
    )
    return text if told == number else f"{text}\nThe outlet of number {number} has more on its front page.\n"


def articles(folder: Path, count: int) -> Path:
    """A folder of ``count`` articles, and one file that is none."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"story-{number:04}.txt").write_text(story(number), encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    return folder


def documents(file: Path, count: int) -> Path:
    """A file of ``count`` reference documents."""
    made = [{"id": f"note {number}", "text": story(number), "title": f"Note {number}"} for number in range(count)]
    file.write_text("".join(json.dumps(one) + "\n" for one in made), encoding="utf-8")
    return file
