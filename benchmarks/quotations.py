"""How fast quotations are found on one core, and whether the time grows with the text and no faster.

    python benchmarks/quotations.py [--kilobytes 400] [--runs 3] [--seed 7]

`news`     made-up news: a quotation or an attribution in two sentences out of three
`cues`     a verb of saying every forty characters
`marks`    the same words with a pair of quotation marks around every third
`5 MB`     5 MB of news with 50,000 quotation marks
`openers`  a million opening marks, none of them closed: one paragraph of them, and one to a paragraph

Each text is read at one, two and four times its length; the ratios say by how much the time grew (2
and 4 are linear). Times are processor seconds of `quotes.extract`, the least of several runs taken
in turn; reading the file into paragraphs is timed beside it.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator

from factcheck import articles
from factcheck.domain import Article
from factcheck.quotes import extract

AIM = 200  # kB a second
PEOPLE = ("Mara Ellwood", "Teo Brandvik", "Ines Calloway", "Jon Petrakis", "Dalia Osei", "Rufus Lindqvist")
ROLES = ("the harbour master", "a tenants' adviser", "the council's engineer", "a ferry captain", "the school's head")
BODIES = ("The harbour board", "The tenants' union", "The county court", "The ferry company", "A new survey")
CLAIMS = (
    "the north quay will reopen before the winter",
    "rents on the island have risen by a third since 2021",
    "nobody had asked the crews what they thought",
    "the repairs cost 4.2 million crowns, twice the estimate",
    "the report left out the worst of the flooding",
    "two of the five boats are not fit to sail",
)
FACTS = (
    "Rain fell on the island for most of the week.",
    "The ferry runs four times a day in summer.",
    "About 3,100 people live around the harbour, many of them in rented flats.",
    "The dispute began when the old lease ran out in March.",
)


def news(characters: int, seed: int) -> str:
    """Paragraphs of made-up news, about ``characters`` long."""
    chance, paragraphs, length = random.Random(seed), ["Islanders quarrel over the north quay"], 0
    while length < characters:
        sentences = [_sentence(chance) for _ in range(chance.randint(2, 5))]
        paragraphs.append(" ".join(sentences))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def _sentence(chance: random.Random) -> str:
    person, role, body = chance.choice(PEOPLE), chance.choice(ROLES), chance.choice(BODIES)
    claim, other = chance.sample(CLAIMS, 2)
    surname = person.split()[1]
    return chance.choice(
        (
            f"“{claim.capitalize()},” said {person}, {role}.",
            f"{surname} told reporters on Monday that {claim}.",
            f"“{claim.capitalize()},” {surname} said. “And {other}.”",
            f"{body} found that {claim}, and that {other}.",
            f"According to {person}, {claim}.",
            f"{claim.capitalize()}, she added.",
            *FACTS,
        )
    )


def cues(characters: int, seed: int) -> str:
    """Paragraphs of five short sentences, a verb of saying in each."""
    chance, paragraphs, length = random.Random(seed), ["Islanders quarrel over the north quay"], 0
    while length < characters:
        paragraphs.append(" ".join(_short_sentence(chance) for _ in range(5)))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def _short_sentence(chance: random.Random) -> str:
    surname = chance.choice(PEOPLE).split()[1]
    return chance.choice(
        (
            f"{surname} said the rents rose by a third.",
            f"{surname} told reporters it was late.",
            f"{surname} added that nobody was hurt.",
            f"“It is safe,” {surname} said on Monday.",
            f"{chance.choice(BODIES)} argued rents fell.",
        )
    )


def marks(characters: int, seed: int) -> str:
    """News in which every third word stands between quotation marks."""
    words = news(characters, seed).split(" ")
    return " ".join(f"“{word}”" if number % 3 == 0 else word for number, word in enumerate(words))[:characters]


def many_marks(characters: int, seed: int) -> str:
    """News with one quotation mark for each hundred characters."""
    paragraphs: list[str] = []
    length = pairs = 0
    chance = random.Random(seed)
    while length < characters:
        quoting = 200 * pairs < length
        person, claim = chance.choice(PEOPLE), chance.choice(CLAIMS)
        words = f"“{claim.capitalize()},” said {person}." if quoting else chance.choice(FACTS)
        pairs += quoting
        paragraphs.append(words)
        length += len(words) + 2
    return "\n\n".join(paragraphs)


def openers_in_a_row(characters: int, _seed: int) -> str:
    return "“so " * (characters // 4)


def openers_apart(characters: int, _seed: int) -> str:
    return "“so\n\n" * (characters // 5)


def lengths(text: Callable[[int, int], str], characters: int, seed: int, runs: int) -> list[tuple[int, float, float]]:
    """For one, two and four times ``characters``: length, seconds of extraction, seconds of reading."""
    texts = [text(times * characters, seed) for times in (1, 2, 4)]
    read = [(article, seconds) for article, seconds in map(_read, texts)]
    taken = [
        min(times) for times in zip(*([_seconds(article) for article, _ in read] for _ in range(runs)), strict=True)
    ]
    return [(len(article.text), took, seconds) for (article, seconds), took in zip(read, taken, strict=True)]


def _read(text: str) -> tuple[Article, float]:
    start = time.process_time()
    article = articles.parse(text.encode(), format="text")
    return article, time.process_time() - start


def _seconds(article: Article) -> float:
    start = time.process_time()
    extract(article)
    return time.process_time() - start


def lines(characters: int, seed: int, runs: int) -> Iterator[str]:
    yield f"{'':<22}{'length':>10} {'marks':>10} {'reading':>9} {'quotations':>11} {'kB/s':>7}   time for 1 : 2 : 4"
    large = 5_000_000 // 4
    for name, text, size, times in (
        ("news", news, characters, runs),
        ("cues", cues, characters // 2, runs),
        ("marks", marks, characters, runs),
        ("5 MB, 50,000 marks", many_marks, large, 1),
        ("openers in a row", openers_in_a_row, 1_000_000, 1),
        ("openers apart", openers_apart, large, 1),
    ):
        measured = lengths(text, size, seed, times)
        length, took, reading = measured[-1]
        count = sum(text(4 * size, seed).count(mark) for mark in "“”")
        growth = " : ".join(f"{seconds / measured[0][1]:.2f}" for _, seconds, _ in measured)
        speed = f"{took:>9.2f} s {length / took / 1000:>7.0f}"
        yield f"{name:<22}{length:>10,} {count:>10,} {reading:>7.2f} s {speed}   {growth}"
    yield f"aim: at least {AIM} kB/s on news, and 1.00 : 2.00 : 4.00"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kilobytes", type=int, default=400, help="length of the shortest text of news and marks")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    for line in lines(1000 * options.kilobytes, options.seed, options.runs):
        print(line, flush=True)


if __name__ == "__main__":
    main()
