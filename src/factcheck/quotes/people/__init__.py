"""Who is spoken of: names, roles and pronouns, resolved over the whole article.

Invariant: read from the text alone; nobody is looked up anywhere.
"""
