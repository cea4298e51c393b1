"""Quotations of texts that are not English: what stands in marks, and whoever is plainly named beside them.

Invariant: no language is ever named, and nobody is guessed.
"""
