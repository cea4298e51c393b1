"""An article too long to be checked whole: as much of it as the settings allow, and what is said of the rest.

Invariant: the text stays as it is, and so do the places in it; what was not read is in no block, and the article
says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factcheck.domain import Article, Block, Span
from factcheck.language.sentences import sentences

_TOLD = "only its first"


def bounded(article: Article, most: int) -> Article:
    """``article`` with the blocks of its first ``most`` characters alone, the last ending with a sentence, and a notice
    that says so; itself if it is no longer than that."""
    if len(article.text) <= most:
        return article
    blocks = tuple(_before(article, most))
    end = blocks[-1].span.end if blocks else 0
    told = (
        f"{_TOLD} {end:,} of {len(article.text):,} characters were read for quotations and claims. "
        "Check the rest as articles of their own, or set 'max_characters' to more"
    )
    return replace(article, blocks=blocks, notices=(*article.notices, told))


def end_of_what_was_read(article: Article) -> int:
    """Where the part of an article's text ends that was read, as its notice says: nothing is known of the rest."""
    was_bounded = any(one.startswith(_TOLD) for one in article.notices)
    return article.blocks[-1].span.end if was_bounded and article.blocks else len(article.text)


def _before(article: Article, most: int) -> Iterator[Block]:
    for block in article.blocks:
        if block.span.end <= most:
            yield block
        elif block.span.start < most:
            yield Block(block.kind, Span(block.span.start, _cut(article.text, Span(block.span.start, most))))
            return
        else:
            return


def _cut(text: str, stretch: Span) -> int:
    """Where the last sentence that ends within ``stretch`` does; else a word, or else the stretch itself."""
    whole = [one.end for one in sentences(text, stretch)][:-1]
    space = text.rfind(" ", *stretch)
    return whole[-1] if whole else space if space > stretch.start else stretch.end
