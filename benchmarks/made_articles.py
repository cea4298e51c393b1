"""Articles as long as those of newspapers, as many as are wanted, made by script for the benchmarks.

What they tell is invented, or a sentence of the shipped reference set; who says it is invented. An article has 400 to
800 words, one to some ten quotations, and is the same for the same number.
"""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from factcheck.language.sentences import sentences

SHIPPED = Path(__file__).parents[1] / "corpora" / "iraq-isis-2025"
REFERENCE = SHIPPED / "reference.jsonl"
EXAMPLES = sorted(path for path in (SHIPPED / "examples").iterdir() if path.suffix in (".md", ".txt", ".html"))

FIRST = (
    "Alma Bruno Carla Dario Edda Falk Greta Hanno Ilse Jonas Karin Lasse Mira Nils Olga Piet Rosa Sven Tilda".split()
)
LAST = "Aldin Berner Corvin Dahlen Ebersand Farrow Gallbeck Hollin Istrup Jarnow Kestrel Lomax Marwede Nordell".split()
ROLES = (
    "the mayor",
    "a hydrologist at the Orrin Institute",
    "the council's finance officer",
    "a spokeswoman for Northgate Rail",
    "the head of the nurses' union",
    "an economist at Velden University",
    "the deputy minister for housing",
    "a retired harbour master",
    "the chief constable",
)
TOWNS = "Eastmarch Brindleford Corfemouth Denholm Elstowe Fenmarket Garthwick Holmsea Ilsworth Kelsoe Lyddon".split()
THINGS = "bridges schools buses nurses orchards ferries libraries clinics wells trams flats inspectors".split()
TOPICS = ("The flood wall", "The new line", "The budget", "The hospital", "The harbour", "The housing plan")
PLAIN = (
    "{topic} has cost {town} £{n} million since {year}.",
    "About {n} {things} were closed in {town} last year, {m} more than the year before.",
    "{town} now has {n} {things} for every {m}0,000 people, the council's own figures show.",
    "Nobody at the town hall wanted to talk about it on Tuesday.",
    "The work began in {year} and was to be done within {m} months.",
    "In {town} rents rose by {m}.{d} per cent between {year} and 2024.",
    "The committee will vote on it next month.",
    "More than half of the {things} in {town} are older than {m} years.",
    "Two streets away the market was as full as on any other morning.",
    "A report of the audit office in {year} had warned of exactly this.",
)
SAID = (
    "“{claim}”, said {name}, {role}.",
    "{name}, {role}, said that {bare}.",
    "“We have waited {m} years for this,” {last} said. “{claim}”",
    "According to {name}, {bare}.",
    "{last} called the plan “a bill that our children will pay”.",
    "“It is not true that {bare},” {last} told the Eastmarch Courier.",
    "{name} denied that {bare}.",
    "Asked about it, {last} said the town had “cut {n} {things} and bought none”.",
)
CLAIMS = (
    "{town} lost {n} {things} in {year}",
    "the number of {things} has fallen by {m} per cent since {year}",
    "every {things} plan since {year} has cost more than £{n} million",
    "only {m} of {n} {things} were ever inspected",
    "{town} spends more on {things} than any other town in the county",
)


def article(number: int) -> str:
    """The text of an article, with front matter."""
    draw = random.Random(number)
    town, topic = draw.choice(TOWNS), draw.choice(TOPICS)
    people = [(f"{draw.choice(FIRST)} {draw.choice(LAST)}", draw.choice(ROLES)) for _ in range(draw.randint(2, 4))]
    told = [_paragraph(draw, town, topic, people)]
    words = draw.randint(400, 750)
    while sum(len(paragraph.split()) for paragraph in told) < words:
        told.append(_paragraph(draw, town, topic, people))
    day = date(2025, 1, 6) + timedelta(days=draw.randrange(300))
    head = f"---\npublisher: The {town} Observer (invented)\npublished: {day}\n---\n"
    title = f"{topic} of {town} will cost £{draw.randint(12, 95)} million more, in plan {number}"
    standfirst = _plain(draw, town, topic)
    return "\n\n".join((f"{head}# {title}", standfirst, f"By {draw.choice(FIRST)} {draw.choice(LAST)}", *told)) + "\n"


def _paragraph(draw: random.Random, town: str, topic: str, people: list[tuple[str, str]]) -> str:
    made = []
    for _ in range(draw.randint(2, 4)):
        kind = draw.random()
        if kind < 0.2:
            made.append(_said(draw, town, people))
        elif kind < 0.35:
            made.append(draw.choice(_facts()))
        else:
            made.append(_plain(draw, town, topic))
    return " ".join(made)


def _plain(draw: random.Random, town: str, topic: str) -> str:
    return draw.choice(PLAIN).format(topic=topic, **_numbers(draw, town))


def _said(draw: random.Random, town: str, people: list[tuple[str, str]]) -> str:
    name, role = draw.choice(people)
    claim = draw.choice(CLAIMS).format(**_numbers(draw, town))
    return draw.choice(SAID).format(
        claim=claim[0].upper() + claim[1:],
        bare=claim,
        name=name,
        last=name.split()[1],
        role=role,
        **_numbers(draw, town),
    )


def _numbers(draw: random.Random, town: str) -> dict[str, object]:
    return {
        "town": town,
        "n": draw.randint(20, 900),
        "m": draw.randint(3, 19),
        "d": draw.randint(1, 9),
        "year": draw.randint(2012, 2023),
        "things": draw.choice(THINGS),
    }


@cache
def _facts() -> list[str]:
    rows = map(json.loads, REFERENCE.read_text(encoding="utf-8").splitlines())
    found = (span.of(row["text"]) for row in rows for span in sentences(row["text"]))
    return [sentence for sentence in found if 6 <= len(sentence.split()) <= 30]
