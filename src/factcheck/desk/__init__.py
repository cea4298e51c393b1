"""The rules of the desk, apart from any screen and any SQL text.

Invariant: fail closed, append only; see ``decisions``.
"""
