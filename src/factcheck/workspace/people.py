"""The verbs of people who have a token for the desk in a browser.

Invariant: a token leaves ``add_user`` once and is kept nowhere; each person has one that holds.
"""

from __future__ import annotations

from factcheck import store
from factcheck.desk import log, tokens
from factcheck.errors import UsageError
from factcheck.store.people import TokenHolder
from factcheck.workspace.opened import OpenWorkspace


class PeopleVerbs(OpenWorkspace):
    """The verbs of people who have a token for the desk in a browser."""

    def add_user(self, name: str) -> str:
        """Give somebody a token and return it; one that they had before holds no more.

        Raises UsageError for what is no name.
        """
        kept, token = tokens.checked_name(name), tokens.new_token()
        with self.database.writing() as session:
            store.people.put(session, TokenHolder(kept, tokens.hash_of(token), log.now()))
        return token

    def remove_user(self, name: str) -> None:
        """Let somebody's token hold no more; what they decided stays. Raises UsageError if they have none."""
        kept = tokens.checked_name(name)
        with self.database.writing() as session:
            if store.people.remove(session, kept):
                return
            others = ", ".join(one.name for one in store.people.everybody(session)) or "nobody"
        raise UsageError(f"no user {kept!r}. There are: {others}.")

    def users(self) -> list[TokenHolder]:
        """All who have a token, by name."""
        return self._look_once("users", store.people.everybody)
