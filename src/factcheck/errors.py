"""Every failure that factcheck expects, each carrying the sentence its user reads.

Invariant: a message names the thing, the place and the remedy, and needs no traceback
to be understood. The command line turns the class into an exit code in one place.
"""


class FactcheckError(Exception):
    """An expected failure. The message is shown to the user as it stands."""

    exit_code = 1


class InputError(FactcheckError):
    """Something handed in cannot be read: a file, a line of a corpus, a document."""


class UsageError(FactcheckError):
    """The request itself is wrong: an unknown id, a verdict that lacks its citation."""

    exit_code = 2


class UnknownError(UsageError):
    """What was asked for by its name is not there."""


class ConflictError(FactcheckError):
    """Somebody else was there first: a claim was decided since it was read, or the database is being written."""

    exit_code = 4


class IntegrityError(FactcheckError):
    """Stored data no longer matches its own fingerprints: a hash, the decision chain, a citation."""

    exit_code = 5


class StaleError(FactcheckError):
    """Nothing is damaged, but verdicts rest on what has changed since. Of ``verify`` alone."""

    exit_code = 7
