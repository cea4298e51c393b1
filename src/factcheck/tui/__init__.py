"""The review desk on a full screen, and the same line by line.

Invariant: nothing is decided here. Keys become methods of ``workspace.reviewing.Review``, and what these answer is
shown. Textual is imported by ``screen`` alone and what that imports, when a screen is wanted.
"""
