"""How far two people who decided the same claims agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.domain import Decision
    from factcheck.evaluate.agreement import Agreement, Measure, Twice


def agreement_as_dict(found: Agreement) -> dict[str, Any]:
    """How far people agree, in all and pair by pair, and where they do not."""
    return {
        "since": found.since.isoformat() if found.since else None,
        "until": found.until.isoformat() if found.until else None,
        "claims": found.claims,
        "blind": found.blind,
        "desk": [_measure(each) for each in found.desk],
        "pairs": [{"people": list(pair), "measures": list(map(_measure, each))} for pair, each in found.pairs.items()],
        "disagreements": [_disagreement(one) for one in found.disagreements],
    }


def _measure(measure: Measure) -> dict[str, Any]:
    alpha = measure.alpha
    return {
        "question": measure.question,
        "claims": measure.claims,
        "agreed": measure.agreed,
        "raw": measure.raw,
        "kappa": measure.kappa,
        "alpha": None if alpha is None else alpha.value,
        "alpha_95": None if alpha is None else [alpha.low, alpha.high],
        "remark": measure.remark,
    }


def _disagreement(one: Twice) -> dict[str, Any]:
    return {
        "claim": one.claim_id,
        "article_id": one.article_id,
        "text": one.text,
        "blind": one.blind,
        "on": list(one.disputed),
        "first": _answer(one.first),
        "second": _answer(one.second),
        "editor": _answer(one.editor) if one.editor else None,
    }


def _answer(made: Decision) -> dict[str, Any]:
    names = ("by", "at", "attribution", "verdict", "reason", "note")
    return {name: getattr(made, name) for name in names}
