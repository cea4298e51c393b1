"""Where the rooms meet: an article to its claims, a claim to its evidence, wording and precedents, files to the corpus.

Invariant: nothing is computed here that a room below could compute alone.
"""
