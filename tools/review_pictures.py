"""Draw the review desk for the documentation: ``python tools/review_pictures.py [FOLDER]``.

Checks the shipped sample article against the shipped corpus in a workspace of its own, goes to a claim whose evidence
differs from it, cites that, and has Textual draw the screen: wide with the evidence beside the claim, at the size of a
small terminal, and with a question over the desk.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from factcheck import Workspace
from factcheck.tui.screen import Desk
from factcheck.workspace.reviewing import Review
from factcheck.workspace.reviewing.keys import keys

ROOT = Path(__file__).parent.parent
CORPUS = Path("corpora/iraq-isis-2025")
PICTURES = {  # name: columns, rows, keys that are pressed before; "" is the number of the passage that differs
    "review.svg": (120, 40, ("",)),
    "review-80x24.svg": (80, 24, ("",)),
    "review-words.svg": (100, 30, ("", "e")),
}
_FONT_FACES = re.compile(r"@font-face \{.*?\}\s*", re.S)  # they would be fetched from elsewhere


def checked(folder: Path) -> Workspace:
    """The sample article in a workspace, checked and with nothing decided."""
    desk = Workspace(folder, user="Alma Reyes")
    desk.corpus_add(CORPUS / "reference.jsonl")
    desk.check(CORPUS / "examples" / "advisers-stay.txt")
    return desk


def telling(review: Review) -> int:
    """Go to the first claim with a passage that surely differs from it, and say which of its passages that is."""
    items, _ = review.workspace.queue(limit=100)
    for item in items:
        search = review.workspace.show(item.claim.id)[1].search
        for evidence in search.evidence if search else ():
            if evidence.judgement.comparison and evidence.judgement.comparison.against and evidence.counts:
                review.go(item.claim.id)
                return evidence.rank
    return 1


async def draw(review: Review, size: tuple[int, int], pressed: tuple[str, ...]) -> str:
    """The screen of that size after the keys, as SVG."""
    desk = Desk(review, keys({}))
    async with desk.run_test(size=size) as pilot:
        await pilot.press(*pressed)
        await pilot.pause(0.3)
        drawn = desk.export_screenshot(title="factcheck review")
    return _FONT_FACES.sub("", drawn)


def main() -> None:
    into = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "docs"
    os.chdir(ROOT)  # the article's address is shown as it was given
    with tempfile.TemporaryDirectory() as name:
        with checked(Path(name) / "checked"):
            pass
        for file, (columns, rows, pressed) in PICTURES.items():
            copy = shutil.copytree(Path(name) / "checked", Path(name) / file)  # each begins with nothing chosen
            with Workspace(copy, user="Alma Reyes") as workspace:
                review = workspace.review()
                number = str(telling(review))
                picture = asyncio.run(draw(review, (columns, rows), tuple(key or number for key in pressed)))
                review.close()
            (into / file).write_text(picture, encoding="utf-8")
            print(f"{file}: {len(picture) // 1000} kB")


if __name__ == "__main__":
    main()
