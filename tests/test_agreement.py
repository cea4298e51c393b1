"""How often two people agreed: the figures beside the library's, and what has none said in words."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from sklearn.metrics import cohen_kappa_score
from test_second_check import ARTICLE, PASSAGE, PLAIN, QUOTED, filled

from factcheck.cli import cli
from factcheck.desk import log
from factcheck.domain import Action, Attribution, Decision, DecisionKind, Verdict
from factcheck.evaluate import agreement
from factcheck.evaluate.agreement import Twice

RULES = 'second_check = ["all"]\neditors = ["mia"]\n'
S, C, U = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNVERIFIED


def decision(by: str, verdict: Verdict | None, day: str = "2026-05-04", said: Attribution | None = None) -> Decision:
    return Decision("c", 1, verdict, None, None, "", by, f"{day}T10:00:00+00:00", (), "", "", attribution=said)


def twice(
    *verdicts: tuple[Verdict, Verdict], by: tuple[str, str] = ("ana", "leo"), day: str = "2026-05-04"
) -> list[Twice]:
    return [
        Twice(f"{number:012x}", "a", "words", decision(by[0], one, day), decision(by[1], other, day))
        for number, (one, other) in enumerate(verdicts)
    ]


def substance(found: agreement.Agreement) -> agreement.Measure:
    return found.desk[1]


def test_the_figures_are_those_of_the_libraries() -> None:
    draw = random.Random(5)
    pairs = [(one, one if draw.random() < 0.7 else draw.choice((S, C, U))) for one in draw.choices((S, C, U), k=120)]
    measure = substance(agreement.measure(twice(*pairs)))
    assert measure.raw == sum(one is other for one, other in pairs) / 120
    assert measure.kappa == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)))
    assert measure.alpha is not None
    assert measure.alpha.low < measure.alpha.value < measure.alpha.high


def test_the_draws_of_the_interval_are_computed_as_the_figure_is() -> None:
    draw = random.Random(6)
    labels = [value.value for value in (S, C, U)]
    for _ in range(30):
        both = [(draw.choice(labels), draw.choice(labels)) for _ in range(draw.randint(2, 40))]
        if len({label for given in both for label in given}) > 1:
            once = np.ones((1, len(both)), dtype=np.int64)
            assert agreement._alphas(both)(once)[0] == pytest.approx(agreement._task(both).alpha())


def test_krippendorffs_own_example_of_two_coders() -> None:
    """The binary data of ten claims in Krippendorff's "Computing Krippendorff's alpha-reliability" (2011), A: 0.095."""
    first, second = "0100000000", "1110010010"
    pairs = [(S if one == "0" else C, S if other == "0" else C) for one, other in zip(first, second, strict=True)]
    measure = substance(agreement.measure(twice(*pairs)))
    assert measure.alpha is not None
    assert round(measure.alpha.value, 3) == 0.095


def test_nothing_decided_twice_is_said_in_words() -> None:
    measure = substance(agreement.measure([]))
    assert (measure.raw, measure.kappa, measure.alpha) == (None, None, None)
    assert measure.remark == "no claim was answered by two people"


def test_one_answer_alone_has_no_coefficient_and_says_why() -> None:
    measure = substance(agreement.measure(twice((S, S), (S, S))))
    assert (measure.raw, measure.kappa, measure.alpha) == (1.0, None, None)
    assert measure.remark.startswith("every answer was supported")


def test_one_claim_on_which_two_differ_has_finite_figures() -> None:
    measure = substance(agreement.measure(twice((S, C))))
    assert (measure.raw, measure.kappa) == (0.0, 0.0)
    assert measure.alpha is not None
    assert all(np.isfinite((measure.alpha.value, measure.alpha.low, measure.alpha.high)))


def test_cohens_kappa_is_of_a_pair_and_not_of_a_desk() -> None:
    found = agreement.measure([*twice((S, S), (C, S)), *twice((S, C), (C, C), by=("kim", "leo"))])
    assert substance(found).kappa is None
    assert "see the pairs" in substance(found).remark
    assert {names: each[1].kappa is not None for names, each in found.pairs.items()} == {
        ("ana", "leo"): True,
        ("kim", "leo"): True,
    }


def test_it_does_not_matter_who_of_a_pair_was_first() -> None:
    found = agreement.measure([*twice((S, C), (S, S)), *twice((C, S), (C, C), by=("leo", "ana"))])
    assert found.pairs.keys() == {("ana", "leo")}
    assert [one.answers("substance") for one in found.disagreements] == [("supported", "contradicted")] * 2


def test_days_and_pairs_can_be_chosen() -> None:
    made = [*twice((S, S), day="2026-05-01"), *twice((S, C), day="2026-05-02"), *twice((C, C), by=("kim", "leo"))]
    assert agreement.measure(made, since=date(2026, 5, 2), until=date(2026, 5, 2)).claims == 1
    assert agreement.measure(made, pair=("leo", "kim")).claims == 1
    assert agreement.measure(made, until=date(2026, 4, 30)).claims == 0


# -- from the log -------------------------------------------------------------------------


def test_what_is_said_after_the_other_could_be_known_changes_no_figure(tmp_path: Path) -> None:
    with filled(tmp_path, RULES) as workspace:
        workspace.mark(QUOTED.id, "contradicted", cite=PASSAGE)
        workspace.mark(QUOTED.id, "supported", cite=PASSAGE)
        workspace.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="leo")
        workspace.mark(QUOTED.id, "contradicted", cite=PASSAGE)  # gives way
        (one,) = workspace.agreement().disagreements
        assert (one.first.verdict, one.second.verdict, one.disputed) == (S, C, ("substance",))
        assert one.blind


def test_both_can_see_where_the_editor_decided(tmp_path: Path) -> None:
    with filled(tmp_path, RULES) as workspace:
        workspace.mark(QUOTED.id, "supported", cite=PASSAGE)
        workspace.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="leo")
        workspace.mark(QUOTED.id, "unverified", reason="conflicting", note="two deeds", by="mia")
        (one,) = workspace.agreement().disagreements
        assert one.editor is not None
        assert (one.editor.by, one.editor.answer) == ("mia", DecisionKind.ADJUDICATED)
        told = CliRunner().invoke(cli, ["--workspace", str(tmp_path), "agreement"]).stdout
        assert "mia: not-found and unverified – two deeds, who decided" in told


def test_an_answer_that_was_undone_counts_for_nothing(tmp_path: Path) -> None:
    with filled(tmp_path, RULES) as workspace:
        workspace.mark(QUOTED.id, "supported", cite=PASSAGE)
        slip = workspace.mark(QUOTED.id, "contradicted", cite=PASSAGE, by="leo")
        with workspace.database.writing() as session:
            log.append(session, Action.UNDONE, ARTICLE.id, QUOTED.id, by="leo", content={"undoes": slip.number})
        assert workspace.agreement().claims == 0
        workspace.mark(QUOTED.id, "supported", cite=PASSAGE, by="leo")
        assert workspace.agreement().disagreements == ()


def test_after_a_reopening_two_decide_anew_and_both_times_count(tmp_path: Path) -> None:
    with filled(tmp_path, RULES) as workspace:
        for verdict in ("supported", "contradicted"):
            for by in ("ana", "leo"):
                workspace.mark(PLAIN.id, verdict, cite=PASSAGE, by=by)
            if verdict == "supported":
                workspace.reopen(PLAIN.id, note="the register was corrected")
        assert workspace.agreement().claims == 2


def test_the_command_prints_figures_and_no_nan(tmp_path: Path) -> None:
    with filled(tmp_path, RULES) as workspace:
        empty = CliRunner().invoke(cli, ["--workspace", str(tmp_path), "agreement"]).stdout
        assert empty == "Decided by two people: 0 claims, 0 of them blind\n"
        workspace.mark(PLAIN.id, "supported", cite=PASSAGE)
        workspace.mark(PLAIN.id, "supported", cite=PASSAGE, by="leo")
    lines = CliRunner().invoke(cli, ["--workspace", str(tmp_path), "agreement"]).stdout
    assert "1 (100%)" in lines
    assert "nan" not in lines.lower()
    told = json.loads(CliRunner().invoke(cli, ["--workspace", str(tmp_path), "agreement", "--json"]).stdout)
    assert [each["claims"] for each in told["desk"]] == [0, 1]
    assert told["pairs"][0]["people"] == ["ana", "leo"]


def test_who_is_to_decide_blind_is_not_shown_the_first_answer_by_show(tmp_path: Path) -> None:
    with filled(tmp_path, RULES) as workspace:
        workspace.mark(PLAIN.id, "supported", cite=PASSAGE, note="as clear as day", by="ana")
    told = [
        CliRunner().invoke(cli, ["--workspace", str(tmp_path), "show", PLAIN.id, "--as", who]).stdout
        for who in ("ana", "leo")
    ]
    assert ["as clear as day" in one for one in told] == [True, False]
