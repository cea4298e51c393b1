"""Whatever people made of an article's claims stands so in its next draft, and in an earlier one that returns."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import databases
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from factcheck import Workspace, store
from factcheck.desk import drafts, standing
from factcheck.domain import Article, Block, BlockKind, Claim, ClaimKind, Span, Speaker, State
from factcheck.errors import ConflictError, UsageError

PORTS = {"Tarn": "Mara Lind", "Orvale": "Jon Petrie", "Sund": "Ole Ness", "Aske": "Liv Moen", "Dunmere": "Ada Ferro"}
PARAGRAPHS = tuple(
    f"“The quay of {port} lost 4{number} berths and nobody told crew {number},” {name} said. "
    f"The port of {port} took 1{number} ships in May, and dues there rose by {number} per cent."
    for number, (port, name) in enumerate(PORTS.items(), start=1)
)


def article_of(paragraphs: Sequence[str]) -> Article:
    text = "\n\n".join(paragraphs)
    starts = [text.index(words) for words in paragraphs]
    blocks = [
        Block(BlockKind.PARAGRAPH, Span(start, start + len(words)))
        for start, words in zip(starts, paragraphs, strict=True)
    ]
    return Article(text, tuple(blocks), title="Harbour dues")


def found_in(article: Article) -> Iterator[Claim]:
    """A quotation and an assertion of each paragraph, as a machine would find them."""
    for _, (start, end) in article.blocks:
        closing, full = article.text.index("”", start), article.text.index("said. ", start) + len("said. ")
        port = article.text[start:].split()[3]
        quoted, own = Span(start + 1, closing), Span(full, end)
        speaker = Speaker(PORTS[port], PORTS[port])
        yield Claim(article.id, ClaimKind.DIRECT, quoted.of(article.text), (quoted,), speaker=speaker, cue="said")
        yield Claim(article.id, ClaimKind.ASSERTION, own.of(article.text), (own,))


class Desk:
    def __init__(self, workspace: Workspace, article: Article) -> None:
        self.workspace, self.article = workspace, article

    def _store(self, article: Article) -> None:
        with self.workspace.database.writing() as session:
            previous = self.article.id
            store.desk.put_article(session, article)
            store.desk.put_claims(session, article.id, list(found_in(article)))
            standing.refresh_article(session, article.id)
            if article.id != previous:
                drafts.take_over(session, article, previous, by="bea")
        self.article = article

    def draft(self, paragraphs: Sequence[str]) -> None:
        self._store(article_of(paragraphs))

    def stands(self) -> list[tuple[Claim, standing.ClaimStanding]]:
        with self.workspace.database.reading() as session:
            claims = [claim for claim, _ in store.dossier.claims_of(session, self.article.id)]
            known = standing.claims(session, [claim.id for claim in claims])
            return [(claim, known[claim.id]) for claim in claims]

    @property
    def told(self) -> Counter[tuple[object, ...]]:
        """All of the article's claims, but those that were made and taken back, as they stand."""
        texts = {claim.id: claim.text for claim, _ in self.stands()}
        return Counter(
            (
                stands.state,
                claim.text,
                claim.kind,
                claim.speaker and (claim.speaker.name, claim.speaker.role),
                claim.flags,
                stands.decision and (stands.decision.by, stands.decision.verdict, stands.decision.reason),
                stands.notes,
                stands.dismissed,
                tuple(texts[one] for one in stands.replaced_by),
                len(stands.problems),
            )
            for claim, stands in self.stands()
            if stands.state is not State.WITHDRAWN
        )

    def id(self, words: str) -> str:
        (found,) = [claim.id for claim, stands in self.stands() if claim.text == words and _is_there(stands)]
        return found

    def do(self, what: str, first: int, second: int, by: str) -> None:
        """Do something with one claim or two that are there; what is refused is not done."""
        there = [claim for claim, stands in self.stands() if _is_there(stands)]
        one, other = there[first % len(there)], there[second % len(there)]
        with suppress(UsageError, ConflictError):
            _DOES[what](self.workspace, one, other, by)


def _is_there(stands: standing.ClaimStanding) -> bool:
    return stands.state not in (State.WITHDRAWN, State.REPLACED)


def _split(workspace: Workspace, one: Claim, by: str) -> object:
    words = one.text.split()
    return workspace.split(one.id, " ".join(words[len(words) // 2 :]), by=by)


def _narrow(workspace: Workspace, one: Claim, by: str) -> object:
    return workspace.correct(one.id, words=" ".join(one.text.split()[1:]), by=by)


def _add(workspace: Workspace, one: Claim, other: Claim, by: str) -> object:
    words = " ".join(one.text.split()[2:5])
    speaker = other.speaker.name if other.speaker else None
    return workspace.add_claim(one.article_id, words, speaker=speaker, by=by)


def _join(workspace: Workspace, one: Claim, other: Claim, by: str) -> object:
    text = workspace.report(one.article_id).article.text
    first, last = sorted((one.spans[0].start, other.spans[-1].end))
    return None if "\n\n" in text[first:last] else workspace.join(one.id, other.id, by=by)


_DOES: dict[str, Callable[[Workspace, Claim, Claim, str], object]] = {
    "split": lambda workspace, one, _, by: _split(workspace, one, by),
    "join": _join,
    "add": _add,
    "narrow": lambda workspace, one, _, by: _narrow(workspace, one, by),
    "speaker": lambda workspace, one, other, by: workspace.correct(
        one.id, speaker=other.speaker.name if other.speaker else "Kari Lund", role="harbour master", by=by
    ),
    "own": lambda workspace, one, _, by: workspace.correct(one.id, kind="assertion", by=by),
    "dismiss": lambda workspace, one, _, by: workspace.dismiss(one.id, "trivial", by=by),
    "decide": lambda workspace, one, _, by: workspace.mark(one.id, "unverified", reason="no-evidence", by=by),
    "reopen": lambda workspace, one, _, by: workspace.reopen(one.id, note="again", by=by),
    "note": lambda workspace, one, _, by: workspace.note(one.id, "ask the port", by=by),
    "undo": lambda workspace, _one, _other, by: workspace.undo(by=by),
    "undo this": lambda workspace, one, _, by: workspace.undo(one.id, by=by, over=True),
}
THINGS = tuple(_DOES)

steps = st.lists(
    st.tuples(st.sampled_from(THINGS), st.integers(0, 30), st.integers(0, 30), st.sampled_from(("ana", "leo"))),
    max_size=14,
)
NO_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]  # an example takes a second, and thousands would be made
orders = st.permutations(range(len(PARAGRAPHS)))


@contextmanager
def a_desk(template: Path) -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as folder:
        databases.copied(template, folder)
        with Workspace(Path(folder), user="ana") as workspace:
            yield Desk(workspace, article_of(PARAGRAPHS))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the article as it is first checked."""
    folder = tmp_path_factory.mktemp("carrying")
    with Workspace(folder, user="ana") as workspace:
        workspace.make()
        desk = Desk(workspace, article_of(PARAGRAPHS))
        desk.draft(PARAGRAPHS)
    return folder


@given(steps, orders)
@settings(max_examples=25, phases=NO_SHRINKING)
def test_what_was_made_of_the_claims_stands_so_when_paragraphs_are_moved(
    template: Path, some: list[tuple[str, int, int, str]], order: list[int]
) -> None:
    with a_desk(template) as desk:
        for step in some:
            desk.do(*step)
        before = desk.told
        desk.draft([PARAGRAPHS[place] for place in order])
        assert desk.told == before


@given(st.lists(st.tuples(steps, orders), min_size=2, max_size=4))
@settings(max_examples=15, phases=NO_SHRINKING)
def test_drafts_may_come_and_go_and_all_stands_as_it_stood(
    template: Path, rounds: list[tuple[list[tuple[str, int, int, str]], list[int]]]
) -> None:
    with a_desk(template) as desk:
        for some, order in rounds:
            for step in some:
                desk.do(*step)
            before = desk.told
            desk.draft([PARAGRAPHS[place] for place in order])
            assert desk.told == before
        before = desk.told
        desk.draft(PARAGRAPHS)
        assert desk.told == before


def test_a_claim_joined_of_what_was_split_and_given_a_speaker_is_there_in_the_next_draft(template: Path) -> None:
    whole = "The port of Tarn took 11 ships in May, and dues there rose by 1 per cent."
    with a_desk(template) as desk:
        first, second = desk.workspace.split(desk.id(whole), "and dues")
        desk.workspace.correct(first.id, speaker="Ole Ness")
        desk.workspace.correct(second.id, speaker="Ole Ness")
        desk.workspace.join(first.id, second.id)
        before = desk.told
        desk.draft(PARAGRAPHS[::-1])
        assert desk.told == before


@pytest.mark.parametrize("then", ["split", "dismissed", "decided, undone and split"])
def test_what_was_reopened_stays_so_when_the_earlier_draft_returns(template: Path, then: str) -> None:
    whole = "The port of Tarn took 11 ships in May, and dues there rose by 1 per cent."
    with a_desk(template) as desk:
        desk.workspace.mark(desk.id(whole), "unverified", reason="no-evidence", by="leo")
        desk.draft(PARAGRAPHS[::-1])
        claim = desk.id(whole)
        desk.workspace.reopen(claim, note="again", by="ana")
        if then.startswith("decided"):
            desk.workspace.mark(claim, "unverified", reason="no-evidence", by="ana")
            desk.workspace.undo(claim, by="ana")
        if then == "dismissed":
            desk.workspace.dismiss(claim, "trivial", by="ana")
        else:
            desk.workspace.split(claim, "and dues", by="ana")
        before = desk.told
        for paragraphs in (PARAGRAPHS, PARAGRAPHS[::-1], PARAGRAPHS):
            desk.draft(paragraphs)
            assert desk.told == before


def test_what_was_brought_back_and_split_is_split_when_the_earlier_draft_returns(template: Path) -> None:
    whole = "The port of Tarn took 11 ships in May, and dues there rose by 1 per cent."
    with a_desk(template) as desk:
        desk.workspace.dismiss(desk.id(whole), "trivial", by="leo")
        desk.draft(PARAGRAPHS[::-1])
        claim = desk.id(whole)
        desk.workspace.reopen(claim, note="again", by="ana")
        desk.workspace.split(claim, "and dues", by="ana")
        before = desk.told
        desk.draft(PARAGRAPHS)
        assert desk.told == before
