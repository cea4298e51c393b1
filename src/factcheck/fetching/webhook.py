"""What is sent to a webhook, signed, and sent again where that may help.

Invariant: what is sent goes to a host that the workspace allows, and bears an id that is the same each time it is sent
and a signature over that id, the time and every byte of the body, in the form of the Standard Webhooks specification.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from factcheck.errors import UsageError
from factcheck.fetching.address import Address, read_address
from factcheck.fetching.http import FetchError, Limits, post_patiently
from factcheck.version import __version__

SHORTEST_KEY = 16  # characters, or bytes of one that is written in base64
LIMITS = Limits(connect=10.0, total=30.0, size=100_000)
_WRITTEN_IN_BASE64 = "whsec_"
_SHOWN = 120  # characters of an answer


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that takes what is sent: a server, and the path there with its query."""

    address: Address
    path: str

    @property
    def beyond(self) -> str | None:
        """The host that is sent to, where it is not this machine."""
        return None if self.address.loopback else self.address.origin


def read_webhook(url: str, place: str, allowed: Iterable[str]) -> Webhook:
    """The webhook at ``url``, which ``place`` names. Raises UsageError for what is no address, and for a host that
    ``allowed`` has not (see ``address.read_address``)."""
    if not url.isascii() or any(letter <= " " or letter == "\x7f" for letter in url):
        raise UsageError(f"{place}: an address has no spaces and no letters beyond ASCII.")
    try:
        parts = urlsplit(url)
    except ValueError as problem:
        raise UsageError(f"{place}: no address of a webhook ({problem}).") from problem
    if parts.username is not None or parts.fragment:
        raise UsageError(f"{place}: the address of a webhook has no name, password or fragment in it.")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{place}: no address of a webhook. It wants https://, a host, and what path it is told at.")
    folder, _, last = parts.path.rpartition("/")
    address = read_address(f"{parts.scheme}://{parts.netloc}{folder}", place, allowed)
    return Webhook(address, f"{last}{f'?{parts.query}' if parts.query else ''}")


def send(
    webhook: Webhook,
    body: bytes,
    *,
    delivery: str,
    key: str,
    at: datetime,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Send ``body``, a JSON text, under the id ``delivery``, up to four times with growing pauses (see
    ``post_patiently``). It has arrived if the answer is one of 200 to 299.

    Raises FetchError if it has not, UsageError for a ``key`` that is missing or too short.
    """
    moment = str(int(at.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"factcheck/{__version__}",
        "webhook-id": delivery,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{signature(delivery, moment, body, key)}",
    }
    answer = post_patiently(webhook.address, webhook.path, body, headers, LIMITS, sleep)
    if not 200 <= answer.status < 300:
        said = " ".join(answer.body[:_SHOWN].decode("utf-8", "replace").split())
        passing = answer.status == 429 or answer.status >= 500
        raise FetchError(
            f"{webhook.address.origin} answered {answer.status}{f': {said}' if said else ''}.", passing=passing
        )


def signature(delivery: str, moment: str, body: bytes, key: str) -> str:
    """The HMAC-SHA256 of id, time (seconds since 1970) and body, joined by points, in base64. Raises UsageError for a
    key that is no secret."""
    signed = f"{delivery}.{moment}.".encode() + body
    return base64.b64encode(hmac.digest(_secret(key), signed, "sha256")).decode()


def check_key(key: str) -> None:
    """Raises UsageError for a key that is missing or too short."""
    _secret(key)


def _secret(key: str) -> bytes:
    secret = key.encode()
    if key.startswith(_WRITTEN_IN_BASE64):
        try:
            secret = base64.b64decode(key.removeprefix(_WRITTEN_IN_BASE64), validate=True)
        except binascii.Error as problem:
            raise UsageError("FACTCHECK_WEBHOOK_KEY: what stands behind whsec_ is no base64.") from problem
    if len(secret) < SHORTEST_KEY:
        raise UsageError(
            f"FACTCHECK_WEBHOOK_KEY: {'not set' if not key else 'too short'}. A webhook is signed with a secret of at "
            f"least {SHORTEST_KEY} characters that its receiver knows too: openssl rand -hex 32"
        )
    return secret
