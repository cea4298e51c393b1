"""Readers of PDF files beside each other, on files of eleven kinds that are made here, and on files of one's own.

    pip install pdfminer.six pdfplumber pypdf
    python benchmarks/pdf_readers.py [FILE.pdf ...]

`order`   how far the words come in the order in which a person reads them: 2 × the longest run of words in common, all
          runs in order, over the words of both (difflib's ratio)
`whole`   of the paragraphs, how many come out as one, word for word
`kept out` of what repeats on every page, how much is not in the text
`ms`      the median of three runs, without starting a process

For files of one's own only the time and the number of words are said, and whether a reader fails. Readers that are not
installed are left out.
"""

from __future__ import annotations

import argparse
import difflib
import importlib.util
import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "papers"))

from pdf_kinds import Made, all_kinds

from factcheck.articles.pdf import reading

RUNS = 3


def ours(data: bytes) -> list[str]:
    draft = reading.draft(data, "file.pdf")
    return [line.span.of(draft.text) for line in draft.lines]


def pdfium(data: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return _paragraphs("\n\n".join(page.get_textpage().get_text_range() for page in document))


def pdfminer(data: bytes) -> list[str]:
    from pdfminer.high_level import extract_text

    return _paragraphs(extract_text(io.BytesIO(data)))


def plumber(data: bytes) -> list[str]:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return _paragraphs("\n\n".join(page.extract_text() or "" for page in document.pages))


def pypdf(data: bytes) -> list[str]:
    from pypdf import PdfReader

    return _paragraphs("\n\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


READERS: tuple[tuple[str, str, Callable[[bytes], list[str]]], ...] = (
    ("factcheck (PDFium)", "pypdfium2", ours),
    ("PDFium's own text", "pypdfium2", pdfium),
    ("pdfminer.six", "pdfminer", pdfminer),
    ("pdfplumber", "pdfplumber", plumber),
    ("pypdf", "pypdf", pypdf),
)


def _paragraphs(text: str) -> list[str]:
    """Stretches between empty lines, as somebody reads who has nothing but the text."""
    return [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def scores(made: Made, read: list[str]) -> tuple[float, float, float]:
    wanted, found = " ".join(made.paragraphs).split(), " ".join(read).split()
    order = difflib.SequenceMatcher(None, wanted, found, autojunk=False).ratio()
    whole = sum(paragraph in read for paragraph in made.paragraphs) / len(made.paragraphs)
    text = " ".join(read)
    left_out = [words not in text for words in made.left_out]
    return order, whole, sum(left_out) / len(left_out) if left_out else 1.0


def timed(reader: Callable[[bytes], list[str]], data: bytes) -> tuple[list[str], float]:
    taken, read = [], []
    for _ in range(RUNS):
        begun = time.perf_counter()
        read = reader(data)
        taken.append(1000 * (time.perf_counter() - begun))
    return read, statistics.median(taken)


def of_kinds() -> None:
    kinds = list(all_kinds())
    print(f"{'':<20}{'order':>8}{'whole':>8}{'kept out':>10}{'ms':>8}   order below 0.98 on")
    for name, module, reader in READERS:
        if importlib.util.find_spec(module) is None:
            continue
        rows = []
        for kind, made in kinds:
            read, taken = timed(reader, made.data)
            rows.append((kind, *scores(made, read), taken))
        means = [statistics.mean(row[at] for row in rows) for at in (1, 2)]
        kept = statistics.mean(row[3] for row in rows if row[0] == "running titles")
        weak = ", ".join(f"{row[0]} {row[1]:.2f}" for row in rows if row[1] < 0.98)
        taken = statistics.median(row[4] for row in rows)
        print(f"{name:<20}{means[0]:>8.3f}{means[1]:>8.3f}{kept:>10.2f}{taken:>8.1f}   {weak or '–'}")


def of_files(paths: list[Path]) -> None:
    print(f"\n{'':<20}{'files':>8}{'failed':>8}{'words':>10}{'seconds':>9}")
    for name, module, reader in READERS:
        if importlib.util.find_spec(module) is None:
            continue
        failed = words = 0
        begun = time.perf_counter()
        for path in paths:
            try:
                words += len(" ".join(reader(path.read_bytes())).split())
            except Exception as problem:  # what fails is what is measured
                failed += 1
                print(f"  {name}: {path.name}: {type(problem).__name__}", file=sys.stderr)
        print(f"{name:<20}{len(paths):>8}{failed:>8}{words:>10,}{time.perf_counter() - begun:>9.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args()
    of_kinds()
    if given.files:
        of_files(given.files)


if __name__ == "__main__":
    main()
