"""Quotations beside a gold file.

Invariant: the same gold and rules give the same figures, intervals included.
"""
