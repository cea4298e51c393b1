"""Two people for one claim, one test a rule."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck import Workspace
from factcheck.claims import flags
from factcheck.desk import log, second, standing
from factcheck.domain import (
    Action,
    Article,
    Attribution,
    Claim,
    ClaimKind,
    DecisionKind,
    Document,
    Span,
    State,
    Verdict,
)
from factcheck.errors import ConflictError, UsageError
from factcheck.report import FORMATS, Blocker, render
from factcheck.store import corpus, desk
from factcheck.store.queue import Filters

TEXT = "The quay is 90 metres long, the harbour board said. It was built in 1911."
ARTICLE = Article(text=TEXT, blocks=(), title="A quay")
QUOTED = Claim(
    article_id=ARTICLE.id,
    kind=ClaimKind.INDIRECT,
    text="The quay is 90 metres long",
    spans=(Span(0, 26),),
    flags=("opinion",),
    checkworthiness=0.9,
)
PLAIN = Claim(
    article_id=ARTICLE.id,
    kind=ClaimKind.ASSERTION,
    text="It was built in 1911.",
    spans=(Span(52, 73),),
    checkworthiness=0.5,
)
NOTE = Document(id="quay", text="The quay is 90 metres long. It dates from 1911.")
PASSAGE = "quay#0"


def filled(folder: Path, rules: str, user: str = "ana") -> Workspace:
    (folder / "factcheck.toml").write_text(rules, encoding="utf-8")
    opened = Workspace(folder, user=user)
    opened.make()
    with opened.database.writing() as session:
        corpus.add_version(session, NOTE, 1, [Span(0, len(NOTE.text))], "a.jsonl")
        desk.put_article(session, ARTICLE)
        desk.put_claims(session, ARTICLE.id, [QUOTED, PLAIN])
        standing.refresh_article(session, ARTICLE.id)
    return opened


Make = Callable[[str], Workspace]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes a workspace with two claims and these lines in its factcheck.toml."""
    opened: list[Workspace] = []

    def made(rules: str) -> Workspace:
        opened.append(filled(tmp_path, rules))
        return opened[-1]

    yield made
    for one in opened:
        one.close()


@pytest.fixture
def checked_twice(make: Make) -> Workspace:
    return make('second_check = ["opinion"]\neditors = ["mia"]\n')


def stands(workspace: Workspace, claim: Claim = QUOTED) -> State:
    return workspace.show(claim.id)[1].standing.state


def test_without_a_rule_one_decision_is_enough(make: Make) -> None:
    workspace = make("")
    workspace.mark(QUOTED.id, "supported", cite=PASSAGE)
    assert stands(workspace) is State.DECIDED
    assert workspace.waiting().total == 1


def test_a_claim_with_a_flag_of_the_rule_waits_for_a_second_person(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE)
    checked_twice.mark(PLAIN.id, "supported", cite=PASSAGE)
    assert (stands(checked_twice), stands(checked_twice, PLAIN)) == (State.SECOND, State.DECIDED)


@pytest.mark.parametrize(("rules", "wanted"), [('second_check = ["all"]', 2), ("second_check_share = 1.0", 2), ("", 0)])
def test_all_claims_or_a_share_of_them_can_be_checked_twice(make: Make, rules: str, wanted: int) -> None:
    workspace = make(rules)
    for claim in (QUOTED, PLAIN):
        workspace.mark(claim.id, "supported", cite=PASSAGE)
    assert workspace.waiting().states.get(State.SECOND, 0) == wanted


def test_a_share_is_drawn_by_the_ids_alone(make: Make) -> None:
    claims = [
        Claim(article_id=f"{number:016x}", kind=ClaimKind.ASSERTION, text="x", spans=(Span(0, 1),))
        for number in range(2000)
    ]
    drawn = [claim for claim in claims if second.Policy(share=0.2).wants(claim, None)]
    assert 340 < len(drawn) < 460
    assert drawn == [claim for claim in claims if second.Policy(share=0.2).wants(claim, None)]
    assert set(drawn) <= {claim for claim in claims if second.Policy(share=0.3).wants(claim, None)}


def test_two_who_agree_have_decided_a_claim(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE)
    made = checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="leo")
    assert made.answer is DecisionKind.SECOND
    assert stands(checked_twice) is State.DECIDED
    assert checked_twice.show(QUOTED.id)[1].standing.decision.by == "ana"  # type: ignore[union-attr]


def test_nobody_checks_himself(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE)
    again = checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE)
    assert again.answer is DecisionKind.FIRST
    assert stands(checked_twice) is State.SECOND


def test_the_same_decision_again_changes_nothing(checked_twice: Workspace) -> None:
    first = checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE)
    assert checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE) == first
    checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="leo")
    entries = len(checked_twice.history(QUOTED.id))
    checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="leo")
    assert len(checked_twice.history(QUOTED.id)) == entries


def disputed(workspace: Workspace) -> None:
    workspace.mark(QUOTED.id, "supported", cite=PASSAGE)
    workspace.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="leo")


def test_where_two_disagree_an_editor_decides(checked_twice: Workspace) -> None:
    disputed(checked_twice)
    assert stands(checked_twice) is State.DISPUTED
    with pytest.raises(ConflictError, match=r"ana and leo disagree, and an editor \(mia\) decides"):
        checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="kim")
    made = checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="mia")
    assert made.answer is DecisionKind.ADJUDICATED
    assert (stands(checked_twice), checked_twice.show(QUOTED.id)[1].verdict) == (State.DECIDED, Verdict.CONTRADICTED)


def test_where_no_editor_is_named_a_third_person_decides(make: Make) -> None:
    workspace = make('second_check = ["all"]')
    disputed(workspace)
    assert workspace.mark(QUOTED.id, "supported", cite=PASSAGE, by="kim").answer is DecisionKind.ADJUDICATED


def test_when_the_first_gives_way_the_second_looks_again(checked_twice: Workspace) -> None:
    disputed(checked_twice)
    checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="ana")
    assert stands(checked_twice) is State.SECOND
    checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="leo")
    assert stands(checked_twice) is State.DECIDED


def test_the_second_may_give_way_too(checked_twice: Workspace) -> None:
    disputed(checked_twice)
    made = checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="leo")
    assert made.answer is DecisionKind.SECOND
    assert stands(checked_twice) is State.DECIDED


def test_an_editor_who_is_one_of_the_two_says_so_with_over(make: Make) -> None:
    workspace = make('second_check = ["all"]\neditors = ["leo"]')
    disputed(workspace)
    made = workspace.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="leo", over=True, note="I read the deed")
    assert made.answer is DecisionKind.ADJUDICATED
    assert stands(workspace) is State.DECIDED


def test_who_decides_between_two_answers_what_they_disagree_on(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "supported", attribution="said-so", cite=PASSAGE)
    checked_twice.mark(QUOTED.id, "supported", attribution="not-said", cite=PASSAGE, by="leo")
    with pytest.raises(UsageError, match="disagree on whether it was said"):
        checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="mia")
    made = checked_twice.mark(QUOTED.id, attribution="said-so", by="mia")
    assert (made.verdict, made.attribution) == (Verdict.SUPPORTED, Attribution.SAID_SO)


def test_attribution_alone_does_not_settle_a_quarrel_about_substance(checked_twice: Workspace) -> None:
    disputed(checked_twice)
    with pytest.raises(UsageError, match="disagree on the substance"):
        checked_twice.mark(QUOTED.id, attribution="said-so", by="mia")


def test_a_second_person_takes_over_no_answer_of_the_first(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "supported", attribution="said-so", cite=PASSAGE)
    made = checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="leo")
    assert made.attribution is Attribution.NOT_FOUND  # the usual one: no document was compared


def test_a_colleagues_decision_is_overruled_knowingly_and_checked_anew(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE)
    checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="leo")
    with pytest.raises(ConflictError, match="ana and leo decided"):
        checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="kim")
    with pytest.raises(UsageError, match="needs a reason"):
        checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="kim", over=True)
    checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="kim", over=True, note="measured it")
    assert stands(checked_twice) is State.SECOND


def test_an_editors_word_is_overruled_by_an_editor(checked_twice: Workspace) -> None:
    disputed(checked_twice)
    checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="mia")
    with pytest.raises(ConflictError, match=r"an editor \(mia\) overrules that"):
        checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="ana", over=True, note="no")
    again = checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="mia")
    assert again.answer is DecisionKind.ADJUDICATED


def test_a_blind_second_person_is_not_shown_the_first_decision(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, note="clear")
    (line,) = checked_twice.queue(Filters(state=State.SECOND), by="leo")[0]
    assert (line.verdict, line.by, line.hidden) == (None, None, True)
    item = checked_twice.show(QUOTED.id, by="leo")[1]
    assert (item.decision, item.decisions, item.cited) == (None, (), {})
    assert checked_twice.show(QUOTED.id, by="ana")[1].verdict is Verdict.SUPPORTED
    checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="leo")
    assert checked_twice.show(QUOTED.id, by="leo")[1].verdict is Verdict.SUPPORTED


def test_a_report_keeps_the_first_answer_from_the_second_person_only(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, note="paced it out")
    checked_twice.note(QUOTED.id, "surely so", by="ana")
    told = {by: checked_twice.report(ARTICLE.id, by=by) for by in ("", "ana", "leo", "mia")}
    number = next(item.number for item in told[""].claims if item.claim.id == QUOTED.id)
    shown = {by: next(item for item in made.claims if item.number == number) for by, made in told.items()}
    assert {by: item.verdict for by, item in shown.items()} == {
        "": Verdict.SUPPORTED,
        "ana": Verdict.SUPPORTED,
        "leo": None,
        "mia": Verdict.SUPPORTED,  # an editor
    }
    assert shown["leo"].blockers == (Blocker.SECOND,)
    for form in FORMATS:
        assert all(words not in render(told["leo"], form) for words in ("paced it out", "surely so", "by ana"))


def test_that_a_claim_changed_meanwhile_does_not_tell_what_was_decided(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE)
    with pytest.raises(ConflictError, match="ana decided") as told:
        checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="leo", after=0)
    assert "supported" not in str(told.value)


def test_an_open_second_check_hides_nothing(make: Make) -> None:
    workspace = make('second_check = ["all"]\nsecond_check_blind = false')
    workspace.mark(QUOTED.id, "supported", cite=PASSAGE)
    assert workspace.show(QUOTED.id, by="leo")[1].verdict is Verdict.SUPPORTED


def test_a_second_check_can_be_asked_for_by_hand_once(make: Make) -> None:
    workspace = make("")
    workspace.mark(PLAIN.id, "supported", cite=PASSAGE)
    workspace.second_check(PLAIN.id, by="mia")
    assert stands(workspace, PLAIN) is State.SECOND
    with pytest.raises(UsageError, match="already"):
        workspace.second_check(PLAIN.id, by="mia")
    workspace.second_check(PLAIN.id, by="ana", blind=False)
    assert workspace.show(PLAIN.id, by="leo")[1].verdict is Verdict.SUPPORTED


def test_a_second_check_does_not_wait_for_who_decided_first(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE)
    waits = {
        name: [item.claim.id for item in checked_twice.queue(checked_twice.waits_for(name))[0]]
        for name in ("ana", "leo")
    }
    assert waits == {"ana": [PLAIN.id], "leo": [QUOTED.id, PLAIN.id]}


@pytest.mark.parametrize(
    ("rules", "decides"), [('editors = ["mia"]', {"mia"}), ("", {"mia", "kim"}), ('editors = ["leo"]', {"leo"})]
)
def test_a_dispute_waits_for_who_may_settle_it(make: Make, rules: str, decides: set[str]) -> None:
    workspace = make(f'second_check = ["all"]\n{rules}')
    disputed(workspace)
    people = {"ana", "leo", "mia", "kim"}
    assert {name for name in people if QUOTED.id in ids(workspace, name)} == decides


def ids(workspace: Workspace, name: str) -> set[str]:
    return {item.claim.id for item in workspace.queue(workspace.waits_for(name))[0]}


def test_when_the_first_decision_is_undone_the_second_is_the_one_that_stands(checked_twice: Workspace) -> None:
    first = checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE)
    checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="leo")
    with checked_twice.database.writing() as session:
        log.append(session, Action.UNDONE, ARTICLE.id, QUOTED.id, by="ana", content={"undoes": first.number})
    assert stands(checked_twice) is State.SECOND
    assert checked_twice.show(QUOTED.id)[1].verdict is Verdict.CONTRADICTED
    made = checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE)
    assert (made.answer, stands(checked_twice)) == (DecisionKind.SECOND, State.DECIDED)


def test_an_answer_on_attribution_alone_is_hidden_too(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, attribution="not-said", note="nobody wrote that down", by="ana")
    item = checked_twice.show(QUOTED.id, by="leo")[1]
    assert item.hidden
    assert (item.state, item.decision, item.decisions, item.entries[1:]) == (State.OPEN, None, (), ())
    assert checked_twice.show(QUOTED.id, by="ana")[1].attribution is Attribution.NOT_SAID
    line = next(one for one in checked_twice.queue(by="leo")[0] if one.claim.id == QUOTED.id)
    assert (line.attribution, line.by, line.hidden) == (None, None, True)
    assert [entry.action for entry in checked_twice.history(QUOTED.id, by="leo")] == [Action.SECOND_WANTED]
    told = checked_twice.report(ARTICLE.id, by="leo")
    for form in FORMATS:
        assert all(words not in render(told, form) for words in ("wrote that down", "not said by", "not-said"))
    with pytest.raises(ConflictError, match="somebody is deciding this claim; you are its second") as refused:
        checked_twice.mark(QUOTED.id, "supported", attribution="said-so", cite=PASSAGE, by="leo")
    assert not any(words in str(refused.value) for words in ("said", "ana", "wrote"))
    checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="ana")
    assert checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="leo").answer is DecisionKind.SECOND


def test_who_takes_over_a_hidden_answer_takes_nothing_of_it(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, attribution="not-said", note="nobody wrote that down", by="ana")
    made = checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="leo", over=True, note="ana is away")
    assert (made.answer, made.attribution) == (DecisionKind.FIRST, Attribution.NOT_FOUND)


@pytest.mark.parametrize("act", ["reopen", "dismiss", "correct", "split", "mark"])
def test_no_act_on_an_old_look_tells_the_hidden_answer(checked_twice: Workspace, act: str) -> None:
    checked_twice.mark(QUOTED.id, "contradicted", attribution="not-said", cite=PASSAGE)
    acts: dict[str, Callable[[], object]] = {
        "reopen": lambda: checked_twice.reopen(QUOTED.id, note="x", by="leo", after=1),
        "dismiss": lambda: checked_twice.dismiss(QUOTED.id, "trivial", by="leo", after=1),
        "correct": lambda: checked_twice.correct(QUOTED.id, speaker="Bo", by="leo", after=1),
        "split": lambda: checked_twice.split(QUOTED.id, "is 90 metres", by="leo", after=1),
        "mark": lambda: checked_twice.mark(QUOTED.id, "supported", cite=PASSAGE, by="leo", after=1),
    }
    with pytest.raises(ConflictError, match="ana decided") as told:
        acts[act]()
    assert "contradicted" not in str(told.value)


def test_a_hidden_verdict_is_nothing_to_reuse(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE)
    for guess in ("supported", "contradicted"):
        with pytest.raises(UsageError, match="is not decided yet"):
            checked_twice.mark(PLAIN.id, guess, reuse=QUOTED.id, note="x", by="leo")


def test_a_blind_second_does_not_lift_the_veil_alone(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE)
    acts: list[Callable[[], object]] = [
        lambda: checked_twice.dismiss(QUOTED.id, "trivial", by="leo"),
        lambda: checked_twice.reopen(QUOTED.id, note="let me see", by="leo"),
        lambda: checked_twice.second_check(QUOTED.id, blind=False, by="leo"),
    ]
    for act in acts:
        with pytest.raises(UsageError, match=r"decide it, or ask an editor \(mia\)"):
            act()
    checked_twice.second_check(QUOTED.id, blind=False, by="mia")
    assert checked_twice.show(QUOTED.id, by="leo")[1].verdict is Verdict.CONTRADICTED


def test_what_takes_a_claim_from_the_queue_lifts_no_veil(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE)
    checked_twice.correct(QUOTED.id, speaker="Bo Lind", by="leo")
    item = checked_twice.show(QUOTED.id, by="leo")[1]
    assert (item.state, item.decision) == (State.STALE, None)
    assert item.blockers[0] is Blocker.STALE
    checked_twice.split(QUOTED.id, "is 90 metres", by="leo")
    assert checked_twice.show(QUOTED.id, by="leo")[1].decision is None


def test_who_asked_for_a_blind_second_does_not_take_that_back_to_see(make: Make) -> None:
    workspace = make("")
    workspace.second_check(PLAIN.id, by="leo")
    workspace.mark(PLAIN.id, "contradicted", cite=PASSAGE)
    for over in (False, True):
        with pytest.raises(UsageError, match="decide it, or ask whoever decided it"):
            workspace.undo(PLAIN.id, by="leo", over=over)


def test_the_first_may_undo_what_is_hidden_from_others(checked_twice: Workspace) -> None:
    checked_twice.mark(QUOTED.id, "contradicted", cite=PASSAGE)
    checked_twice.undo(QUOTED.id, by="ana")
    assert checked_twice.show(QUOTED.id)[1].state is State.OPEN
    checked_twice.dismiss(QUOTED.id, "trivial", by="leo")


def test_a_rule_that_names_no_flag_of_claims_is_refused(make: Make) -> None:
    with pytest.raises(UsageError, match="second_check knows no 'misqouted'"):
        make('second_check = ["misqouted"]').mark(PLAIN.id, "supported", cite=PASSAGE)


def test_a_rule_can_name_every_flag_that_claims_have() -> None:
    given = set(re.findall(r'yield "([a-z-]+)"', inspect.getsource(flags))) | {flags.DENIED, "restated-opinion"}
    assert given <= set(second.KNOWN)
    assert set(second.KNOWN) - given == {"all", "misquoted", "restated"}
