"""A judge that is any server with the OpenAI chat interface: Ollama, vLLM, llama.cpp, LM Studio, or a hosted one.

Invariant: a bad answer is no answer and never ends a check; the key is in no message, file or log; texts go to the one
address that was named, and an answer that was given once is not asked for again.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from factcheck.domain import Opinion, Question, Stance
from factcheck.errors import UsageError
from factcheck.fetching.address import Address, read_address
from factcheck.fetching.http import FetchError, Limits, Response, post_patiently
from factcheck.settings import Settings, judge_key
from factcheck.stance.asking import (
    INSTRUCTIONS,
    LONGEST,
    SCHEMA,
    VERSION,
    ChatAnswer,
    NoAnswer,
    asked,
    checked,
    read_answer,
)
from factcheck.stance.kept_answers import KeptAnswer, KeptAnswers
from factcheck.stance.measured import Measurement, read_measurement, tempered
from factcheck.stance.windows import STANCES

PATH = "chat/completions"
_ANSWERS = "answers.sqlite"
_SAID = 0.8  # the probability of what a model says, before anybody has measured how often it is right
_MOST_TOKENS = 2000  # of an answer, thoughts included
_FAILURES_IN_A_ROW = 3  # after which a server is left alone
_PLAIN_REQUEST = frozenset({400, 415, 422})  # statuses of servers that do not know some field of a request


class Reply(NamedTuple):
    """What a server wrote, and the tokens that it counted."""

    content: str
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model on a server. ``prices`` are those of a million tokens read and of a million written."""

    model: str
    address: Address
    limits: Limits
    at_once: int
    prices: tuple[float, float] = (0.0, 0.0)

    @property
    def name(self) -> str:
        return f"chat:{self.model}@{self.address.origin}"


def open_chat(settings: Settings, shelf: Path, notice: Callable[[str], None]) -> ChatJudge:
    """The judge that the settings describe. Raises UsageError if they do not, or if texts may not go there."""
    model = settings.judge.removeprefix("chat:").strip()
    if not model or not model.isprintable():
        raise UsageError("'judge' names no model behind 'chat:'. It wants one as its server calls it: chat:llama3.1:8b")
    if not settings.judge_url:
        raise UsageError(
            "'judge' is a chat model, and 'judge_url' does not say where its server is. For Ollama on this machine: "
            'judge_url = "http://localhost:11434/v1" in factcheck.toml.'
        )
    address = read_address(settings.judge_url, "judge_url", settings.allow_endpoint)
    prices = (settings.judge_price_in, settings.judge_price_out)
    endpoint = Endpoint(model, address, Limits(total=settings.judge_timeout), settings.judge_requests, prices)
    kept = shelf / f"chat--{hashlib.sha256(endpoint.name.encode()).hexdigest()[:16]}"
    return ChatJudge(endpoint, judge_key(), KeptAnswers(settings.cache / _ANSWERS, notice), kept, notice)


class ChatJudge:
    """A chat model as a Judge: what it says is final, and as probable as it was measured to be right.

    ``kept`` is the folder of what is measured of it. ``notice`` is told, once each, that answers are dropped and that
    the server is left alone.
    """

    def __init__(
        self, endpoint: Endpoint, key: str, answers: KeptAnswers, kept: Path, notice: Callable[[str], None]
    ) -> None:
        self.name = endpoint.name
        self.remote = not endpoint.address.loopback
        self.kept, self.fingerprint = kept, f"{endpoint.name} {VERSION}"
        self.measure_with(read_measurement(kept, self.fingerprint))
        self._endpoint, self._key, self._answers, self._notice = endpoint, key, answers, notice
        self._plain = False  # the server wants a request without extras
        self._given_up = ""
        self._failures = 0
        self._counts: Counter[str] = Counter()
        self._cost = 0.0
        self._told: list[str] = []
        self._lock = Lock()

    def measure_with(self, found: Measurement) -> None:
        """Be as sure as was measured."""
        self.sure, self.temperature, self.measured = found.sure, found.temperature, found.pairs > 0

    def judge(self, questions: Sequence[Question]) -> list[Opinion | None]:
        if not questions:
            return []
        try:
            with ThreadPoolExecutor(min(self._endpoint.at_once, len(questions))) as threads:
                return list(threads.map(self._opinion, questions))
        finally:  # whoever hears of it may live in this thread alone
            told, self._told = self._told, []
            for each in told:
                self._notice(each)

    def remarks(self) -> list[str]:
        """What was asked, what came of it, and what it cost, in words; nothing if nothing was asked."""
        counts = self._counts
        if not counts:
            return []
        told = [f"{counts['asked']} asked", f"{counts['known']} known from before", f"{counts['dropped']} not judged"]
        tokens = f"{counts['tokens_in']:,} tokens read and {counts['tokens_out']:,} written"
        cost = f", {self._cost:.4f} at the prices set" if any(self._endpoint.prices) else ""
        return [f"{self.name}: {', '.join(told)}; {tokens}{cost}"]

    def close(self) -> None:
        self._answers.close()

    # -- one question -----------------------------------------------------------------------

    def _opinion(self, question: Question) -> Opinion | None:
        text = asked(question)
        key = hashlib.sha256(json.dumps([self.name, VERSION, text]).encode("utf-8", "surrogatepass")).hexdigest()
        try:
            answer = self._known(key, question) or self._new(key, text, question)
        except (NoAnswer, FetchError) as problem:
            self._drop(str(problem))
            return None
        rest = (1 - _SAID) / 2
        chances = {stance: _SAID if stance is answer.stance else rest for stance in STANCES}
        return Opinion(tempered(chances, self.temperature), answer.window, answer.reason, answer.stance)

    def _known(self, key: str, question: Question) -> ChatAnswer | None:
        kept = self._answers.find(key)
        if kept is None:
            return None
        try:
            answer = checked(*kept, question)  # rules may be stricter than when it was given
        except NoAnswer:
            return None
        self._count("known")
        return answer

    def _new(self, key: str, text: str, question: Question) -> ChatAnswer:
        if self._given_up:
            raise NoAnswer(self._given_up)
        if len(text) > LONGEST:
            raise NoAnswer(f"claim and passage are {len(text):,} characters long, more than {LONGEST:,}")
        self._count("asked")
        reply, outcome = None, "failed"
        try:
            reply = self._reply(text)
            outcome = "dropped"
            answer = read_answer(reply.content, question)
            outcome = "answered"
        finally:
            self._account(reply, outcome)
        words = answer.window.of(question.passage)
        rests = "" if answer.stance is Stance.NEUTRAL and words == question.passage else words
        self._answers.keep(key, self.name, KeptAnswer(answer.stance, rests, answer.reason))
        return answer

    def _reply(self, text: str) -> Reply:
        answer = self._sent(text, plain=self._plain)
        if answer.status in _PLAIN_REQUEST and not self._plain:
            second = self._sent(text, plain=True)
            if second.status == 200:
                self._plain = True
            answer = second
        if answer.status != 200:
            raise self._refused(answer.status)
        self._failures = 0
        return read_reply(answer)

    def _sent(self, text: str, *, plain: bool) -> Response:
        body = json.dumps(request(self._endpoint.model, text, plain=plain)).encode("utf-8", "replace")
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "factcheck"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            return post_patiently(self._endpoint.address, PATH, body, headers, self._endpoint.limits)
        except FetchError as problem:
            self._fail(str(problem))
            raise

    def _refused(self, status: int) -> NoAnswer:
        origin = self._endpoint.address.origin
        told = {
            401: f"{origin} wants a key: set FACTCHECK_JUDGE_KEY to a right one",
            403: f"{origin} refuses this key or model (HTTP 403)",
            404: f"{origin} has no model '{self._endpoint.model}' or no chat at this address (HTTP 404)",
        }
        if status in told:
            self._give_up(told[status])
            return NoAnswer(told[status])
        if 300 <= status < 400:
            self._give_up(f"{origin} sends elsewhere (HTTP {status}), and nothing is sent elsewhere: mend judge_url")
        else:
            self._fail(f"{origin} answered HTTP {status}")
        return NoAnswer(f"{origin} answered HTTP {status}")

    # -- counting ---------------------------------------------------------------------------

    def _count(self, what: str, by: int = 1) -> None:
        with self._lock:
            self._counts[what] += by

    def _account(self, reply: Reply | None, outcome: str) -> None:
        read, written = (reply.tokens_in, reply.tokens_out) if reply else (0, 0)
        cost = (read * self._endpoint.prices[0] + written * self._endpoint.prices[1]) / 1e6
        with self._lock:
            self._counts["tokens_in"] += read
            self._counts["tokens_out"] += written
            self._cost += cost
        self._answers.note(self.name, outcome, read, written, cost)

    def _drop(self, why: str) -> None:
        with self._lock:
            self._counts["dropped"] += 1
            if self._counts["dropped"] == 1:
                self._told.append(f"{self.name}: a passage is not judged: {why}. Further ones are counted.")

    def _fail(self, why: str) -> None:
        with self._lock:
            self._failures += 1
            enough = self._failures >= _FAILURES_IN_A_ROW
        if enough:
            self._give_up(f"{why.rstrip('.')} {_FAILURES_IN_A_ROW} times in a row")

    def _give_up(self, why: str) -> None:
        with self._lock:
            if not self._given_up:
                self._given_up = why
                self._told.append(f"{self.name}: nothing more is asked: {why}. What is left is not judged.")


def request(model: str, text: str, *, plain: bool) -> dict[str, Any]:
    """The body of a request; ``plain`` has only the fields that every server knows."""
    said: dict[str, Any] = {
        "model": model,
        "messages": [{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": text}],
    }
    if plain:
        return said
    form = {"type": "json_schema", "json_schema": {"name": "stance", "strict": True, "schema": SCHEMA}}
    return {**said, "temperature": 0, "max_tokens": _MOST_TOKENS, "stream": False, "response_format": form}


def read_reply(answer: Response) -> Reply:
    """What a server wrote. Raises NoAnswer if the body is not what the interface promises."""
    kind = answer.headers.get("content-type", "")
    if "json" not in kind.partition(";")[0].lower():
        raise NoAnswer(f"the server answered {_short(kind) or 'nothing that it names'} where JSON is wanted")
    try:
        body = json.loads(answer.body)
        content = body["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise NoAnswer("the server's answer has no choice with a message in it") from None
    if isinstance(content, list):  # in parts, as some servers write it
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    if not isinstance(content, str) or not content.strip():
        raise NoAnswer("the model wrote nothing, or refused")
    usage = body.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    return Reply(content, _tokens(usage, "prompt_tokens"), _tokens(usage, "completion_tokens"))


def _tokens(usage: Mapping[str, Any], name: str) -> int:
    said = usage.get(name)
    return said if isinstance(said, int) and 0 <= said <= 10**9 else 0


def _short(text: str) -> str:
    return "".join(letter for letter in text[:60] if letter.isprintable())
