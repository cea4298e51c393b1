"""The desk and the reports in a browser, and the same for programs.

Invariant: a screen like the others: it parses, calls the verbs of the workspace and shows what they answer, and knows
no rule of the desk. Whatever stores something was asked for by a page of our own, or by a program with a token.
"""
