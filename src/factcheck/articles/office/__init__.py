"""Office files – Word, OpenDocument, Excel – which are archives of XML.

Invariant: what a person sees on opening the file is its text; what was deleted, hidden or remarked is not, and is told.
"""
