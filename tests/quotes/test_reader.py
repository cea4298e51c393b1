"""The version of the reader is another whenever it reads otherwise."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from factcheck import articles, quotes

DATA = Path(__file__).parents[1] / "data"
EXAMPLES = Path(__file__).parents[2] / "corpora" / "iraq-isis-2025" / "examples"
TEXTS = [
    *sorted((DATA / "hard_parts").glob("*.txt")),
    *sorted((DATA / "articles").iterdir()),
    *(file for file in sorted(EXAMPLES.iterdir()) if file.suffix != ".json"),
]
# Accents set apart from their letters, and a hyphen that is not seen.
TYPED = (
    "“The quay is old,” said Zoe\u0308 Holm\u00adstro\u0308m, a diver. “It must close,” Holmstro\u0308m said on Friday."
)
FOREIGN = "„Wir haben die Brücke zweimal geprüft“, sagte Ana Ruiz am Montag in Velm. Die Stadt hat sie für den Verkehr "
FOREIGN += "gesperrt, und der Rat will im Mai über das Geld für eine neue Brücke und einen Weg am Ufer entscheiden."


def test_a_reader_that_reads_otherwise_is_another_version() -> None:
    """``readers.json`` has, by version, the digest of what the reader finds in the texts of these tests."""
    read = [quotes.extract(articles.read(file)) for file in TEXTS]
    read += [quotes.extract(articles.parse(text.encode())) for text in (FOREIGN, TYPED)]
    assert all(read)
    digest = sha256(repr(read).encode()).hexdigest()
    known = json.loads((DATA / "readers.json").read_text(encoding="utf-8"))
    assert known.get(quotes.READER) == digest, (
        f"what the reader finds in these texts has changed. Raise READER in factcheck/quotes/__init__.py, and add the "
        f"digest of the new version to tests/data/readers.json: {digest}"
    )
