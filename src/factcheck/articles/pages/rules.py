"""What an element or a block of a page is by its names and tags: the one table of rules.

Invariant: a rule knows no site; it looks at the vocabulary of tags, classes and roles alone. The first that fits decides.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple


class Verdict(Enum):
    """What becomes of an element's words."""

    DROP = "drop"
    CAPTION = "caption"
    CREDIT = "credit"
    STORY = "story"


class Rule(NamedTuple):
    """``why`` in the words a person is shown; ``firm``: also where most of a page stands in it."""

    why: str
    verdict: Verdict
    tags: str = ""
    names: str = ""
    firm: bool = False


# Names are matched from the beginning of a part of them: "related" fits "related-links" and "story-related".
RULES = (
    Rule("consent or dialog", Verdict.DROP, "dialog", r"dialog|alertdialog|cookies?|consent|gdpr|onetrust|ccpa|privacy-|truste|didomi|usercentrics|sp-message|qc-cmp", firm=True),
    Rule("caption", Verdict.CAPTION, "figcaption", r"caption|cutline|image-desc|photo-desc"),
    Rule("credit of a picture", Verdict.CREDIT, "", r"(?:image|photo|picture|img|media|video|caption)-(?:credit|copyright|attribution|source|author|by)|credits?$|photographer|copyright-holder"),
    Rule("the story, by its name", Verdict.STORY, "", r"(?:article|story|post|entry|news)-?(?:body|content|text)(?:$| )"),
    Rule("comments", Verdict.DROP, "", r"comments?(?:$| |-(?:list|section|area|thread|container|wrapper|body|text|content|form|box|block|holder|s\b))|comment-?list|disqus|livefyre|respond$|replies|reader-comments|fb-comments|user-comments|discussion"),
    Rule("navigation", Verdict.DROP, "nav menu", r"nav(?:$| |-|bar|igation)|menu|breadcrumbs?|crumbs|pagination|pager|paging|paginate|skip|site-map|toolbar|tool-?bar|tabs?$|tab-?list|jump-?to|table-of-contents|toc$"),
    Rule("related stories", Verdict.DROP, "", r"related|recommend|recirc|more-(?:from|stories|news|on|in|articles|like|coverage|links|posts|by)|read-?(?:more|next|also|on)|also-(?:read|like|on)|see-?also|you-(?:may|might)|might-(?:also-)?like|trending|popular|most-?(?:read|viewed|shared|commented|popular|recent)|latest-|up-?next|next-(?:up|article|post|story|prev)|prev-next|previous-(?:post|article)|post-nav|teasers?|outbrain|taboola|ob-widget|zergnet|revcontent|dianomi|nativo|top-?stories|headlines-list|story-list|article-list|suggested|similar|editors?-picks?|in-this-(?:story|article)|inline-(?:story|article|link)|featured-(?:posts?|stories|articles)|carousel|slick-|jp-related|yarpp|crp|essb|in-read-next"),
    Rule("advertisement", Verdict.DROP, "", r"ads?(?:$| |-|s?lot|box|unit|sense|wrap|container|block|vert)|advert|sponsor|promo|dfp|banner|commercial|partner(?:s|-content)?$|affiliate|house-?ad|m-?pu$|leaderboard|billboard|merch|buy-?now|shopping"),
    Rule("newsletter or subscription", Verdict.DROP, "", r"newsletters?|subscri|sign-?up|mailing-?list|mailchimp|mc-embed|donat|membership|paywall|reg-?wall|register|registration|piano|cta$|cta-|call-?to-?action|email-(?:sign|form|capture|alert)|optin|opt-in|login|log-in|sign-?in|support-us|fundrais|meter"),
    Rule("sharing", Verdict.DROP, "", r"shar(?:e|ing|e-?daddy|e-?this|e-bar)(?:$| |-|s|d|b|t)|sharedaddy|social|add-?this|add-to-any|a2a|follow|tweet-?this|click-?to-?tweet|tweetable|bookmark|like-?button|fb-like|print-?(?:link|button)|actions?(?:$| |-bar|-list)|tools$|utility|utilities|reprint"),
    Rule("about the author", Verdict.DROP, "", r"(?:author|writer|contributor|staff)-?(?:bio|box|info|card|details?|profile|desc|about|block|footer|bottom|area)|about-?(?:the-)?(?:author|writer)|bio(?:$| |-)|biography|post-author|entry-author|guest-author|shirttail|tagline-bio"),
    Rule("tags and topics", Verdict.DROP, "", r"tags?(?:$| |-(?:list|cloud|links|container|wrapper|s))|topics?(?:$| |-(?:list|links|tags))|keywords?(?:$| )|categor(?:y|ies)(?:$| |-list)|cat-links|filed-under|taxonomy|labels?$|hashtags"),
    Rule("byline or date", Verdict.DROP, "", r"by-?line|(?:post|entry|article|story|content|news)-?meta|meta(?:$| |-data|data|-info|-bar)|date-?line|time-?stamp|(?:pub|publish|published|publication|post|posted|update|updated|modified|article|story|entry|display)-?(?:date|time|on|info)|date(?:$| |-time|-published|-modified)|datetime|author(?:$| |-name|s$|s |-link|-date)|contributors?$|reading-?time|read-?time|views?-count|word-count|post-info|article-info|story-info|vcard|hcard|eyebrow|kicker|overline|flag-?line|rubric|section-(?:name|label|link)|article-header-label"),
    Rule("footer", Verdict.DROP, "footer", r"footer|colophon|copyright|legal|disclaimers?|end-?note|corrections?-policy|trust-project|article-bottom|post-bottom|article-foot|bottom-(?:bar|links|of)|after-(?:post|content|article|entry)|below-(?:post|content|article)|credits-block|syndication|trademark"),
    Rule("sidebar", Verdict.DROP, "aside", r"side-?bar|right-?(?:rail|col|column|bar|side)|left-?(?:rail|col|column|bar)|rail(?:$| |-)|widget|aside|complementary|infobox|info-box|fact-?box|sidecar"),
    Rule("overlay", Verdict.DROP, "", r"modal|pop-?up|overlay|light-?box|toast|drawer|fly-?out|tool-?tip|interstitial|snackbar|notification|alert-(?:bar|banner|box)|breaking-?(?:bar|banner)|ticker|message-bar|noscript"),
    Rule("picture or player", Verdict.DROP, "", r"[a-z]*gallery|slide-?show|slides?$|video-?(?:player|container|wrapper|wrap|embed|box|module|title|info|meta|desc|promo|list|playlist|caption|headline)|player|audio-|podcast|thumb(?:nail)?s?(?:$| |-)|media-?(?:info|desc|player)|jw-|vjs|playlist|live-?stream|listen|image-?(?:meta|info|title|overlay|alt)|photo-(?:meta|info|title)|lead-?(?:image|media|photo|art)-|hero-?(?:image|caption)|zoom"),
    Rule("form", Verdict.DROP, "form fieldset", r"form$|form-|search|poll(?:$| |-)|quiz|survey|vote|voting|rating|reviews?-box|feedback|contact|captcha"),
    Rule("print or page chrome", Verdict.DROP, "", r"print-only|printonly|only-?print|no-?print|masthead|site-?(?:header|title|name|info|branding|logo|nav|footer)|global-?(?:header|nav|footer)|page-?(?:header-nav|tools|top)|header-?(?:nav|top|bar|links)|top-?(?:bar|nav|links|strip)|branding|logo|weather|stock-?(?:quote|ticker)|market-data|language|locale|user-?(?:menu|nav|account)|back-to-top|load-?more|show-?more|expand|edit-section|editsection|anchor-link|permalink|metabox|hatnote|navbox|reflist|references|jump-link|accessib|infinite|loading|placeholder|error-|js-warning|browser-?(?:warning|upgrade)|outdated"),
)  # fmt: skip


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Rule, frozenset[str], re.Pattern[str] | None], ...]:
    return tuple(
        (rule, frozenset(rule.tags.split()), re.compile(rf"(?:^|[ -])(?:{rule.names})") if rule.names else None) for rule in RULES
    )


@lru_cache(maxsize=16384)
def rule_of(tag: str, names: str) -> Rule | None:
    """The first rule that an element with this tag and these names falls under."""
    for rule, tags, pattern in _patterns():
        if tag in tags or (names and pattern is not None and pattern.search(names)):
            return rule
    return None
