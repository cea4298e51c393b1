"""What verbs answer, in dictionaries, lists, strings and numbers only: what `--json` prints and the web API answers.

Invariant: one thing has one shape, wherever it is asked for; keys are only ever added.
"""
