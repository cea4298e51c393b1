"""How fast figures are found on one core, and whether the time grows with the text and no faster.

    python benchmarks/figures.py [--kilobytes 400] [--runs 3] [--seed 7]

`news`     made-up news: a figure in every second sentence
`numbers`  hardly a word that is not part of a figure
`hundreds` "one hundred and one hundred and …", the worst case of numbers in words

Each text is read at one, two and four times its length; the ratios say by how much the time grew (2 and 4 are
linear). Times are processor seconds of `figures.find`, the least of several runs taken in turn.
"""

from __future__ import annotations

import argparse
import random
import time
from datetime import date

from factcheck.figures import find

NEWS = (
    "The harbour board met again last week.",
    "Nobody had asked the crews what they thought.",
    "Rents on the island have risen by a third since 2021.",
    "The repairs cost 4.2 million crowns.",
    "About 3,100 people live around the harbour.",
    "Ferries run between 250 and 300 times a month in summer.",
    "The dispute began when the old lease ran out in March.",
    "A new survey will be published in the spring.",
    "Two of the five boats are not fit to sail, the council said.",
    "“We will wait,” said Mara Ellwood, 47.",
)
NUMBERS = (
    "$1-2 billion",
    "41% of 2,500",
    "from 300 to 250",
    "3 May 2019",
    "at least twenty-one",
    "1.5 km",
    "one in five",
    "by 25 basis points",
    "three weeks ago",
    "between 5,000 and 7,000",
    "a quarter of a million",
    "12 per 100,000",
)
REFERENCE = date(2024, 5, 15)


def made_of(pieces: tuple[str, ...], characters: int, seed: int) -> str:
    chance, found, length = random.Random(seed), [], 0
    while length < characters:
        found.append(chance.choice(pieces))
        length += len(found[-1]) + 1
    return " ".join(found)


def seconds(text: str) -> float:
    start = time.process_time()
    find(text, REFERENCE)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kilobytes", type=int, default=400)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    size = options.kilobytes * 1000
    texts = {
        "news": made_of(NEWS, size, options.seed),
        "numbers": made_of(NUMBERS, size, options.seed),
        "hundreds": "one hundred and " * (size // 16),
    }
    for name, text in texts.items():
        lengths = [text, f"{text} {text}", " ".join([text] * 4)]
        times = [[seconds(each) for each in lengths] for _ in range(options.runs)]
        one, two, four = (min(column) for column in zip(*times, strict=True))
        print(f"{name:<10} {len(text) / 1000 / one:8.0f} kB/s   grown by {two / one:4.1f} and {four / one:4.1f}")


if __name__ == "__main__":
    main()
