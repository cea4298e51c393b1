"""Which claim a person means: by id, by number in an article, and never by accident."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import Article, Claim, ClaimKind, ClaimOrigin, Span
from factcheck.errors import ConflictError, UsageError
from factcheck.store import desk

LINES = ("The mill closed in May.", "The weir is 40 metres long.", "The ferry runs twice a day.")


def article(town: str) -> Article:
    return Article(text=f"{town}. {' '.join(LINES)}", blocks=(), title=f"News of {town}")


def claims(of: Article) -> list[Claim]:
    starts = [of.text.index(line) for line in LINES]
    return [
        Claim(of.id, ClaimKind.ASSERTION, line, (Span(start, start + len(line)),))
        for start, line in zip(starts, LINES, strict=True)
    ]


HERE, THERE = article("Hollin"), article("Marrow")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Two articles with three claims each."""
    with Workspace(tmp_path / "desk", user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            for one in (HERE, THERE):
                desk.put_article(session, one)
                desk.put_claims(session, one.id, claims(one))
                standing.refresh_article(session, one.id)
        yield opened


def shown(workspace: Workspace, asked: str) -> tuple[str, int]:
    stored, item = workspace.show(asked)
    return stored.id, item.number


def test_a_number_is_meant_in_the_article_that_is_named_with_it(workspace: Workspace) -> None:
    assert shown(workspace, f"{HERE.id[:4]}#2") == (HERE.id, 2)
    assert shown(workspace, f"{THERE.id}#2") == (THERE.id, 2)


def test_an_article_is_named_by_the_file_that_was_checked_too(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "hollin #1.txt"
    file.write_text(f"{HERE.text}\n", encoding="utf-8")
    with workspace.database.writing() as session:
        read = workspace.read(file)
        desk.put_article(session, read)
        desk.put_claims(session, read.id, claims(read))
        standing.refresh_article(session, read.id)
    assert shown(workspace, f"{file}#3") == (read.id, 3)


@pytest.mark.parametrize("number", ["2", "02", "8", "123"])
def test_a_number_without_an_article_is_refused_with_the_way_out(workspace: Workspace, number: str) -> None:
    with pytest.raises(UsageError, match=f"ARTICLE#{number} or with --article"):
        workspace.show(number)


def test_fewer_than_four_letters_of_an_id_name_no_claim_and_no_article(workspace: Workspace) -> None:
    first = claims(HERE)[0]
    with pytest.raises(UsageError, match="4 letters"):
        workspace.show(first.id[:3])
    assert shown(workspace, first.id[:4]) == (HERE.id, 1)
    assert shown(workspace, first.id.upper()) == (HERE.id, 1)
    with pytest.raises(UsageError, match="4 letters"):
        workspace.report(HERE.id[:3])
    with pytest.raises(UsageError, match="4 letters"):
        workspace.show(f"{HERE.id[:2]}#1")


def test_a_number_that_an_article_has_not_is_refused_with_the_number_of_its_claims(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match=f"no claim '4' among the 3 of article {HERE.id}"):
        workspace.show(f"{HERE.id}#4")


def test_an_article_may_be_named_beside_an_id_and_then_holds_the_claim(workspace: Workspace) -> None:
    there = claims(THERE)[0].id
    assert shown(workspace, f"{THERE.id}#{there}") == (THERE.id, 1)
    with pytest.raises(UsageError, match="no claim"):
        workspace.show(f"{HERE.id}#{there}")


@pytest.mark.parametrize("asked", ["", "#", "#2"])
def test_nothing_is_no_name(workspace: Workspace, asked: str) -> None:
    with pytest.raises(UsageError, match="empty"):
        workspace.show(asked)


def test_of_several_claims_that_could_be_meant_each_is_named_by_its_words(workspace: Workspace) -> None:
    twins = _of_one_beginning(HERE)
    with workspace.database.writing() as session:
        for twin in twins:
            desk.put_claim(session, twin)
        standing.refresh_article(session, HERE.id)
    with pytest.raises(UsageError) as refused:
        workspace.show(twins[0].id[:4])
    for number, twin in enumerate(twins, start=4):
        assert f"{twin.id}  {HERE.id}#{number}  {twin.text}" in str(refused.value)


def _of_one_beginning(of: Article) -> tuple[Claim, Claim]:
    """Two claims whose ids begin alike, as some two of a few hundred do."""
    known: dict[str, Claim] = {}
    for start, end in combinations(range(len(of.text)), 2):
        made = Claim(of.id, ClaimKind.ASSERTION, f"From {start} to {end}.", (Span(start, end),))
        if (other := known.setdefault(made.id[:4], made)) is not made:
            return other, made
    raise AssertionError("no two ids begin alike")


def test_a_number_names_the_claim_it_was_given_to_whatever_is_found_or_added_since(workspace: Workspace) -> None:
    first, second, third = claims(HERE)
    added = Claim(HERE.id, ClaimKind.ASSERTION, HERE.text[:6], (Span(0, 6),), origin=ClaimOrigin.DESK)
    found = Claim(HERE.id, ClaimKind.INDIRECT, HERE.text[1:8], (Span(1, 8),))
    with workspace.database.writing() as session:
        desk.put_claim(session, added)
        desk.put_claims(session, HERE.id, [found, third, first])  # the second is found no longer
        standing.refresh_article(session, HERE.id)
    for number, one in ((1, first), (3, third), (4, added), (5, found)):
        assert workspace.show(f"{HERE.id}#{number}")[1].claim.id == one.id
    with pytest.raises(UsageError, match="no claim '2'"):
        workspace.show(f"{HERE.id}#2")
    with workspace.database.writing() as session:
        desk.put_claims(session, HERE.id, [first, second, third])
        standing.refresh_article(session, HERE.id)
    assert workspace.show(f"{HERE.id}#2")[1].claim.id == second.id


def test_no_number_is_given_twice_whatever_stores_it(workspace: Workspace) -> None:
    with pytest.raises((IntegrityError, ConflictError)), workspace.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE claims SET number = 1")


@pytest.mark.parametrize("asked", ["99", "9" * 30])
def test_a_number_that_no_claim_can_have_is_refused_like_any_other(workspace: Workspace, asked: str) -> None:
    with pytest.raises(UsageError, match=r"no claim '9+'"):
        workspace.show(f"{HERE.id}#{asked}")
