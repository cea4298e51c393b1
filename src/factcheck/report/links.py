"""Which addresses may become links.

Invariant: only http and https addresses with a host do; anything else is shown as text.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from factcheck.report.plain import HIDDEN


def web_address(url: str | None) -> str | None:
    """``url`` if it is safe to link to, else None."""
    if not url or HIDDEN.search(url) or any(char.isspace() for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
