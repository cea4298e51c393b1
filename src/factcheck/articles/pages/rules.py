"""What an element of a page is by its tag and its names: the one table of rules.

Invariant: a rule knows no site; it looks at tags, and at the vocabulary of classes, roles and short ids. The first that
fits decides. What blocks are by where they stand and what they link to is in ``body``.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple


class Fate(Enum):
    """What becomes of an element's words."""

    DROP = "drop"
    CAPTION = "caption"
    CREDIT = "credit"
    STORY = "story"


class ElementRule(NamedTuple):
    """``why`` is in the words that a person is shown; a ``firm`` rule holds also of what has most of a page's prose.

    ``names`` are patterns, a space between any two, each of which fits from the beginning of a part of a name on:
    "related" fits "related-links" and "story-related". A trailing ``.`` stands for the end of a name.
    """

    why: str
    fate: Fate
    tags: str = ""
    names: str = ""
    firm: bool = False


RULES = (
    ElementRule(
        "consent or dialog",
        Fate.DROP,
        "dialog",
        r"""
        dialog(?!-off-canvas) alertdialog cookies? consent gdpr onetrust ccpa privacy- truste didomi usercentrics
        sp-message qc-cmp cmp. cmp-(?:container|wrapper|box|banner|root)
        """,
        firm=True,
    ),
    ElementRule(
        "caption",
        Fate.CAPTION,
        "figcaption",
        r"""
        caption cutline image-desc photo-desc
        """,
    ),
    ElementRule(
        "credit of a picture",
        Fate.CREDIT,
        "",
        r"""
        (?:image|photo|picture|img|media|video|caption)-(?:credit|copyright|attribution|source|author|by)
        credits?. photographer copyright-holder
        """,
    ),
    ElementRule(
        "the story, by its name",
        Fate.STORY,
        "",
        r"""
        (?:article|story|post|entry|news)-?(?:body|content|text).
        """,
    ),
    ElementRule(
        "comments",
        Fate.DROP,
        "",
        r"""
        comments?(?:.|-(?:list|section|area|thread|container|wrapper|body|text|content|form|box|block|holder|s))
        comment-?list disqus livefyre respond. replies reader-comments fb-comments user-comments
        """,
    ),
    ElementRule(
        "navigation",
        Fate.DROP,
        "nav menu",
        r"""
        nav(?:.|-|bar|igation) menu breadcrumbs? crumbs pagination pager paging paginate skip site-map toolbar
        tool-?bar tabs?. tab-?list jump-?to table-of-contents toc.
        """,
    ),
    ElementRule(
        "related stories",
        Fate.DROP,
        "",
        r"""
        related recommend recirc more-(?:from|stories|news|on|in|articles|like|coverage|links|posts|by)
        read-?(?:more|next|also|on) also-(?:read|like|on) see-?also you-(?:may|might) might-(?:also-)?like
        trending popular most-?(?:read|viewed|shared|commented|popular|recent) latest- up-?next
        next-(?:up|article|post|story|prev) prev-next previous-(?:post|article) post-nav teasers? outbrain
        taboola ob-widget zergnet revcontent dianomi nativo top-?stories headlines-list story-list article-list
        suggested similar editors?-picks? in-this-(?:story|article) inline-(?:story|article|link)
        featured-(?:posts?|stories|articles) carousel slick- jp-related yarpp crp essb in-read-next
        """,
    ),
    ElementRule(
        "advertisement",
        Fate.DROP,
        "",
        r"""
        ads?(?:.|-|s?lot|box|unit|sense|wrap|container|block|vert) advert sponsor promo dfp banner commercial
        partner(?:s|-content)?. affiliate house-?ad m-?pu. leaderboard billboard merch buy-?now shopping
        """,
    ),
    ElementRule(
        "newsletter or subscription",
        Fate.DROP,
        "",
        r"""
        newsletters? subscri sign-?up mailing-?list mailchimp mc-embed donat membership paywall reg-?wall
        register registration piano cta. cta- call-?to-?action email-(?:sign|form|capture|alert) optin opt-in
        login log-in sign-?in support-us fundrais
        """,
    ),
    ElementRule(
        "sharing",
        Fate.DROP,
        "",
        r"""
        shar(?:e|ing|e-?daddy|e-?this|e-bar)(?:.|-|s|d|b|t) sharedaddy social add-?this add-to-any a2a follow
        tweet-?this click-?to-?tweet tweetable bookmark like-?button fb-like print-?(?:link|button)
        actions?(?:.|-bar|-list) tools. utility utilities reprint
        """,
    ),
    ElementRule(
        "about the author",
        Fate.DROP,
        "",
        r"""
        (?:author|writer|contributor|staff)-?(?:bio|box|info|card|details?|profile|desc|about|block|footer|bottom|area)
        about-?(?:the-)?(?:author|writer) bio(?:.|-) biography post-author entry-author guest-author shirttail
        tagline-bio
        """,
    ),
    ElementRule(
        "tags and topics",
        Fate.DROP,
        "",
        r"""
        tags?(?:.|-(?:list|cloud|links|container|wrapper|s)) topics?(?:.|-(?:list|links|tags)) keywords?.
        categor(?:y|ies)(?:.|-list) cat-links filed-under taxonomy labels?. hashtags
        """,
    ),
    ElementRule(
        "byline or date",
        Fate.DROP,
        "",
        r"""
        by-?line (?:post|entry|article|story|content|news)-?meta meta(?:.|-data|data|-info|-bar) date-?line
        time-?stamp
        (?:pub|publish|published|publication|post|posted|update|updated|modified|article|story|entry|display)-?(?:date|time|on|info)
        date(?:.|-time|-published|-modified) datetime author(?:.|-name|s.|-link|-date) contributors?.
        reading-?time read-?time views?-count word-count post-info article-info story-info vcard hcard eyebrow
        kicker overline flag-?line rubric section-(?:name|label|link) article-header-label
        """,
    ),
    ElementRule(
        "footer",
        Fate.DROP,
        "footer",
        r"""
        footer colophon copyright legal disclaimers? end-?note corrections?-policy trust-project article-bottom
        post-bottom article-foot bottom-(?:bar|links|of) after-(?:post|content|article|entry)
        below-(?:post|content|article) credits-block syndication trademark
        """,
    ),
    ElementRule(
        "sidebar",
        Fate.DROP,
        "aside",
        r"""
        side-?bar right-?(?:rail|col|column|bar|side) left-?(?:rail|col|column|bar) rail(?:.|-)
        (?<!elementor-)widget aside
        complementary infobox info-box fact-?box sidecar
        """,
    ),
    ElementRule(
        "overlay",
        Fate.DROP,
        "",
        r"""
        modal pop-?up overlay light-?box toast drawer fly-?out tool-?tip interstitial snackbar notification
        alert-(?:bar|banner|box) breaking-?(?:bar|banner) ticker message-bar noscript
        """,
    ),
    ElementRule(
        "picture or player",
        Fate.DROP,
        "",
        r"""
        [a-z]*gallery slide-?show slides?.
        video-?(?:player|container|wrapper|wrap|embed|box|module|title|info|meta|desc|promo|list|playlist|caption|headline)
        player audio- podcast thumb(?:nail)?s?(?:.|-) media-?(?:info|desc|player) jw- vjs playlist live-?stream
        listen image-?(?:meta|info|title|overlay|alt) photo-(?:meta|info|title) lead-?(?:image|media|photo|art)-
        hero-?(?:image|caption) zoom
        """,
    ),
    ElementRule(
        "form",
        Fate.DROP,
        "form fieldset",
        r"""
        form. form- search poll(?:.|-) quiz survey vote voting rating reviews?-box feedback contact captcha
        """,
    ),
    ElementRule(
        "the frame of the site",
        Fate.DROP,
        "",
        r"""
        print-only printonly only-?print no-?print masthead
        site-?(?:header|title|name|info|branding|logo|nav|footer) global-?(?:header|nav|footer)
        page-?(?:header-nav|tools|top) header-?(?:nav|top|bar|links) top-?(?:bar|nav|links|strip) branding logo
        weather stock-?(?:quote|ticker) market-data language locale user-?(?:menu|nav|account) back-to-top
        load-?more show-?more expand edit-section editsection anchor-link permalink metabox hatnote navbox
        reflist references jump-link accessib infinite loading placeholder error- js-warning
        browser-?(?:warning|upgrade) outdated
        """,
    ),
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[ElementRule, frozenset[str], re.Pattern[str]], ...]:
    return tuple((rule, frozenset(rule.tags.split()), _pattern(rule.names)) for rule in RULES)


def _pattern(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[ -])(?:{'|'.join(names.split())})".replace(".", "(?:$| )"))


@lru_cache(maxsize=16384)
def rule_of(tag: str, names: str) -> ElementRule | None:
    """The first rule that an element with this tag and these names falls under."""
    for rule, tags, pattern in _patterns():
        if tag in tags or (names and pattern.search(names)):
            return rule
    return None
