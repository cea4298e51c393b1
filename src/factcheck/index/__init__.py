"""Nearest neighbours among passage vectors. Each engine is a module that implements domain.Index.

Invariant: an index is derived. The database holds every vector, and no index is ever trusted
to know better than it.
"""
