"""Texts in, findings out, nothing stored: who said what, wording, stance, how a file is read."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from factcheck.domain import Article, Document
from factcheck.errors import InputError, UsageError
from factcheck.files import FileKind, kind_of
from factcheck.report.evidence_json import judgement_as_dict
from factcheck.web.api.answers import answer, refusals
from factcheck.web.api.shapes import ApiBody, Day, Flag, Id, Line, Text, Words
from factcheck.web.people import Here, Shared
from factcheck.workspace.as_json.quotations import quotations_as_dict
from factcheck.workspace.as_json.reading import inspected_as_dict
from factcheck.workspace.as_json.wording import compared_as_dict

if TYPE_CHECKING:
    from factcheck.articles import Format, Metadata

router = APIRouter(tags=["texts"])

_TEXTS = (FileKind.TEXT, FileKind.MARKDOWN, FileKind.HTML)
_FORMATS = [kind.value for kind in _TEXTS]
_Base64 = Annotated[str, Field(min_length=1, json_schema_extra={"format": "byte"})]


class TextBody(ApiBody):
    """A text, or a file in base64 with its name; what of it is not given is read in it."""

    text: Annotated[Text | None, Field(min_length=1, description="The words themselves.")] = None
    file: Annotated[_Base64 | None, Field(description="A file of any kind that `check` reads, in base64.")] = None
    name: Annotated[Line | None, Field(description="What it is called; of a file, the name tells its kind.")] = None
    format: Annotated[
        Line | None,
        Field(description="Of a text; told by its words if not given.", json_schema_extra={"enum": [*_FORMATS, None]}),
    ] = None
    encoding: Annotated[Line | None, Field(description="What a file is written in, such as windows-1250.")] = None

    def data(self) -> TextData:
        """Its bytes and what is known of them. Raises UsageError for both or neither, and for what is no base64."""
        if (self.text is None) == (self.file is None):
            raise UsageError("give either the text or a file in base64.")
        if self.text is not None:
            if self.format is not None and self.format not in _FORMATS:
                raise UsageError(f"format: no '{self.format}'. One of {', '.join(_FORMATS)}.")
            return TextData(self.text.encode("utf-8-sig"), self.format, self.name, None)
        return TextData(_decoded(self.file or ""), _kind(self.name), self.name, self._codec())

    def _codec(self) -> str | None:
        from factcheck.articles.decoding import known_codec

        return None if self.encoding is None else known_codec(self.encoding)

    def article(self, max_bytes: int, given: Metadata | None = None) -> Article:
        """The article in it. Raises InputError if there is none."""
        from factcheck import articles

        told = self.data()
        return articles.parse(
            told.data, format=told.format, source=told.name, given=given, max_bytes=max_bytes, encoding=told.codec
        )


class TextData(NamedTuple):
    """Bytes, the format that they are known to have, what to call them, and the codec they are written in."""

    data: bytes
    format: Any  # an articles.Format, or None
    name: str | None
    codec: str | None


def _decoded(file: str) -> bytes:
    try:
        return base64.b64decode(file, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise UsageError(f"file: no base64 ({problem}).") from problem


def _kind(name: str | None) -> Format | None:
    """The format that a file's name tells, None if it tells none."""
    kind = kind_of(name) if name else None
    if kind is FileKind.JSON_LINES:
        raise InputError(f"{name}: JSON lines hold many documents and no article. Send each by itself.")
    return None if kind in (None, FileKind.JSON) else kind.value  # type: ignore[return-value]


class QuotesBody(TextBody):
    """A text, and what is wanted of it beside who said what."""

    explain: Annotated[Flag, Field(description="Say which rule fired and what else was considered.")] = False
    profile: Annotated[Flag, Field(description="Say who is quoted, how much, and how they spoke.")] = False


class DocumentBody(ApiBody):
    """A document, as a line of a JSONL file of the corpus has it."""

    id: Id
    text: Annotated[Text, Field(min_length=1)]
    title: Line | None = None
    publisher: Line | None = None
    url: Line | None = None
    published: Day | None = None

    def document(self) -> Document:
        if not self.text.strip() or not self.id.strip():
            raise UsageError(f"documents: '{self.id}' has no words, or no id.")
        return Document(
            self.id.strip(),
            self.text,
            title=self.title,
            publisher=self.publisher,
            url=self.url,
            published=self.published,
        )


class WordingBody(ApiBody):
    """A quotation, or an article of which every one is compared; and what with, if not the corpus."""

    quotation: Words | None = None
    article: TextBody | None = None
    speaker: Annotated[Line | None, Field(description="Whose words a quotation is said to be.")] = None
    within: Annotated[list[DocumentBody] | None, Field(min_length=1, max_length=100)] = None


class StancePair(ApiBody):
    """A claim and a text that may decide it; the dates say from when "last year" is read."""

    id: Id | None = None
    claim: Words
    evidence: Annotated[Text, Field(max_length=1_000_000)]
    claim_date: Day | None = None
    evidence_date: Day | None = None


class StanceBody(ApiBody):
    """Pairs to be judged."""

    pairs: Annotated[list[StancePair], Field(min_length=1, max_length=200)]


@router.post("/quotes", response_model=dict[str, Any], responses=refusals(413))
def quotes(here: Here, shared: Shared, body: QuotesBody) -> Response:
    """Find who said what in a text, and nothing else; offsets are code points."""
    from factcheck.quotes import explain, extract, profile

    article = body.article(here.settings.max_bytes)
    with shared.models:
        explained = explain(article) if body.explain else ()
        found = [one.quotation for one in explained] if body.explain else extract(article)
        profiled = profile(article, found) if body.profile else None
        told = quotations_as_dict(article.id, article, found, explained, profiled)
    return answer(told)


@router.post("/read", response_model=dict[str, Any], responses=refusals(413))
def read(here: Here, body: TextBody) -> Response:
    """Show how a text or a file is read: every block with its kind and the rule that decided."""
    from factcheck import articles

    told = body.data()
    inspected = articles.inspect(
        told.data,
        format=told.format,
        name=told.name,
        max_bytes=here.settings.max_bytes,
        encoding=told.codec,
    )
    return answer(inspected_as_dict(inspected))


@router.post("/wording", response_model=dict[str, Any], responses=refusals(413))
def wording(here: Here, shared: Shared, body: WordingBody) -> Response:
    """Compare a quotation, or every one of an article, word by word with what was said; it says nothing about truth."""
    if (body.quotation is None) == (body.article is None):
        raise UsageError("give either a quotation or an article.")
    within = None if body.within is None else _told_apart([one.document() for one in body.within])
    quoted: str | Article = body.quotation or ""
    if body.article is not None:
        quoted = body.article.article(here.settings.max_bytes)
    with shared.models:
        compared = here.wording(quoted, speaker=body.speaker, within=within)
    text = quoted if isinstance(quoted, str) else quoted.text
    name = text if isinstance(quoted, str) else quoted.source or "the article"
    return answer(compared_as_dict(name, text, compared))


def _told_apart(documents: Sequence[Document]) -> Sequence[Document]:
    ids = [document.id for document in documents]
    if twice := next((one for one in ids if ids.count(one) > 1), None):
        raise UsageError(f"within: '{twice}' was given already. Documents that are compared need ids that differ.")
    return documents


@router.post("/stance", response_model=list[dict[str, Any]], responses=refusals(413))
def stance(here: Here, shared: Shared, body: StanceBody) -> Response:
    """Compare texts with claims and judge them, in their order."""
    from factcheck.domain import Question

    asked = [Question(one.claim, one.evidence, one.claim_date, one.evidence_date) for one in body.pairs]
    with shared.models:
        judged = here.stances(asked)
    told = [
        {
            "id": pair.id or str(number),
            **judgement_as_dict(pair.claim, pair.evidence, one),
            "scores": {str(stance): score for stance, score in (one.scores or {}).items()},
        }
        for number, (pair, one) in enumerate(zip(body.pairs, judged, strict=True), start=1)
    ]
    return answer(told)
