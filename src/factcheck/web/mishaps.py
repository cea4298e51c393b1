"""What nobody expected: told whole to whoever runs the server, and by its number alone to whoever asked.

Invariant: no page shows where in the program something went wrong, and nothing that was asked stands in the telling.
"""

from __future__ import annotations

import secrets
import sys
import traceback


def unexpected(where: str) -> str:
    """Say on standard error what is being handled just now, and return what its reader may know of it."""
    from factcheck.report.plain import clean

    number = secrets.token_hex(4)
    print(clean(f"factcheck: error {number} in {where}"), traceback.format_exc(), sep="\n", file=sys.stderr, flush=True)
    return f"something unexpected went wrong. Whoever runs the server finds more in its messages, under {number}."
