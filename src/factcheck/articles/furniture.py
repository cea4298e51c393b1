"""What a page prints for its own sake: how to follow, subscribe, write in, share; whose rights, which cookies.

Invariant: a sentence is told by its form alone, whatever the site; words in quotation marks say nothing of it. Time is
linear in the sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache

from factcheck.articles import dates
from factcheck.language.sentences import sentences
from factcheck.language.tables import phrases
from factcheck.syntax import main_clauses, parse


def _any(*lines: str) -> str:
    """A pattern for any of the phrases of ``lines``, which commas separate; they may be patterns themselves."""
    return f"(?:{'|'.join(phrases(' '.join(lines)))})"


def _form(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_QUOTED = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)|^[^“”]*”|‘[^‘’]{2,200}’(?!\w)")
_STOP = re.compile(r"[.!?…][\"'”’»)]*$")
_PHONE = r"\(?\+?\d[\d ()-]{5,}"
_ADDRESS = _any(r"[\w.+-]+@[\w-]+\.\w[\w.]*, (?<!\w)@\w{2}\w*, https?://\S+, \bwww\.\S+, \b[\w-]+\.(?:com|org|net)\b")
_NETWORK = _any(
    "twitter, x, facebook, instagram, linkedin, mastodon, bluesky, threads, tiktok, youtube, whatsapp, telegram,",
    r"pinterest, snapchat, google\+?, social media",
)
_PAGE = _any(
    "article, story, post, blog post, column, essay, op-?ed, page, content, material, feature, transcript, newsletter,",
    "excerpt, commentary, dispatch, piece, interview, item, report, review, video, series, website, site",
)
# What a page asks its reader to do, and with what.
_ORDER = (
    _any(
        "(?:sign|log|stay|scroll|tune|opt) (?:up|in|down|out|tuned|informed), start, get, try, join, become, unlock,",
        "receive, register, subscribe, enjoy, support, activate, renew, download, install, enter,",
        "submit, upload, read,",
        "continue, click, tap, swipe, view, see, watch, listen, share, print, save, leave, donate, buy, check, keep,",
        "enable, allow, accept, manage, create, choose, browse, explore, discover, learn, help,",
        "give, send, tell, visit,",
        "hear, find, follow, like, add, turn, go, write, e-?mail, contact, call, reach, text,",
        "message, never, do not, don['’]t",
    )
    + r"(?= "
    + _any(
        "the, an?, your, our, us, me, him, her, them, it, to, up, out, in, on, here, more, also,",
        "all, this, these, that, every,",
        "reading, watching, independent, quality, free, full, breaking, unlimited, exclusive, new,",
        "even, any, miss, forget,",
        "down, below",
    )
    + r"\b)"
)
_YOURS = _any(
    "subscription, inbox, account, e-?mails?, device, phone, feed, membership, trial, profile,",
    "browser, address, comments?,",
    "tips?, story, stories, letters?, friends, photos, pictures, settings, preferences, password, views?, copy",
)
_OURS = _any(
    "newsletters?, app, website, podcast, channels?, briefings?, page, site, newsroom, coverage,",
    "journalism, reporting, team,",
    "stories, work, community, emails?",
)
_OFFERED = _any(
    rf"your (?:\w+ )?(?:\w+ )?(?:\w+ )?(?:\w+ )?{_YOURS}, our (?:\w+ )?(?:\w+ )?(?:\w+ )?{_OURS}, newsletters?,",
    r"subscri\w+, signing up, journalism, free trial, inbox, \bhere\b, \bbelow\b,",
    r"(?:breaking )?news alerts?, notifications?,",
    rf"this {_PAGE}, the (?:main|full|whole|complete) (?:story|article|report|interview|list|transcript),",
    rf"(?:on|via|our) {_NETWORK}\b, \bthe app\b, a member\b, the video\b, video$",
)
_FORMS = (
    # Orders about the page: "Start your subscription today", "To get our letter, enter your address below"
    _form(rf"^(?:(?:to|for) [^,]{{3,60}}, )?{_ORDER}\b.*{_OFFERED}"),
    _form(
        r"\bunsubscribe\b|^skip to\b|^(?:terms and conditions|t&cs?) apply\b",
        r"^(?:(?:for|to) [^,]{3,60}, )?(?:please )?(?:sign up|subscribe|log in|sign in|register) "
        r"(?:to|for|now|here|today|with|or)\b",
        r"^(?:read|see|find|watch|learn|discover|view|load|show) more\b",
        r"^(?:also read|read also|read next|see also|click here|scroll (?:down|up|on)|stay tuned)\b",
        r"^(?:(?:continue|keep) reading|share this|print this|follow us|like us|join us on)\b",
        r"^(?:unlimited|full|digital) access (?:for|from|to (?:all|our|the site|this))\b",
    ),
    _form(
        rf"^(?:and )?(?:follow|like|find|join|friend|add) .{{1,60}}?\b(?:on|at|via) (?:{_NETWORK}\b|{_ADDRESS})",
        rf"^follow (?:\S+ )?(?:\S+ )?(?:\S+ )?{_ADDRESS}",
    ),
    # How to reach somebody
    _form(
        r"\b(?:reached|contacted|e-?mailed|followed|found) (?:at|on|via|through|by \S+ (?:at|on)) "
        rf"(?:\w+ )?(?:\w+ )?(?:{_ADDRESS}|{_NETWORK}\b|{_PHONE})",
        r"^(?:to [^,]{3,60}, |to )?(?:e-?mail|contact|write|send|reach|call|phone|text|message|tweet|ask) "
        rf"(?:\S+ ){{0,12}}?(?:{_ADDRESS}|{_PHONE})",
        r"\byou (?:can|may) (?:also )?(?:find|follow|reach|contact|e-?mail|call|text) (?:him|her|them|us|me)\b.{0,40}"
        rf"(?:{_ADDRESS}|{_NETWORK}\b|{_PHONE})",
        rf"^(?:e-?mail|contact|web|twitter|phone|tel) ?: |^{_ADDRESS}\W*$",
    ),
    # The reader as a customer
    _form(
        r"\byou(?:['’]ve| have)? (?:\w+ )?(?:reached|used|read|viewed|have) (?:\S+ ){0,5}?(?:articles?"
        r"|stories|limit|previews?)\b",
        r"\byou(?:['’]re| are) (?:currently )?(?:reading|viewing)\b",
        r"\b(?:already|not(?: yet)?) an? (?:subscriber|member)\b",
        r"\byour (?:free )?(?:trial|subscription|browser|inbox|comment|password|ad ?blocker|cookie"
        r" (?:settings|preferences))\b",
        r"\bby (?:click|continu|sign|subscrib|us|submitt|regist|enter|provid|brows)\w*\b.*"
        r"\byou(?:['’]re| are)? (?:agree|accept|consent|acknowledge|confirm)",
        r"\byou agree to (?:our|the (?:terms|use)|receive)\b",
        r"^(?:enjoying|like|love) (?:this|our|what you)\b.*\?",
        r"^(?:do you )?(?:have|got) (?:an?|any) .{3,60}\?$",
        r"^(?:subscribers|members|registered (?:users|readers)) (?:can|get|may|have) .*\b(?:our|here|this)\b",
        r"^thank(?:s| you) for (?:reading|watching|signing|subscribing|visiting|registering|your"
        r" (?:interest|support|comment))\b",
    ),
    # The page as a machine
    _form(
        r"\b(?:we(?: and our partners)?|(?:this|our) (?:web)?(?:site|page)) (?:\w+ )?(?:\w+ )?(?:uses?"
        r"|stores?) (?:\S+ ){0,3}?cookies\b",
        r"\b(?:enable|disable|require|support|turn on)\w* javascript\b",
        r"\bjavascript\b.*\b(?:enabled|disabled|required|your browser)\b",
        r"^(?:an|unknown) error (?:has )?occurred(?:\W*$|[,.;!:]| (?:while|loading|processing)\b)",
        r"^(?:oops|sorry)?\W*something went wrong\b|\btry again later\b|^(?:loading|buffering)\b\W*$|^sorry, this\b",
        r"\byou(?:['’]re| are)? (?:request|look|search)(?:ed|ing) for |^the \w+ you requested\b|\bin your"
        r" (?:country|region)\b",
        r"\bto (?:your|the) clipboard\b|\bwhy you hid\b",
    ),
    re.compile(r"Please [a-z]|(?i:[,;–—] ?please (?!n[ao]))[a-z]"),  # also glued: "HiddenPlease tell"
    # The page about itself
    _form(
        rf"^[(\[]?(?:(?:an?|the) (?:\w+ )?version of )?(?:this|the (?:above|following)) (?:\w+ )?{_PAGE} (?:\w+ )?"
        + _any(r"is, was, has been, will be, appear(?:s|ed), contains?, includes?, originally, first, comes")
        + r" (?:\w+ ){0,3}?"
        + _any(
            "adapted, updated, corrected, edited, amended, originally, first, republished,",
            "reprinted, translated, syndicated,",
            "sponsored, part of, (?:the )?copyright\\w*, (?:the )?property of, protected, supplied by, made possible,",
            "supported by, developing, breaking, compiled, taken from, excerpted, appeared,",
            "in (?:the )?print, affiliate,",
            "produced (?:in|with|as), published (?:in (?:partnership|conjunction|collaboration)|with|here|under)",
        )
        + r"\b",
        rf"\bfor this {_PAGE} (?:was|were|has been|have been)\b",
        r"^this is an? (?:developing|breaking)(?: news)? story\b",
        r"^\((?:corrects|updates|adds|recasts|removes|refiles|repeats|rewrites|fixes|clarifies)\b",
    ),
    # Rights
    _form(
        r"^\W*(?:©|\(c\) |copyright\s*(?:©|\(c\)|:|by\b|\d{4}))|\ball rights reserved\b|^no part of this\b",
        r"\bmay not be (?:published|reproduced|reprinted|broadcast|rewritten|redistributed|copied|republished)\b",
        r"^(?:\w+ )?(?:\w+ )?(?:\w+ )?(?:reprint\w*|reproduc\w+|republi\w+|redistribut\w+|copying|duplication|use)\b"
        r".{0,60}\bwithout\b.{0,40}\b(?:permission|consent|authori[sz]ation)\b.{0,60}\b(?:is|are)\b",
        r"^(?:reprinted|republished|reproduced|used) (?:here )?(?:with|by|under) (?:\w+ )?(?:permission|licen[cs]e)\b",
    ),
    # Between the paragraphs
    _form(
        r"^(?:story|article|text) continues\b|^comments are (?:now )?closed\b(?!,? and)|^(?:view|see) this post\b",
        r"^(?:advert(?:isement)?s?|sponsored(?: content)?|promoted)(?:\W*$| [-–—]|\W+(?:story|article)\b)",
        r"^\d+ (?:min(?:ute)?s? read|comments?|shares?)\W*$",
    ),
    re.compile(r"^(?P<same>.{15,120}?) ?(?P=same)"),  # a teaser's words, glued to those of its link
)
# Labels, where no sentence follows.
_LABEL = _form(
    r"^\W*"
    + _any(
        r"tags?, topics?, filed under, posted in, keywords?, category, categories, sources?, via, related(?: \w+)?,",
        r"recommended(?: \w+)?, trending, more(?: \w+)?(?: \w+)?(?: \w+)?, read(?: \w+)?(?: \w+)?,",
        r"see(?: \w+)?(?: \w+)?,",
        r"watch(?: \w+)?(?: \w+)?, listen(?: \w+)?, live, gallery, photos, video, in pictures, don['’]t miss,",
        r"most (?:read|popular), also(?: \w+)?, (?:up )?next, previous(?:ly)?, our \w+,",
        r"you (?:may|might) (?:also )?like",
    )
    + r" ?:\s",
    r"\b(?:photo|image|picture|video|cover)s? (?:credits?|courtesy|source|via)\b",
)
_LINK = re.compile(
    r"^\[[^\[\]]*[^\[\]\s.!?”\"]\s?\]$"
    r"|[^.!?] (?:\[[A-Z][A-Z0-9 +&/]{2,30}\]|\((?:VIDEOS?|PHOTOS?|PICTURES|PICS|WATCH|GALLERY|AUDIO|LIVE)\))$"
)
_SHOUTED = 0.85  # of the letters
_TEASER_WORDS = 4
# "Originally published on …", "Translated by …", "Updated at 4 p.m. with …"
_NOTE = _form(
    r"^[(\[]?(?:(?:originally|first|last|additional|previously) )?"
    + _any(
        "published, posted, printed, aired, appeared, updated, corrected, edited, translated,",
        "adapted, compiled, reprinted,",
        "republished, excerpted, reporting, research, editing, photography, photographs,",
        "illustrations?, graphics?, translation",
    )
    + r" (?:on|in|at|by|from|for|with|to)\b"
)
_UPDATE = _form(r"^\W*(?:last )?update[ds]?\b\W*")
_TIME = _form(r"^(?:\W|\d{1,2}[:.]\d\d|[ap]\.?m\.?(?!\w)|(?-i:[A-Z]{2,4}T|GMT|UTC)\b|(?:at|on)\b|\d)+")


@lru_cache(maxsize=256)  # a line of one sentence is asked about as both
def is_furniture(sentence: str) -> bool:
    """Whether ``sentence`` is printed for the page's sake and tells no story."""
    bare = _QUOTED.sub("“…”", " ".join(sentence.split()))
    labels = _LABEL.search(bare) and (not _STOP.search(bare) or not main_clauses(parse([bare])[0]))
    return bool(labels) or any(form.search(bare) for form in _FORMS) or _is_note(bare)


def is_link(line: str) -> bool:
    """Whether ``line`` is the headline of another story: in brackets, behind a "[VIDEO]", or SET IN CAPITALS."""
    if len(sentences(line)) != 1 or _QUOTED.fullmatch(line):
        return False
    letters = [letter for letter in line if letter.isalpha()]
    shouted = sum(map(str.isupper, letters)) > _SHOUTED * len(letters)
    return _LINK.search(line) is not None or (shouted and len(line.split()) >= _TEASER_WORDS and not _STOP.search(line))


def _is_note(sentence: str) -> bool:
    """Whether ``sentence`` says who made the page or when it was changed.

    "Illustrations by Jo Vane" does; "Illustrations by children fill 40 walls" has a main clause, and tells something.
    """
    update = _UPDATE.match(sentence)
    rest = _without_day(sentence[update.end() :]) if update else ""
    note = rest if update and (not rest or _NOTE.match(rest)) else sentence
    return not note or (_NOTE.match(note) is not None and not main_clauses(parse([note])[0]))


def _without_day(words: str) -> str:
    day = dates.find(words)
    return _TIME.sub("", words[day.span.end :] if day and _TIME.sub("", words[: day.span.start]) == "" else words)
