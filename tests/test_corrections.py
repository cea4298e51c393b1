"""What a person corrects of claims, one test a transition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck import Workspace
from factcheck.desk import corrections, making, standing
from factcheck.domain import (
    Action,
    Article,
    Block,
    BlockKind,
    Claim,
    ClaimKind,
    ClaimOrigin,
    DismissalReason,
    Document,
    Span,
    Speaker,
    State,
    fingerprint,
)
from factcheck.errors import ConflictError, UsageError
from factcheck.store import corpus, desk
from factcheck.store.plain import rows
from factcheck.store.queue import Filters

TEXT = (
    "Harbour dues rise\n\n"
    "“The quay lost 40 berths and nobody told the crews,” Mara Lind, who runs the port, said on Monday. "
    "She was at the harbour.\n\n"
    "The port of Tarn took 12 ships in May. The council said that dues would rise by 4 per cent.\n\n"
    "The port of Tarn took 12 ships in May."
)


def at(words: str, start: int = 0) -> Span:
    begin = TEXT.index(words, start)
    return Span(begin, begin + len(words))


def block(kind: BlockKind, first: str, last: str) -> Block:
    return Block(kind, Span(TEXT.index(first), TEXT.index(last) + len(last)))


LAST = TEXT.rindex("The port of Tarn")
ARTICLE = Article(
    text=TEXT,
    blocks=(
        block(BlockKind.TITLE, "Harbour dues", "dues rise"),
        block(BlockKind.PARAGRAPH, "“The quay", "at the harbour."),
        block(BlockKind.PARAGRAPH, "The port", "4 per cent."),
        Block(BlockKind.PARAGRAPH, Span(LAST, len(TEXT))),
    ),
    title="Harbour dues rise",
)


def claim(words: str, kind: ClaimKind, **fields: object) -> Claim:
    return Claim(ARTICLE.id, kind, words, (at(words),), **fields)  # type: ignore[arg-type]


BERTHS = claim(
    "The quay lost 40 berths and nobody told the crews,",
    ClaimKind.DIRECT,
    speaker=Speaker("Tarn Port", "she"),
    cue="said",
    flags=("unnamed-speaker",),
)
DUES = claim("dues would rise by 4 per cent", ClaimKind.INDIRECT, speaker=Speaker("council", "The council"))
SHIPS = claim("The port of Tarn took 12 ships in May.", ClaimKind.ASSERTION)
FOUND = [BERTHS, SHIPS, DUES]
NOTE = Document(id="https://example.org/port", text="The quay lost 40 berths. Dues rise by 4 per cent.")
PASSAGE = "https://example.org/port#0"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """One article with three claims, one document with one passage."""
    with Workspace(tmp_path, user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            corpus.add_version(session, NOTE, 1, [Span(0, len(NOTE.text))], "a.jsonl")
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, FOUND)
            standing.refresh_article(session, ARTICLE.id)
        yield opened


def stands(workspace: Workspace, claim_id: str) -> State:
    return workspace.show(claim_id)[1].standing.state


def waiting(workspace: Workspace) -> list[str]:
    return [item.claim.id for item in workspace.queue()[0]]


# -- who and what -------------------------------------------------------------------------


def test_a_corrected_speaker_is_shown_and_what_was_found_stays(workspace: Workspace) -> None:
    made = workspace.correct(BERTHS.id, speaker="Mara Lind", role="harbour master", note="it is her")
    assert made.speaker == Speaker("Mara Lind", "Mara Lind", "harbour master")
    assert (made.id, made.text) == (BERTHS.id, BERTHS.text)
    (entry,) = workspace.history(BERTHS.id)
    assert (entry.action, entry.by, entry.note) == (Action.CORRECTED, "ana", "it is her")
    assert entry.content["before"]["speaker"]["name"] == "Tarn Port"
    assert workspace.show(BERTHS.id)[1].claim.speaker == made.speaker
    with workspace.database.reading() as session:
        (row,) = rows(session, 'SELECT speaker AS "speaker/json" FROM claims WHERE id = :id', id=BERTHS.id)
    assert row.speaker["name"] == "Tarn Port"


def test_what_the_machine_says_of_a_claim_follows_its_correction(workspace: Workspace) -> None:
    assert "unnamed-speaker" not in workspace.correct(BERTHS.id, speaker="Mara Lind").flags
    assert "unnamed-speaker" in workspace.correct(BERTHS.id, speaker="").flags


def test_a_role_alone_is_corrected_and_a_role_of_nobody_refused(workspace: Workspace) -> None:
    speaker = workspace.correct(DUES.id, role="of Tarn").speaker
    assert speaker is not None
    assert (speaker.name, speaker.role) == ("council", "of Tarn")
    with pytest.raises(UsageError, match="has no speaker"):
        workspace.correct(SHIPS.id, role="of Tarn")


def test_a_body_is_no_person_and_officials_are_nobody_in_particular(workspace: Workspace) -> None:
    kinds = [workspace.correct(DUES.id, speaker=name).speaker for name in ("Tarn City Council", "officials")]
    assert [speaker and speaker.kind.value for speaker in kinds] == ["body", "anonymous"]


def test_an_assertion_that_gets_a_speaker_is_a_quotation(workspace: Workspace) -> None:
    assert workspace.correct(SHIPS.id, speaker="Mara Lind").kind is ClaimKind.INDIRECT


def test_a_quotation_that_is_none_loses_its_speaker(workspace: Workspace) -> None:
    made = workspace.correct(BERTHS.id, kind="assertion")
    assert (made.kind, made.speaker, made.cue) == (ClaimKind.ASSERTION, None, None)
    with pytest.raises(UsageError, match="has no speaker"):
        workspace.correct(BERTHS.id, kind="assertion", speaker="Mara Lind")


def test_what_stands_so_already_changes_nothing(workspace: Workspace) -> None:
    workspace.correct(DUES.id, speaker="council")
    assert workspace.history() == []


def test_a_correction_beside_a_newer_entry_is_refused(workspace: Workspace) -> None:
    workspace.note(DUES.id, "rang them", by="leo")
    with pytest.raises(ConflictError, match="leo"):
        workspace.correct(DUES.id, speaker="Mara Lind", after=0)


# -- which words --------------------------------------------------------------------------


def test_an_extent_is_given_by_words_however_they_are_typed(workspace: Workspace) -> None:
    made = workspace.correct(BERTHS.id, words='"nobody   told\nthe crews,"')
    assert made.spans == (at("nobody told the crews,"),)
    assert made.kind is ClaimKind.DIRECT
    assert made.id == BERTHS.id


def test_an_extent_may_leave_words_out(workspace: Workspace) -> None:
    made = workspace.correct(BERTHS.id, words="The quay lost … nobody told the crews")
    assert made.text == "The quay lost nobody told the crews"
    assert [span.of(TEXT) for span in made.spans] == ["The quay lost", "nobody told the crews"]


def test_an_extent_is_given_by_offsets_too(workspace: Workspace) -> None:
    assert workspace.correct(DUES.id, spans=[at("The council said that dues")]).kind is ClaimKind.INDIRECT
    with pytest.raises(UsageError, match="no stretch of article"):
        workspace.correct(DUES.id, spans=[(0, len(TEXT) + 1)])
    with pytest.raises(UsageError, match="overlap"):
        workspace.correct(DUES.id, spans=[(0, 9), (3, 12)])


def test_words_that_do_not_stand_in_the_article_are_refused(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="do not stand in article"):
        workspace.correct(BERTHS.id, words="The quay lost 41 berths")


def test_of_several_places_the_claims_own_is_meant(workspace: Workspace) -> None:
    made = workspace.correct(SHIPS.id, words="port of Tarn took 12 ships")
    assert made.spans == (at("port of Tarn took 12 ships"),)


def test_part_of_a_word_is_no_place(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="do not stand"):
        workspace.correct(BERTHS.id, words="quay los")


def test_a_decided_claim_that_is_corrected_is_stale_and_waits_again(workspace: Workspace) -> None:
    workspace.mark(DUES.id, "supported", cite=[PASSAGE])
    assert DUES.id not in waiting(workspace)
    workspace.correct(DUES.id, words="The council said that dues would rise", by="leo")
    item = workspace.show(DUES.id)[1]
    assert item.standing.state is State.STALE
    assert "corrected by leo" in item.problems[0]
    assert DUES.id in waiting(workspace)
    workspace.mark(DUES.id, "supported", cite=[PASSAGE], by="leo")
    assert stands(workspace, DUES.id) is State.DECIDED


# -- split and join -----------------------------------------------------------------------


def test_a_claim_is_split_where_the_second_begins(workspace: Workspace) -> None:
    first, second = workspace.split(BERTHS.id, "and nobody told")
    assert (first.text, second.text) == ("The quay lost 40 berths", "and nobody told the crews,")
    assert {first.speaker, second.speaker} == {BERTHS.speaker}
    assert (first.origin, first.kind) == (ClaimOrigin.DESK, ClaimKind.DIRECT)
    assert stands(workspace, BERTHS.id) is State.REPLACED
    assert BERTHS.id not in waiting(workspace)
    assert {first.id, second.id} <= set(waiting(workspace))
    with pytest.raises(UsageError, match=f"replaced by {first.id}, {second.id}"):
        workspace.mark(BERTHS.id, "unverified", reason="no-evidence")


def test_an_and_that_only_joins_belongs_to_no_part(workspace: Workspace) -> None:
    first, second = workspace.split(BERTHS.id, "nobody told")
    assert (first.text, second.text) == ("The quay lost 40 berths", "nobody told the crews,")
    assert workspace.join(first.id, second.id).id == BERTHS.id


def test_a_claim_is_split_by_the_words_of_its_parts(workspace: Workspace) -> None:
    parts = workspace.split(BERTHS.id, "nobody told the crews", "The quay lost 40 berths")
    assert [part.text for part in parts] == ["The quay lost 40 berths", "nobody told the crews"]


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        (["The quay lost"], "begins there"),
        (["lost 40 berths", "40 berths and nobody"], "overlap"),
        (["took 12 ships", "lost 40 berths"], "do not stand in the claim"),
        ([], "takes the words"),
        ([[(0, 4)], [(20, 30)]], "lies outside it"),
    ],
)
def test_parts_that_are_none_are_refused(workspace: Workspace, parts: list[making.Part], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        workspace.split(BERTHS.id, *parts)
    assert workspace.history() == []


def test_joining_what_was_split_brings_the_claim_back(workspace: Workspace) -> None:
    parts = workspace.split(BERTHS.id, "and nobody told")
    made = workspace.join(*(part.id for part in parts))
    assert made.id == BERTHS.id
    assert stands(workspace, BERTHS.id) is State.OPEN
    assert {stands(workspace, part.id) for part in parts} == {State.REPLACED}


def test_claims_that_stand_apart_are_joined(workspace: Workspace) -> None:
    workspace.correct(SHIPS.id, speaker="council")
    made = workspace.join(DUES.id, SHIPS.id)
    assert made.spans == (SHIPS.spans[0], DUES.spans[0])
    assert made.text == f"{SHIPS.text} {DUES.text}"
    assert stands(workspace, DUES.id) is State.REPLACED


def test_claims_of_two_speakers_or_none_beside_one_are_not_joined(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="said by several"):
        workspace.join(BERTHS.id, DUES.id)
    with pytest.raises(UsageError, match="the outlet's own"):
        workspace.join(SHIPS.id, DUES.id)
    with pytest.raises(UsageError, match="two claims"):
        workspace.join(SHIPS.id, SHIPS.id)


def test_numbers_of_other_claims_stay_when_claims_are_made(workspace: Workspace) -> None:
    numbers = {item.claim.id: item.number for item in workspace.queue()[0]}
    made = workspace.split(BERTHS.id, "and nobody told")
    after = {item.claim.id: item.number for item in workspace.queue()[0]}
    assert {name: after[name] for name in (SHIPS.id, DUES.id)} == {name: numbers[name] for name in (SHIPS.id, DUES.id)}
    assert [after[claim.id] for claim in made] == [4, 5]


# -- added and dismissed ------------------------------------------------------------------


def test_a_missed_claim_is_added_by_its_words(workspace: Workspace) -> None:
    made = workspace.add_claim(ARTICLE.id, "She was at the harbour")
    assert (made.kind, made.origin, made.spans) == (
        ClaimKind.ASSERTION,
        ClaimOrigin.DESK,
        (at("She was at the harbour"),),
    )
    assert made.id in waiting(workspace)
    (entry,) = workspace.history(made.id)
    assert (entry.action, entry.content["claim"]["text"]) == (Action.ADDED, "She was at the harbour")
    workspace.mark(made.id, "unverified", reason="not-checkable")
    assert stands(workspace, made.id) is State.DECIDED


def test_the_kind_of_an_added_claim_is_told_by_the_marks_around_it(workspace: Workspace) -> None:
    made = workspace.add_claim(ARTICLE.id, "40 berths", speaker="Mara Lind")
    assert made.kind is ClaimKind.DIRECT
    made = workspace.add_claim(ARTICLE.id, "told the crews,” Mara Lind", speaker="Mara Lind")
    assert made.kind is ClaimKind.MIXED
    assert made.speaker is not None
    assert made.speaker.mention == "Mara Lind"


def test_words_that_a_corrected_claim_had_before_are_given_back_to_it_and_not_added(workspace: Workspace) -> None:
    workspace.correct(SHIPS.id, words="12 ships in May", nth=1)
    with pytest.raises(UsageError, match="had these words before it was corrected"):
        workspace.add_claim(ARTICLE.id, spans=SHIPS.spans)
    assert workspace.show(SHIPS.id)[1].claim.text == "12 ships in May"


def test_an_added_claim_that_is_there_already_is_named(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match=rf"claim {DUES.id} \(#3\) holds these words"):
        workspace.add_claim(ARTICLE.id, "dues would rise by 4 per cent.")


def test_words_that_stand_twice_ask_for_the_place(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match=r"(?s)stand 2 times.*--nth.*  2: …"):
        workspace.add_claim(ARTICLE.id, "took 12 ships")
    assert workspace.add_claim(ARTICLE.id, "took 12 ships", nth=2).spans == (at("took 12 ships", LAST),)
    with pytest.raises(UsageError, match="no place 3"):
        workspace.add_claim(ARTICLE.id, "took 12 ships", nth=3)


def test_a_dismissed_claim_leaves_the_queue_with_a_reason_and_returns(workspace: Workspace) -> None:
    entry = workspace.dismiss(SHIPS.id, "trivial", note="of no interest")
    assert (entry.action, entry.content) == (Action.DISMISSED, {"reason": "trivial"})
    assert SHIPS.id not in waiting(workspace)
    with pytest.raises(UsageError, match="reopen"):
        workspace.mark(SHIPS.id, "unverified", reason="no-evidence")
    with pytest.raises(UsageError, match="dismissed"):
        workspace.dismiss(SHIPS.id, "trivial")
    workspace.reopen(SHIPS.id, note="it is one")
    assert SHIPS.id in waiting(workspace)


def test_a_dismissed_claim_comes_back_with_what_was_decided_of_it(workspace: Workspace) -> None:
    workspace.mark(SHIPS.id, "unverified", reason="no-evidence")
    workspace.dismiss(SHIPS.id, DismissalReason.DUPLICATE)
    workspace.reopen(SHIPS.id, note="it is one")
    assert stands(workspace, SHIPS.id) is State.DECIDED


def test_a_reason_that_is_none_and_an_empty_note_are_refused(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="One of no-claim, duplicate"):
        workspace.dismiss(SHIPS.id, "boring")
    with pytest.raises(UsageError, match="empty"):
        workspace.note(SHIPS.id, "  ")


def test_notes_are_kept_without_a_verdict(workspace: Workspace) -> None:
    workspace.note(SHIPS.id, "rang the port")
    workspace.note(SHIPS.id, "they call back", by="leo")
    standing_now = workspace.show(SHIPS.id)[1].standing
    assert (standing_now.notes, standing_now.state) == (("rang the port", "they call back"), State.OPEN)


# -- read again ----------------------------------------------------------------------------


def read_again(workspace: Workspace, article: Article, found: list[Claim]) -> list[Claim]:
    """Store what another reading finds, and say what would be searched for."""
    with workspace.database.writing() as session:
        kept, asked = corrections.beside(session, article, found)
        desk.put_article(session, article)
        desk.put_claims(session, article.id, kept)
        standing.refresh_article(session, article.id)
    return asked


def test_corrections_survive_a_check_of_the_same_text(workspace: Workspace) -> None:
    corrected = workspace.correct(BERTHS.id, words="The quay lost 40 berths", speaker="Mara Lind")
    added = workspace.add_claim(ARTICLE.id, "She was at the harbour")
    parts = workspace.split(DUES.id, "by 4 per cent")
    workspace.dismiss(SHIPS.id, "trivial")
    asked = read_again(workspace, ARTICLE, FOUND)
    assert {claim.id: claim.text for claim in asked if claim.id == BERTHS.id} == {BERTHS.id: corrected.text}
    assert {claim.id for claim in asked} == {BERTHS.id, SHIPS.id, added.id, *(part.id for part in parts)}
    assert workspace.show(BERTHS.id)[1].claim == corrected
    assert set(waiting(workspace)) == {BERTHS.id, added.id, *(part.id for part in parts)}


def test_a_correction_stays_when_another_reading_no_longer_finds_the_claim(workspace: Workspace) -> None:
    workspace.correct(BERTHS.id, speaker="Mara Lind")
    workspace.correct(DUES.id, words="The council said that dues would rise")
    asked = read_again(workspace, ARTICLE, [SHIPS])
    assert {claim.id for claim in asked} == {BERTHS.id, DUES.id, SHIPS.id}
    assert set(waiting(workspace)) == {BERTHS.id, DUES.id, SHIPS.id}


def test_what_the_desk_holds_already_is_not_found_again_beside_it(workspace: Workspace) -> None:
    workspace.correct(BERTHS.id, words="The quay lost 40 berths")
    added = workspace.add_claim(ARTICLE.id, "nobody told the crews", speaker="Mara Lind")
    read_again(
        workspace,
        ARTICLE,
        [
            SHIPS,
            claim("The quay lost 40 berths", ClaimKind.DIRECT, speaker=Speaker("Port", "port")),
            claim("nobody told the crews", ClaimKind.DIRECT, speaker=Speaker("Port", "port")),
            DUES,
        ],
    )
    assert set(waiting(workspace)) == {BERTHS.id, SHIPS.id, DUES.id, added.id}
    assert workspace.show(added.id)[1].claim.speaker == added.speaker


def test_what_was_dismissed_or_split_is_not_found_again_under_another_kind(workspace: Workspace) -> None:
    workspace.dismiss(SHIPS.id, "trivial")
    parts = workspace.split(DUES.id, "by 4 per cent")
    read_again(workspace, ARTICLE, [BERTHS, claim(SHIPS.text, ClaimKind.INDIRECT), claim(DUES.text, ClaimKind.MIXED)])
    assert set(waiting(workspace)) == {BERTHS.id, *(part.id for part in parts)}


def test_numbers_are_never_given_twice_when_another_reading_finds_more(workspace: Workspace) -> None:
    workspace.add_claim(ARTICLE.id, "She was at the harbour")
    workspace.note(DUES.id, "seen")
    read_again(
        workspace,
        ARTICLE,
        [BERTHS, SHIPS, claim("Harbour dues rise", ClaimKind.ASSERTION), claim("on Monday", ClaimKind.INDIRECT)],
    )
    numbers = [item.number for item in workspace.report(ARTICLE.id).claims]
    assert sorted(set(numbers)) == sorted(numbers)


def test_the_log_of_corrections_is_sound_and_what_is_derived_of_it_can_be_made_anew(workspace: Workspace) -> None:
    workspace.correct(BERTHS.id, speaker="Mara Lind", words="The quay lost 40 berths")
    workspace.split(DUES.id, "by 4 per cent")
    workspace.add_claim(ARTICLE.id, "She was at the harbour")
    with workspace.database.writing() as session:
        kept = session.connection().exec_driver_sql("SELECT * FROM claim_standing ORDER BY claim_id").fetchall()
        standing.refresh_article(session, ARTICLE.id)
        anew = session.connection().exec_driver_sql("SELECT * FROM claim_standing ORDER BY claim_id").fetchall()
    assert kept == anew
    assert workspace.verify().sound


def test_ids_of_articles_and_claims_are_what_they_were() -> None:
    assert ARTICLE.id == fingerprint(TEXT)[:16]


@pytest.mark.parametrize("odd", ["Ann\0a", "Ann\ud800a"])
def test_what_no_database_can_read_again_is_refused(workspace: Workspace, odd: str) -> None:
    """A NUL in JSON was taken, and then nobody's queue could be filtered by speaker any more on PostgreSQL."""
    claim = workspace.queue()[0][0].claim.id
    for refused in (
        lambda: workspace.correct(claim, speaker=odd),
        lambda: workspace.note(claim, odd),
        lambda: workspace.assign(claim, odd),
        lambda: workspace.take(claim, by=odd),
        lambda: workspace.renew(claim, by="leo", work={"note": [odd]}),
    ):
        with pytest.raises(UsageError, match="no letters"):
            refused()
    assert workspace.history(claim) == []
    workspace.queue(Filters(speaker="a"))
