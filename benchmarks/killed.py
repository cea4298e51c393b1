"""What kills.py kills: how a workspace is laid out for it, the command, and what must be the same in the end."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from flag_stories import articles, documents
from killing import Program, apart
from trial_databases import contents, differences

QUERIES = 20  # vectors that are searched for in an index
NOTES = 4  # documents of the corpus that `flag` searches
CLAIMS = 300  # of a desk that is copied; it has four times as many passages
BATCH = 5_000  # rows stored at once
NEW_PART = 10  # one in so many vectors is what an index lacks


class Kind(Protocol):
    """Something to kill."""

    name: str

    def prepare(self, program: Program, series: int) -> Path:
        """The workspace of a series, in which nothing was done yet of what is to be killed."""

    def command(self, workspace: Path, /) -> list[str]: ...

    def state(self, program: Program, workspace: Path) -> Any:
        """What is compared; it is taken in a process of its own."""

    def wrong(self, expected: Any, found: Any, printed: Sequence[str], /) -> list[str]:
        """In which words the state differs, or what was printed in a series."""


@dataclass
class Stored:
    """A command whose work is in the tables."""

    name: str
    folder: Path
    words: tuple[str, ...]
    corpus: Path | None = None  # added before
    ordered: bool = True

    def prepare(self, program: Program, series: int) -> Path:
        workspace = self.folder / f"{self.name}-{series}"
        if self.corpus is not None and program.run(["corpus", "add", str(self.corpus)], workspace).code:
            raise SystemExit(f"{self.name}: the corpus could not be added")
        return workspace

    def command(self, _: Path, /) -> list[str]:
        return list(self.words)

    def state(self, program: Program, workspace: Path) -> Any:
        from factcheck import Workspace
        from factcheck.store import tables

        with Workspace(workspace, database_url=program.database_url) as desk:
            damage = [str(one) for one in desk.verify().damage]
            with desk.database.reading() as session:
                raised = sorted(key for (key,) in session.query(tables.FlagRow.key))
                return contents(session, ordered=self.ordered, full_text=self.ordered), raised, damage

    def wrong(self, expected: Any, found: Any, printed: Sequence[str], /) -> list[str]:
        (table, theirs, _), (other, mine, damage) = expected, found
        told = differences(table, other) + damage
        if len(theirs) != len(mine):
            told.append(f"{len(mine)} flags, not {len(theirs)}")
        if set(flags(printed)) != set(mine):
            told.append(f"{len(set(flags(printed)))} flags were printed, not {len(mine)}")
        return told


def flags(lines: Sequence[str]) -> list[int]:
    """The keys of the flags among printed lines; the last line of a killed run may be cut."""
    found = []
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict) and told.get("type") == "claim":
            found.append(told["key"])
    return found


@dataclass
class Indexed:
    """A search in a corpus of many vectors, whose index is not there, or lacks a tenth of them (``behind``)."""

    name: str
    folder: Path
    vectors: int
    behind: bool = False

    @property
    def workspace(self) -> Path:
        return self.folder / self.name

    @property
    def index(self) -> Path:
        from factcheck.checking.index_file import PASSAGES

        return self.workspace / PASSAGES

    @property
    def kept(self) -> Path:
        return self.folder / f"{self.name}-kept"

    def prepare(self, program: Program, series: int) -> Path:
        if series == 0:
            apart(lambda: self._fill(program))
        shutil.rmtree(self.index, ignore_errors=True)
        if self.behind:
            shutil.copytree(self.kept, self.index)
        return self.workspace

    def _fill(self, program: Program) -> None:
        """Nine in ten vectors; an index of them, which is kept aside; and the others."""
        from factcheck import Workspace

        most = self.vectors - self.vectors // NEW_PART
        with Workspace(self.workspace, database_url=program.database_url) as desk:
            desk.make()
            _put_vectors(desk, range(1, most + 1), change=1)
            with desk.searcher.snapshot():
                pass
            shutil.copytree(self.index, self.kept)
            _put_vectors(desk, range(most + 1, self.vectors + 1), change=2)

    def command(self, _: Path, /) -> list[str]:
        return ["corpus", "search", "--json", "the of and to bridges"]

    def state(self, program: Program, workspace: Path) -> Any:
        """What the index answers, and what there is beside it that should not be."""
        import numpy as np

        from factcheck import Workspace
        from factcheck.index import tending

        with Workspace(workspace, database_url=program.database_url) as desk, desk.searcher.snapshot() as snapshot:
            draw = np.random.default_rng(0).standard_normal((QUERIES, desk.encoder.dimension)).astype(np.float32)
            draw /= np.linalg.norm(draw, axis=1, keepdims=True)
            answers = [snapshot.index.search(one, 10) for one in draw]
            found = len(snapshot.index), snapshot.index.version, answers
        described = tending.described(self.index)
        segments = described and (described.vectors, described.segments, described.damage)
        return *found, segments, len([file for file in self.index.iterdir() if file.suffix])

    def wrong(self, expected: Any, found: Any, _: Sequence[str], /) -> list[str]:
        names = ("vectors", "version", "answers", "segments", "files")
        return [
            f"{name}: {str(two)[:200]}, not {str(one)[:200]}"
            for name, one, two in zip(names, expected, found, strict=True)
            if one != two
        ]


@dataclass
class Graphed(Indexed):
    """The table and the graph of pgvector, made of the vectors that are stored."""

    def prepare(self, program: Program, series: int) -> Path:
        if series == 0:
            apart(lambda: self._fill(program))
        apart(lambda: self._forget(program))
        return self.workspace

    def _fill(self, program: Program) -> None:
        from factcheck import Workspace

        with Workspace(self.workspace, database_url=program.database_url) as desk:
            desk.make()
            _put_vectors(desk, range(1, self.vectors + 1), change=1)

    def _forget(self, program: Program) -> None:
        from sqlalchemy import text

        from factcheck import Workspace
        from factcheck.store.vector_table import TABLES

        names = f"SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename ~ '^{TABLES}'"
        with Workspace(self.workspace, database_url=program.database_url) as desk, desk.database.writing() as session:
            for name in session.scalars(text(names)).all():
                session.execute(text(f'DROP TABLE "{name}"'))

    def command(self, _: Path, /) -> list[str]:
        return ["corpus", "compact"]

    def state(self, program: Program, workspace: Path) -> Any:
        """How many vectors the table has, whether by a graph, whether it is behind, and a sum of its rows."""
        from sqlalchemy import text

        from factcheck import Workspace
        from factcheck.store import pgvector, vector_table

        with Workspace(workspace, database_url=program.database_url) as desk, desk.database.reading() as session:
            (told,) = pgvector.described(session)
            (table,) = vector_table.tables(session)
            rows = f"SELECT count(*), sum(hashtextextended(vector::text, key)) FROM {table.name}"
            return told.vectors, told.graph, told.behind, tuple(session.execute(text(rows)).one())

    def wrong(self, expected: Any, found: Any, _: Sequence[str], /) -> list[str]:
        told = [] if found == expected else [f"the table: {found}, not {expected}"]
        return told if expected[1] else [*told, "no graph was built"]


def _put_vectors(desk: Any, keys: range, change: int) -> None:
    """A document of one passage for each of ``keys``, with a vector; no full text."""
    import numpy as np
    from sqlalchemy import insert

    from factcheck.domain import fingerprint
    from factcheck.store import tables

    draw = np.random.default_rng(keys.start)
    for start in range(keys.start, keys.stop, BATCH):
        some = range(start, min(start + BATCH, keys.stop))
        vectors = draw.standard_normal((len(some), desk.encoder.dimension)).astype(np.float32)
        vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype("<f2")
        texts = {key: f"There are {key} bridges." for key in some}
        hashes = {key: fingerprint(text) for key, text in texts.items()}
        documents = [
            {"key": key, "id": f"d{key}", "version": 1, "current": True, "changed": change, "sha256": hashes[key]}
            | {"text": texts[key], "extra": {}, "source": "made"}
            for key in some
        ]
        passages = [
            {"key": key, "id": f"d{key}#0", "document_key": key, "start": 0, "end": len(texts[key])}
            | {"text": texts[key], "sha256": hashes[key], "encoded_sha256": hashes[key]}
            for key in some
        ]
        made = [
            {"encoder": desk.encoder.key, "sha256": hashes[key], "vector": vector.tobytes()}
            for key, vector in zip(some, vectors, strict=True)
        ]
        with desk.database.writing() as session:
            for table, rows in (
                (tables.DocumentRow, documents),
                (tables.PassageRow, passages),
                (tables.VectorRow, made),
            ):
                session.execute(insert(table), rows)


@dataclass
class Moved:
    """A database that is copied into another: from an SQLite file into the trial's database, or ``back``."""

    name: str
    folder: Path
    claims: int
    back: bool
    addresses: dict[Path, tuple[str, str]] = field(default_factory=dict)  # from where to where, by target

    @property
    def source(self) -> Path:
        return self.folder / "source"

    def prepare(self, program: Program, series: int) -> Path:
        file, served = f"sqlite:///{self.source / 'factcheck.db'}", _schema(program, "source")
        if not self.source.exists():
            apart(self._fill)
            if self.back and program.run(["migrate", file, served], self.source).code:
                raise SystemExit("migrate: the first copy failed")
        target = self.folder / f"{self.name}-{series}"
        target.mkdir()
        into = f"sqlite:///{target / 'factcheck.db'}"
        if program.database_url and not self.back:
            into = _schema(program, target.name)
        self.addresses[target] = (served if self.back else file, into)
        return target

    def _fill(self) -> None:
        """A corpus with vectors, and a desk of which a part is decided, in an SQLite file."""
        import desks
        from retrieval import fill

        from factcheck import Workspace

        desks.fill(self.source, self.claims)
        with Workspace(self.source, user="ana") as desk:
            fill(desk, self.claims * 4, 40)
            while (item := desk.take()) is not None and item.entries == 0 and self.claims > len(desk.history()) * 4:
                desk.mark(item.claim.id, "supported", cite=desks.PASSAGE)

    def command(self, target: Path, /) -> list[str]:
        return ["migrate", *self.addresses[target]]

    def state(self, program: Program, target: Path) -> Any:
        from factcheck import Workspace

        del program
        with Workspace(target, database_url=self.addresses[target][1]) as desk:
            damage = [str(one) for one in desk.verify().damage]
            with desk.database.reading() as session:
                return contents(session, full_text=False), damage

    def wrong(self, expected: Any, found: Any, _: Sequence[str], /) -> list[str]:
        return differences(expected[0], found[0]) + list(found[1])


def _schema(program: Program, name: str) -> str:
    """The address of a schema of this name at the trial's server."""
    return program.database_url.replace("{workspace}", name.replace("-", "_"))


SERVED = {"back", "pgvector"}  # kinds of PostgreSQL alone
KINDS = ("add", "flag", "workers", "index", "behind", "pgvector", "migrate", "back")


def kinds(folder: Path, names: Sequence[str], items: int, vectors: int) -> list[Kind]:
    """What is to be killed, with its files in ``folder``."""
    folder.mkdir()
    stories, notes = articles(folder / "stories", items), documents(folder / "notes.jsonl", items * 6)
    few = documents(folder / "few.jsonl", NOTES)
    made: dict[str, Kind] = {
        "add": Stored("add", folder, ("corpus", "add", str(notes))),
        "flag": Stored("flag", folder, ("flag", str(stories)), few),
        "workers": Stored("workers", folder, ("flag", str(stories), "--workers", "2"), few, ordered=False),
        "index": Indexed("index", folder, vectors),
        "behind": Indexed("behind", folder, vectors, behind=True),
        "pgvector": Graphed("pgvector", folder, vectors // 2),
        "migrate": Moved("migrate", folder, CLAIMS, back=False),
        "back": Moved("back", folder, CLAIMS, back=True),
    }
    return [made[name] for name in names]
