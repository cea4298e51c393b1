"""Unattended runs: what sources hold, what of it is new, what is worth a person's time, and who is told.

Invariant: an item that was looked at whole is not looked at again until it changes; a run that was killed anywhere and
is run again ends in the state that an undisturbed run ends in, and nothing is flagged twice.
"""
