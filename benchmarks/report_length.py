"""How long reports are: ``python benchmarks/report_length.py ARTICLE... --corpus FILE_OR_FOLDER...``.

Checks each article in a workspace of its own and prints, with nothing decided and with everything decided at length
(two whole passages cited for most claims), its words, the lines of the text report and the pages of the printed one,
beside the most there may be: one page for each hundred words. Set CHROMIUM to the browser if it is not found.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

from factcheck import Workspace
from factcheck.domain import ClaimKind
from factcheck.report import render
from factcheck.report.model import ArticleReport

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def decide(desk: Workspace, report: ArticleReport) -> ArticleReport:
    """Every claim of the article decided, as long as decisions get."""
    for item in report.claims:
        quoted = item.claim.kind is not ClaimKind.ASSERTION
        found = [one.passage.id for one in (item.search.evidence if item.search else ())][:2]
        if found and item.number % 3:
            verdict = "supported" if item.number % 2 else "contradicted"
            desk.mark(
                item.claim.id,
                verdict,
                cite=found,
                attribution="said-so" if quoted else None,
                note="As the record has it.",
                by="ana",
            )
        else:
            desk.mark(
                item.claim.id,
                "unverified",
                reason="no-evidence",
                attribution="not-found" if quoted else None,
                note="Asked.",
                by="leo",
            )
    return desk.report(report.article.id)


def pages(report: ArticleReport, folder: Path) -> int:
    """How many pages the report takes on A4."""
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("No Chromium found. Install it, or name it: CHROMIUM=/path/to/chromium")
    page, paper = folder / "report.html", folder / "report.pdf"
    page.write_text(render(report, "html"), encoding="utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={paper}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return len(pypdfium2.PdfDocument(paper))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--corpus", nargs="*", type=Path, default=[])
    asked = parser.parse_args()
    print(f"{'article':32} {'words':>5} {'claims':>6} {'decided':>7} {'lines':>6} {'pages':>5} {'most':>5}")
    with tempfile.TemporaryDirectory() as name, Workspace(Path(name) / "workspace") as desk:
        for source in asked.corpus:
            desk.corpus_add(source)
        for path in asked.articles:
            before = desk.check(path)
            words = len(before.article.text.split())
            for state, report in (("none", before), ("all", decide(desk, before))):
                lines = render(report, "text").count("\n")
                told = f"{path.name[:32]:32} {words:5} {len(report.claims):6} {state:>7} {lines:6}"
                print(f"{told} {pages(report, Path(name)):5} {max(1, math.ceil(words / 100)):5}", flush=True)


if __name__ == "__main__":
    main()
