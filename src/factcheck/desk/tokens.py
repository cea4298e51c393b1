"""Tokens: what a person shows to prove who they are.

Invariant: a token is shown once, when it is made; what is stored is its SHA-256. That is enough here, and a slow hash
of passwords is not needed, because a token holds 256 random bits: nobody can try so many, however fast.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from unicodedata import normalize

from factcheck.errors import UsageError

PREFIX = "factcheck_"  # by which people, and programs that look for leaked secrets, know one
LONGEST_NAME = 100  # characters
_JOINERS = re.compile("[\u200c\u200d]")  # part of names in Persian, Hindi, …


def new_token() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def holder(known: Mapping[str, str], token: str) -> str | None:
    """Whose token it is, of ``known`` hashes by name. The time it takes does not tell how much of it was right."""
    asked, found = hash_of(token), None
    for name, stored in known.items():
        if hmac.compare_digest(stored, asked):
            found = name
    return found


def checked_name(name: str) -> str:
    """The name of a person as it is kept. Raises UsageError for none, a long one, and one with control characters."""
    kept = normalize("NFC", " ".join(name.split()))
    if not kept or len(kept) > LONGEST_NAME or not _JOINERS.sub("", kept).isprintable():
        raise UsageError(f"a name is wanted, of up to {LONGEST_NAME} characters that can be printed.")
    return kept
