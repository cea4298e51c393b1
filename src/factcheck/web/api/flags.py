"""What unattended runs have flagged, whose it is, and what nobody wants to hear of."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.responses import Response

from factcheck.domain import MuteKind
from factcheck.errors import UsageError
from factcheck.web.api.answers import DoneAnswer, answer, refusals
from factcheck.web.api.claims import done
from factcheck.web.api.shapes import LARGEST, ApiBody, Day, Flag, Id, Line, Moment, Note, moment
from factcheck.web.people import Asking, Here
from factcheck.workspace.as_json.flags import flags_as_dict, mute_as_dict
from factcheck.workspace.flags import FlagState

router = APIRouter(tags=["flags"])

_STATES = [*FlagState, "all"]
_KINDS = list(MuteKind)
_FlagName = Annotated[Id, Path(description="Its number, or the beginning of its claim's id.")]
_MuteNumber = Annotated[int, Path(ge=1, le=LARGEST)]


class FlagPage(ApiBody):
    """Which flags are wanted; open ones and then taken ones if no state is given, the newest first."""

    state: Annotated[Line | None, Field(json_schema_extra={"enum": [*_STATES, None]})] = None
    rule: Annotated[Line | None, Field(description="Only flags by this rule.")] = None
    since: Annotated[Moment | None, Field(description="Only flags raised since.")] = None
    limit: Annotated[int, Field(ge=1, le=500)] = 20
    offset: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0

    def states(self) -> tuple[FlagState, ...]:
        """Raises UsageError for a state that there is not."""
        if self.state is None:
            return FlagState.OPEN, FlagState.TAKEN
        if self.state not in _STATES:
            raise UsageError(f"state: no '{self.state}'. One of {', '.join(_STATES)}.")
        return tuple(FlagState) if self.state == "all" else (FlagState(self.state),)


class TakeBody(ApiBody):
    """Whether it is taken though it is somebody else's."""

    over: Flag = False


class MuteBody(ApiBody):
    """What nobody wants flags of: a claim (by its id or its flag), a speaker, a rule, or claims that hold these words;
    up to which day, and why."""

    what: Annotated[Line, Field(json_schema_extra={"enum": [*_KINDS]})]
    value: Line
    until: Annotated[Day | None, Field(description="The last day.")] = None
    note: Note = ""

    def kind(self) -> MuteKind:
        """Raises UsageError for what cannot be muted."""
        if self.what not in _KINDS:
            raise UsageError(f"what: no '{self.what}'. One of {', '.join(_KINDS)}.")
        return MuteKind(self.what)


@router.get("/flags", response_model=dict[str, Any], responses=refusals())
def list_flags(here: Here, page: Annotated[FlagPage, Query()]) -> Response:
    """List what unattended runs have flagged, each with its rules and why; a page of it, and how many there are."""
    since = moment(page.since) if page.since else None
    found, total = here.flags(page.states(), rule=page.rule, since=since, limit=page.limit, offset=page.offset)
    return answer(flags_as_dict(found, here.flagged(found), total))


@router.post("/flags/{flag}/take", response_model=DoneAnswer, responses=refusals(404, 409))
def take_flag(here: Here, who: Asking, flag: _FlagName, body: TakeBody | None = None) -> Response:
    """Take a flagged claim: it is assigned to you; 409 if it is somebody else's."""
    return answer(done(here.take_flag(flag, by=who.name, over=bool(body and body.over))))


@router.get("/mutes", response_model=list[dict[str, Any]], responses=refusals())
def list_mutes(
    here: Here, lifted: Annotated[bool, Query(description="Those that were lifted, too.")] = False
) -> Response:
    """List what is muted: by whom, since when, until when and why."""
    return answer([mute_as_dict(one) for one in here.mutes(lifted=lifted)])


@router.post("/mutes", response_model=dict[str, Any], responses=refusals(404))
def mute(here: Here, who: Asking, body: MuteBody) -> Response:
    """Want no flags of something. What was flagged is hidden; the claims stay in the queue."""
    made = here.mute(body.kind(), body.value, until=body.until, note=body.note, by=who.name)
    (kept,) = (one for one in here.mutes() if one.mute.key == made.key)
    return answer(mute_as_dict(kept))


@router.post("/mutes/{mute}/lift", response_model=dict[str, Any], responses=refusals(404))
def lift_mute(here: Here, who: Asking, mute: _MuteNumber) -> Response:
    """Lift a mute. It stays in the record, and says by whom it was lifted."""
    return answer(mute_as_dict(here.unmute(mute, by=who.name)))
