"""Block quotations with who said them below.

Invariant: a name moves out of the quotation that it signs; nothing else moves.
"""

from __future__ import annotations

from typing import Any

from factcheck.articles.pages.markup import words_of


def sign_quotations(page: Any) -> None:
    """Sets who is named in <cite>, <footer> or a figure's caption below the block quote, behind a dash."""
    for quote in list(page.iter("blockquote")):
        named = _signature(quote)
        who = words_of(named).lstrip("—–- ") if named is not None else ""
        if named is not None and who:
            named.drop_tree()
            below = quote.makeelement("p")
            below.text = f"— {who}"
            quote.addnext(below)
            below.tail, quote.tail = quote.tail, None


def _signature(quote: Any) -> Any:
    """The element that says whose words ``quote`` holds, if one does: not a title cited in the middle of them."""
    named = [element for element in quote.iter("footer", "cite") if next(element.iterancestors("blockquote")) is quote]
    footer = next((element for element in named if element.tag == "footer"), None)
    if footer is not None:
        return footer
    if named:
        last = named[-1]
        return last if words_of(quote).endswith(words_of(last)) and words_of(quote) != words_of(last) else None
    figure = next(quote.iterancestors("figure"), None)
    return figure.find(".//figcaption") if figure is not None else None
