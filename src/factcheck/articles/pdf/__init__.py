"""PDF files: characters with their places, lines, columns, paragraphs.

Invariant: every printed word is in the draft's text or among what was dropped, in the order in which a person reads.
"""
