"""What is known about English, and how little of others. Everybody reads it; it reads nobody but the domain.

Invariant: no I/O and no state; what is said of a word holds wherever it stands.
"""
