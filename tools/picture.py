"""Draw the report for the README: ``python tools/picture.py [PICTURE.png]``.

Checks the shipped sample article against the shipped corpus in a workspace of its own, decides
most claims as a careful desk would, and lets a headless Chromium draw the HTML report: its top
on the left, its claims in the order of need on the right. Set CHROMIUM to the browser if it is not found.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image  # comes with matplotlib

from factcheck import Workspace
from factcheck.domain import Evidence
from factcheck.report import render
from factcheck.report.model import ArticleReport

ROOT = Path(__file__).parent.parent
CORPUS = Path("corpora/iraq-isis-2025")
PICTURE = ROOT / "docs" / "report.png"
WIDTH, HEIGHT, SCALE = 760, 1060, 1.25  # of one page in CSS pixels, and device pixels for each
GUTTER, COLOURS = 24, 128
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
DECIDED = 14  # claims; the others stay open, as they do on a desk at noon


def sample(desk: Workspace) -> ArticleReport:
    """The sample article's report, its first claims decided as its expected verdicts say."""
    desk.corpus_add(CORPUS / "reference.jsonl")
    report = desk.check(CORPUS / "examples" / "advisers-stay.txt")
    gold = json.loads((CORPUS / "examples" / "advisers-stay.expected.json").read_text(encoding="utf-8"))["claims"]
    found = [(item, claim) for item in report.claims for claim in gold if same(claim["content"][-1], item.claim.text)]
    for item, claim in found[:DECIDED]:
        cite = citations(claim, item.search.evidence if item.search else ())
        if cite or claim["reason"]:
            desk.mark(
                item.claim.id, claim["verdict"], cite=cite, reason=claim["reason"], note=claim["why"], by="Alma Reyes"
            )
    return desk.report(report.article.id)


def same(expected: str, found: str) -> bool:
    return expected in found or found in expected


def citations(claim: dict[str, Any], shown: tuple[Evidence, ...]) -> list[str]:
    """At most two passages that decide an expected claim, each with the sentence that does."""
    wanted = [found for found in shown if found.passage.document_id in claim["evidence"]]
    exact = [found.judgement.exact.of(found.passage.text) if found.judgement.exact else "" for found in wanted]
    return [f"{found.passage.id}:{words}".rstrip(":") for found, words in zip(wanted, exact, strict=True)][:2]


def claims_alone(page: str) -> str:
    """``page`` with its claims and nothing else. (A headless browser draws no page it has scrolled.)"""
    head, _, body = page.partition("<body>")
    (claims,) = re.findall(r'<section id="claims".*?</section>', body, re.S)
    return f"{head}<body><main>{claims}</main></body></html>"


def shoot(page: str, folder: Path) -> Image.Image:
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("No Chromium found. Install it, or name it: CHROMIUM=/path/to/chromium python tools/picture.py")
    html, picture = folder / "report.html", folder / "report.png"
    html.write_text(page, encoding="utf-8")
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--window-size={WIDTH},{HEIGHT}",
        f"--force-device-scale-factor={SCALE}",
        f"--screenshot={picture}",
        html.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - made of our own words
    return Image.open(picture).convert("RGB")


def side_by_side(left: Image.Image, right: Image.Image) -> Image.Image:
    both = Image.new("RGB", (left.width + GUTTER + right.width, left.height), left.getpixel((0, 0)))
    both.paste(left, (0, 0))
    both.paste(right, (left.width + GUTTER, 0))
    return both.quantize(COLOURS, dither=Image.Dither.NONE)


def main() -> None:
    picture = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else PICTURE
    os.chdir(ROOT)  # the report shows the article's address as it was given
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Workspace(folder / "workspace") as desk:
            report = sample(desk)
        page = render(report, "html")
        top, claims = shoot(page, folder), shoot(claims_alone(page), folder)
        side_by_side(top, claims).save(picture, optimize=True)
    print(f"{picture.name}: {picture.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
