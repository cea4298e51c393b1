"""`corpus`: the reference material."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import common, fetched
from factcheck.report.plain import clean, one_line

if TYPE_CHECKING:
    from factcheck.checking.added import Added
    from factcheck.checking.compacting import Tidied
    from factcheck.checking.rereading import Reread, RereadChange
    from factcheck.domain import Passage
    from factcheck.workspace.corpus import PassageInPlace


@click.group()
def corpus() -> None:
    """Manage the reference material."""


corpus.add_command(fetched.source)


@corpus.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--publisher", callback=common.storable, help="Who published them, in place of what the files say.")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="When, as YYYY-MM-DD.")
@fetched.allow_network
@common.encoding
@common.workers
@common.on
@common.as_json
@click.pass_context
def add(
    ctx: click.Context,
    paths: tuple[str, ...],
    publisher: str | None,
    published: datetime | None,
    allow_network: bool | None,
    encoding: str | None,
    workers: int | None,
    on: str,
    as_json: bool,
) -> int:
    """Add files, ClaimReview feeds, folders of them, or a reference set by its name.

    A JSONL file (.jsonl or .ndjson, maybe with .gz) holds a document a line: id and text, and where
    known title, publisher, url and published (YYYY-MM-DD); other fields are kept. Adding the same
    thing twice changes nothing; a changed document gets a new version. A line that cannot be used
    is named and skipped.

    Any other file – text, Markdown, HTML, PDF, Word, OpenDocument, Excel, CSV, subtitles, mail, agency
    news – holds one document; a file of another kind is named and passed over. Its id is the address
    that the page gives, or else its path below the PATH that was given: `corpus add c/` makes
    a/notes.txt and b/notes.txt of the files in c. Where another file holds that id, more of the path
    is taken; a file keeps the id it has.

    Its publisher and date are read from its metadata or front matter, from a line such as "Published
    25 February 2026 by Example Office" at its head or foot, or (the date) from its name, such as
    2026-02-25-cap.md; the summary and `corpus list` say which. --publisher and --published say it of all
    documents that are added; a JSONL line's own fields stay. What was given is kept when the file is added
    again without them.

    A JSON file is read as ClaimReviews (schema.org, a DataFeed or ItemList of them, or what Google's
    Fact Check Tools API answers). They are remembered as earlier checks and shown beside new claims;
    they say what was claimed, so they are never evidence.

    With --allow-network PATH may be the address of a page, a PDF or another file that holds one document. What is
    fetched is kept as it came; `corpus source` shows it.

    --on ray has the nodes of a Ray cluster read and encode (RAY_ADDRESS names it; without one a Ray is started here),
    all of which must have this factcheck installed. On one machine the usual way is the fastest.

    \b
    Examples:
      factcheck corpus add iraq-isis-2025
      factcheck corpus add notes.jsonl
      factcheck corpus add archive/
      factcheck corpus add cap.pdf --publisher "Example Office" --published 2026-02-25
      factcheck corpus add claims.json
      factcheck corpus add --allow-network https://ministry.example/cap.pdf
      factcheck corpus add archive/ --on ray://head:10001 --workers 64
    """
    from factcheck.workers import Spread

    spread = Spread(workers, on)
    with common.workspace(ctx, allow_network=allow_network) as workspace:
        day = published.date() if published else None
        added = workspace.corpus_add(*paths, publisher=publisher, published=day, encoding=encoding, spread=spread)
    if as_json:
        from factcheck.workspace.as_json.corpus import added_as_dict

        common.print_json(added_as_dict(added))
    else:
        for what, counts in _outcomes(added):
            click.echo(f"{counts['new']} new, {counts['changed']} changed, {counts['unchanged']} unchanged {what}")
    return _failures(added)


def _outcomes(added: Added) -> list[tuple[str, dict[str, int]]]:
    """What to say: of documents unless there were only ClaimReviews, of ClaimReviews if there were any."""
    documents = {"new": added.new, "changed": added.changed, "unchanged": added.unchanged}
    reviewed = any(added.reviews.values())
    said = [("documents", documents)] if any(documents.values()) or not reviewed else []
    return [*said, ("ClaimReviews", added.reviews)] if reviewed else said


def _failures(added: Added) -> int:
    for failure in added.failures[: common.NAMED_FAILURES]:
        whole = failure.problem.endswith(".")  # an error of a file names it; the problem of a line does not
        common.warn(failure.problem if whole else f"{failure.place}: {failure.problem}.")
    if len(added.failures) > common.NAMED_FAILURES:
        common.warn(f"and {len(added.failures) - common.NAMED_FAILURES} more; --json lists them all.")
    used = added.new + added.changed + added.unchanged + sum(added.reviews.values())
    return common.outcome(used, len(added.failures))


@corpus.command(name="list")
@click.option("--reviews", is_flag=True, help="The ClaimReviews instead: checks that others published.")
@common.as_json
@click.pass_context
def list_documents(ctx: click.Context, reviews: bool, as_json: bool) -> None:
    """List the current documents, or the ClaimReviews."""
    from factcheck.workspace.as_json.corpus import document_as_dict, review_as_dict

    with common.workspace(ctx) as workspace:
        if reviews:
            rows = [review_as_dict(*one) for one in workspace.corpus_reviews()]
        else:
            rows = [document_as_dict(one) for one in workspace.corpus_list()]
    if as_json:
        common.print_json(rows)
        return
    for row in rows:
        changed = f" (version {row['version']})" if row["version"] > 1 else ""
        about = " · ".join(_about(row))
        click.echo(clean(one_line(f"{row['id']}{changed}  {about}")))


def _about(row: dict[str, Any]) -> Iterator[str]:
    """What to say of a document or ClaimReview, the day first, each with where it was read if it was."""
    names = [name for name in row if name not in ("id", "version", "published", "published_from", "publisher_from")]
    for name in ("published", *names):
        value = row[name] or ("undated" if name == "published" else None)
        if value:
            where = row.get(f"{name}_from")
            read = f" (from the {where})" if row[name] and where not in (None, "given", "metadata") else ""
            yield f"{value}{' (given)' if where == 'given' else read}"


@corpus.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--count", "-n", default=10, show_default=True, type=click.IntRange(1, 1000), help="Passages shown.")
@common.as_json
@click.pass_context
def search(ctx: click.Context, words: tuple[str, ...], count: int, as_json: bool) -> None:
    """Find the passages nearest to WORDS.

    \b
    Example:
      factcheck corpus search border wall with Syria
    """
    with common.workspace(ctx) as workspace:
        found = workspace.corpus_search(" ".join(words), count)
    if as_json:
        from factcheck.workspace.as_json.corpus import found_as_dict

        common.print_json([found_as_dict(one) for one in found])
        return
    for item, similarity in found:
        click.echo("\n".join(_found_lines(item, similarity, common.width())))
    if not found:
        common.notice("nothing in the corpus comes near these words.")


def _found_lines(item: Passage, similarity: float, width: int) -> list[str]:
    from factcheck.report.plain import wrap

    day = item.published.isoformat() if item.published else "undated"
    about = one_line(
        " · ".join(filter(None, (f"similarity {similarity:.2f}", item.publisher, day, item.title, item.place)))
    )
    return [*wrap(f"{item.id}  {about}", width), *wrap(one_line(item.text), width, "    ")]


@corpus.command()
@click.argument("passage")
@common.as_json
@click.pass_context
def show(ctx: click.Context, passage: str, as_json: bool) -> None:
    """Show a passage whole, with what stands before and behind it.

    PASSAGE is an id such as iq-003#0, as `show` and `corpus search` print it. Words copied from it
    can be cited: `factcheck mark CLAIM VERDICT --cite 'PASSAGE:words'`.

    \b
    Example:
      factcheck corpus show iq-003#0
    """
    with common.workspace(ctx) as workspace:
        found = workspace.corpus_passage(passage)
    if as_json:
        from factcheck.workspace.as_json.corpus import in_place_as_dict

        common.print_json(in_place_as_dict(found))
        return
    click.echo("\n".join(_passage_lines(found)))


def _passage_lines(found: PassageInPlace) -> Iterator[str]:
    from factcheck.report.paint import Paint

    paint, one = Paint(common.colour()), found.passage
    day = one.published.isoformat() if one.published else "undated"
    about = (one.publisher or "publisher not given", day, one.title, one.place, one.url)
    yield paint.strong(one_line(one.id))
    yield one_line(" · ".join(filter(None, about)))
    yield f"sha256 {one.sha256[:12]}" + ("" if one.current else " · a newer version of the document is in the corpus")
    for label, part in (("before", found.before), (None, one), ("behind", found.behind)):
        if part is not None:
            yield ""
            if label:
                yield paint.faint(one_line(f"{label}: {part.id}"))
            yield from map(paint.faint if label else str, clean(part.text).splitlines())


@corpus.command()
@click.argument("ids", nargs=-1, metavar="[DOCUMENT]...")
@common.as_json
@click.pass_context
def reread(ctx: click.Context, ids: tuple[str, ...], as_json: bool) -> None:
    """Read documents anew for who says what in them, and say what that changes.

    A document is read when it is added, and what was found is kept. DOCUMENT is the id of a current
    document; without one, all are read. Searches and verdicts that were made stay as they are.

    \b
    Examples:
      factcheck corpus reread
      factcheck corpus reread iq-003 iq-007 --json
    """
    from factcheck.cli import rereading

    changed: list[Reread] = []
    changes: list[RereadChange] = []
    counted = Counter[str]()
    with common.workspace(ctx) as workspace:
        for item in workspace.corpus_reread(*ids):
            counted["documents"] += 1
            counted["first"] += item.before is None and not item.unreadable
            if item.changes or item.unreadable:
                changed.append(item)
                changes += item.changes
    if as_json:
        from factcheck.workspace.as_json.articles import reread_as_dict

        said = {"documents": counted["documents"], "read_first": counted["first"]}
        common.print_json({**said, "changed": [reread_as_dict(item) for item in changed]})
        return
    for item in changed:
        click.echo("\n".join(rereading.lines(item)))
    first = f", {counted['first']} read for the first time" if counted["first"] else ""
    documents = f"{counted['documents']:,} document{'' if counted['documents'] == 1 else 's'}"
    click.echo(f"{documents}: {rereading.counted(changes)}{first}")


@corpus.command()
@common.as_json
@click.pass_context
def stats(ctx: click.Context, as_json: bool) -> None:
    """Count documents, passages, ClaimReviews and vectors."""
    with common.workspace(ctx) as workspace:
        counts = asdict(workspace.corpus_stats())
    if as_json:
        common.print_json(counts)
        return
    for name, value in counts.items():
        if name != "vectors":
            click.echo(f"{value:>9,}  {name.replace('_', ' ').replace('claim reviews', 'ClaimReviews')}")
    for encoder, value in counts["vectors"].items():
        click.echo(f"{value:>9,}  vectors of {clean(encoder)}")


@corpus.command()
@click.option("--vacuum", is_flag=True, help="Give back to the disk what the database does not use.")
@common.as_json
@click.pass_context
def compact(ctx: click.Context, vacuum: bool, as_json: bool) -> None:
    """Make the corpus smaller and quicker to search.

    Vectors of replaced and removed documents are dropped, and are made again when a document comes back; what full
    text and index have in many pieces is joined. Others work on meanwhile, and it may be killed at any point and run
    again. Nothing that was given, decided or cited is touched.

    --vacuum writes the database anew, which takes about a minute for ten gigabytes on a good disk: nobody else can
    write until it is done, and the disk needs twice the database's size. On PostgreSQL tables are vacuumed and analysed
    each time, and nobody waits.

    \b
    Examples:
      factcheck corpus compact
      factcheck corpus compact --vacuum
    """
    with common.workspace(ctx) as workspace:
        gained = workspace.corpus_compact(vacuum=vacuum)
    if as_json:
        common.print_json(asdict(gained))
        return
    for line in _gained(gained):
        click.echo(line)


def _gained(gained: Tidied) -> Iterator[str]:
    yield f"{gained.vectors:,} vectors dropped that nothing needs"
    if gained.segments_before:
        yield f"full text: {gained.segments_before} segments before, {gained.segments} now"
    if gained.index is not None:
        yield f"index: {gained.index.before:,} bytes before, {gained.index.after:,} now"
    if gained.size_before is not None and gained.size is not None:
        free = f", {gained.free:,} of them free for what comes next" if gained.free else ""
        yield f"database: {gained.size_before:,} bytes before, {gained.size:,} now{free}"
    yield f"{gained.seconds:.1f} seconds"


@corpus.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.pass_context
def remove(ctx: click.Context, ids: tuple[str, ...]) -> None:
    """Leave documents or ClaimReviews out of new searches.

    Nothing is destroyed: verdicts that cite a removed document keep their words and return to the queue as
    stale; adding it again as it was undoes that.
    """
    from factcheck.checking.added import stale_remarks

    with common.workspace(ctx) as workspace:
        for one in ids:
            stale = workspace.corpus_remove(one)
            click.echo(f"{clean(one)} removed")
            for remark in stale_remarks(stale):
                common.notice(remark)


@corpus.command()
@common.as_json
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> None:
    """Check documents and passages against their fingerprints."""
    from factcheck.cli.report import print_problems

    with common.workspace(ctx) as workspace:
        print_problems(workspace.corpus_verify(), as_json)
