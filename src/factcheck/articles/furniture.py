"""What a page prints for its own sake: how to follow, subscribe, write in, share; whose rights, which cookies.

Invariant: a sentence is told by its form alone, whatever the site; words in quotation marks say nothing of it. Time is
linear in the sentence.
"""

from __future__ import annotations

import re

from factcheck.articles import dates
from factcheck.syntax import main_clauses, parse

_PATTERN = re.VERBOSE | re.IGNORECASE

_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]{2,200}’(?!\w)")
_STOP = re.compile(r"[.!?…][\"'”’»)]*$")
_ADDRESS = r"(?:[\w.+-]+@[\w-]+\.\w[\w.]*|(?<!\w)@\w{2,}|https?://\S+|\bwww\.\S+|\b[\w-]+\.(?:com|org|net)\b)"
_NETWORK = r"(?:twitter|x|facebook|instagram|linkedin|mastodon|bluesky|threads|tiktok|youtube|whatsapp|telegram|pinterest|snapchat|google\+?|social\ media)"
_PAGE = (
    r"(?:article|story|post|blog\ post|column|essay|op-?ed|page|content|material|feature|transcript|newsletter|excerpt"
    r"|commentary|dispatch|piece|interview|item|report|review|video|series|website|site)"
)
# What a reader can be asked to do something with.
_OFFERED = (
    r"(?:your\ (?:\w+\ ){0,4}?(?:subscription|inbox|account|e-?mails?|device|phone|feed|membership|trial|profile|browser"
    r"|address|comments?|tips?|stor(?:y|ies)|letters?|friends|photos|pictures|settings|preferences|password|views?|copy)"
    r"|our\ (?:\w+\ ){0,4}?(?:newsletters?|app|website|podcast|channels?|briefings?|page|site|newsroom|coverage|journalism"
    r"|reporting|team|stories|work|community|emails?)"
    r"|newsletters?|subscri\w+|signing\ up|journalism|free\ trial|inbox|\bhere\b|\bbelow\b|(?:breaking\ )?news\ alerts?|notifications?"
    rf"|this\ {_PAGE}|the\ (?:main|full|whole|complete)\ (?:story|article|report|interview|list|transcript)"
    rf"|(?:on|via|our)\ {_NETWORK}\b|\bthe\ app\b|a\ member\b|the\ video\b|video$)"
)
_ORDER = (
    r"(?:(?:sign|log|stay|scroll|tune|opt)\ (?:up|in|down|out|tuned|informed)|(?:start|get|try|join|become|unlock|receive"
    r"|register|subscribe|enjoy|support|activate|renew|download|install|enter|submit|upload|read|continue|click|tap|swipe|view"
    r"|see|watch|listen|share|print|save|leave|donate|buy|check|keep|enable|allow|accept|manage|create|choose|browse|explore"
    r"|discover|learn|help|give|send|tell|visit|hear|find|follow|like|add|turn|go|write|e-?mail|contact|call|reach|text|message|do\ n[o']t|don['’]t)"
    r"(?=\ (?:the|an?|your|our|us|me|him|her|them|it|to|up|out|in|on|here|more|also|all|this|these|that|every|reading|watching"
    r"|independent|quality|free|full|breaking|unlimited|exclusive|new|even|any|miss|forget|down|below)\b))"
)
_ONCE = re.compile(rf"^(?P<same>.{{15,120}}?)\s?(?P=same)", re.DOTALL)  # a teaser's words, glued to those of its link
_FORMS = (
    # Orders about the page: "Start your subscription today", "To get our letter, enter your address below"
    re.compile(rf"^(?:to\ [^,]{{3,60}},\s)?{_ORDER}\b.*{_OFFERED}", _PATTERN),
    re.compile(
        r"^(?:sign\ up|subscribe|log\ in|sign\ in|register)\ (?:to|for|now|here|today|with)\b"
        r"|^(?:(?:read|see|find|watch|learn|discover|view|load|show)\ more|also\ read|read\ (?:also|next)|see\ also|click\ here"
        r"|scroll\ (?:down|up|on)|stay\ tuned|(?:continue|keep)\ reading|(?:unlimited|full|digital)\ access\ (?:for|from|to\ (?:all|our|the\ site|this))|share\ this|print\ this|follow\ us|like\ us|join\ us\ on)\b",
        _PATTERN,
    ),
    re.compile(
        rf"^(?:and\ )?(?:follow|like|find|join|friend|add)\ .{{1,60}}?\b(?:on|at|via)\ (?:{_NETWORK}\b|{_ADDRESS})",
        _PATTERN,
    ),
    re.compile(rf"^follow\ (?:him\ |her\ |them\ |us\ |[A-Z]\S+\ ){{0,4}}{_ADDRESS}", _PATTERN),
    # How to reach somebody
    re.compile(
        rf"\b(?:reached|contacted|e-?mailed|followed|found)\ (?:at|on|via|through|by\ \S+\ (?:at|on))\ (?:\w+\ ){{0,3}}?(?:{_ADDRESS}|{_NETWORK}\b|\(?\+?\d[\d\ ()-]{{5,}})",
        _PATTERN,
    ),
    re.compile(
        rf"^(?:to\ )?(?:e-?mail|contact|write|send|reach|call|phone|text|message|tweet|ask)\ (?:\S+\ ){{0,12}}?(?:{_ADDRESS}|\(?\+?\d[\d\ ()-]{{5,}})",
        _PATTERN,
    ),
    re.compile(rf"^(?:e-?mail|contact|web|twitter|phone|tel)\s?:\s|^(?:[\s,|/•·and]*{_ADDRESS})+\W*$", _PATTERN),
    # The reader as a customer
    re.compile(
        rf"""\byou(?:['’]ve|\ have)?\ (?:\w+\ )?(?:reached|used|read|viewed|have)\ (?:\S+\ ){{0,5}}?(?:articles?|stories|limit|previews?)\b
        |\byou['’]re\ reading\b|\byou\ are\ (?:currently\ )?(?:reading|viewing)\b|\b(?:already|not(?:\ yet)?)\ an?\ (?:subscriber|member)\b
        |\byour\ (?:free\ )?(?:trial|subscription|browser|inbox|comment|password|ad\ ?blocker|cookie\ (?:settings|preferences))\b
        |\bby\ (?:click|continu|sign|subscrib|us|submitt|regist|enter|provid|brows)\w*\b.*\byou(?:['’]re|\ are)?\ (?:agree|accept|consent|acknowledge|confirm)
        |\byou\ agree\ to\ (?:our|the\ (?:terms|use)|receive)\b|^(?:enjoying|like|love)\ (?:this|our|what\ you)\b.*\?
        |^thank(?:s|\ you)\ for\ (?:reading|watching|signing|subscribing|visiting|registering|your\ (?:interest|support|comment|subscription))\b
        |^(?:do\ you\ )?(?:have|got)\ (?:an?|any)\ .{{3,60}}\?$|\bin\ your\ (?:country|region)\b""",
        _PATTERN,
    ),
    # The page as a machine
    re.compile(
        r"""\b(?:we(?:\ and\ our\ partners)?|this\ (?:web)?(?:site|page)|our\ (?:web)?site)\ (?:\w+\ ){0,3}?uses?\ (?:\S+\ ){0,3}?cookies\b
        |\b(?:enable|disable|require|support|turn\ on)\w*\ javascript\b|\bjavascript\b.*\b(?:enabled|disabled|required|your\ browser)\b
        |^(?:an|unknown)\ error\ (?:has\ )?occurred(?:\W*$|[,.;!:]|\ (?:while|loading|processing)\b)|^(?:oops|sorry)?\W*something\ went\ wrong\b|\btry\ again\ later\b
        |^(?:loading|buffering)\b\W*$|^sorry,\ this\b|\byou(?:['’]re|\ are)?\ (?:request|look|search)(?:ed|ing)\ for\ |^the\ \w+\ you\ requested\b|\bto\ (?:your|the)\ clipboard\b|\bwhy\ you\ hid\b""",
        _PATTERN,
    ),
    re.compile(r"Please\ [a-z]|(?i:[,;–—]\s?please\ (?!n[ao]))[a-z]", re.VERBOSE),  # also glued: "HiddenPlease tell"
    # The page about itself
    re.compile(
        rf"""^[(\[]?(?:(?:an?|the)\ (?:\w+\ )?version\ of\ )?(?:this|the\ (?:above|following))\ (?:\w+\ )?{_PAGE}\ (?:\w+\ )?
        (?:(?:is|was|has\ been|will\ be|appear(?:s|ed)|contains?|includes?|originally|first|comes)\ (?:\w+\ ){{0,3}}?)
        (?:adapted|updated|corrected|edited|amended|originally|first|republished|reprinted|translated|syndicated|sponsored|part\ of
        |the\ copyright\w*|copyright\w*|(?:the\ )?property\ of|protected|supplied\ by|made\ possible|supported\ by|developing|breaking
        |compiled|taken\ from|excerpted|appeared|in\ print|in\ the\ print|affiliate|produced\ (?:in|with|as)|published\ (?:in\ (?:partnership|conjunction|collaboration)|with|here|under))\b""",
        _PATTERN,
    ),
    re.compile(r"^\((?:corrects|updates|adds|recasts|removes|refiles|repeats|rewrites|fixes|clarifies)\b", _PATTERN),
    # Rights
    re.compile(
        r"""^\W*(?:©|\(c\)\ |copyright\s*(?:©|\(c\)|:|by\b|\d{4}))|\ball\ rights\ reserved\b|^no\ part\ of\ this\b
        |\bmay\ not\ be\ (?:published|reproduced|reprinted|broadcast|rewritten|redistributed|copied|republished)\b
        |^(?:\w+\ ){0,3}(?:reprint\w*|reproduc\w+|republi\w+|redistribut\w+|copying|duplication|use)\b.{0,60}\bwithout\b.{0,40}\b(?:permission|consent|authori[sz]ation)\b.{0,60}\b(?:is|are)\b
        |^(?:reprinted|republished|reproduced|used)\ (?:here\ )?(?:with|by|under)\ (?:\w+\ )?(?:permission|licen[cs]e)\b""",
        _PATTERN,
    ),
    # Neighbouring stories and labels
    re.compile(
        r"^(?:story|article|text)\ continues\b|^(?:advert(?:isement)?s?|sponsored(?:\ content)?|promoted)(?:\W*$|\ [-–—]|\W+(?:story|article)\b)"
        r"|^comments\ are\ (?:now\ )?closed\b(?!,\ and)|^\d+\ (?:min(?:ute)?s?\ read|comments?|shares?)\W*$|^(?:view|see)\ this\ post\b",
        _PATTERN,
    ),
)
_LABEL = re.compile(
    r"""^\W*(?:tags?|topics?|filed\ under|posted\ in|keywords?|categor(?:y|ies)|sources?|via|related(?:\ \w+)?|recommended(?:\ \w+)?|trending
    |more(?:\ \w+){0,3}|read(?:\ \w+){0,2}|see(?:\ \w+){0,2}|watch(?:\ \w+){0,2}|listen(?:\ \w+)?|live|gallery|photos|video|in\ pictures|don['’]t\ miss
    |most\ (?:read|popular)|also(?:\ \w+)?|(?:up\ )?next|previous(?:ly)?|our\ \w+|you\ (?:may|might)\ (?:also\ )?like)\s?:\s
    |\b(?:photo|image|picture|video|cover)s?\ (?:credits?|courtesy|source|via)\b""",
    _PATTERN,
)
_LINK = re.compile(
    r"^\[[^\[\]]*[^\[\]\s.!?”\"]\]$|[^.!?]\ (?:\[[A-Z][A-Z0-9 +&/]{2,30}\]|\((?:VIDEOS?|PHOTOS?|PICTURES|PICS|WATCH|GALLERY|AUDIO|LIVE)\))$"
)
# "Originally published on …", "Translated by …", "Updated at 4 p.m. with …": a note, where no clause follows.
_NOTE = re.compile(
    r"^[(\[]?(?:(?:originally|first|last|additional|previously)\ )?(?:published|posted|printed|aired|appeared|updated|corrected|edited|translated|adapted"
    r"|compiled|reprinted|republished|excerpted|reporting|research|editing|photography|photographs|illustrations?|graphics?|translation)"
    r"\ (?:on|in|at|by|from|for|with|to)\b",
    _PATTERN,
)
_TRADE = (
    r"(?:editor|reporter|correspondent|writer|columnist|contributor|journalist|critic|photographer|blogger|freelancer?|producer"
    r"|author|intern|fellow|host)"
)
_BIO = re.compile(
    rf"""^(?P<name>[A-Z][\w.'’-]+(?:\ (?:[a-z]{{2,3}}\ )?[A-Z][\w.'’-]+){{1,3}}),?\ (?:is\ (?:an?|the|[A-Z][\w\ .]+['’]s?|our|\w+ing)\b
    |(?:covers|writes|reports|blogs)\ |(?:is|was)\ .*\b{_TRADE}\b)""",
    re.VERBOSE,
)
_MORE_OF_HIM = re.compile(r"(?:He|She|They|His|Her|Their)\b")
_AT_WORK = re.compile(
    rf"\b{_TRADE}s?\b|\b(?:covers|writes|reports|blogs)\s(?:about|for|on|from|\w+ing|\w+s?\s(?:and|for|at|in))\b"
)
_PAST = re.compile(r"\b(?:was|were|had)\b")
_UPDATE = re.compile(r"^\W*(?:last\ )?update[ds]?\b\W*", _PATTERN)
_TIME = re.compile(r"^(?:\W|\d{1,2}[:.]\d\d|[ap]\.?m\.?(?!\w)|(?-i:[A-Z]{2,4}T|GMT|UTC)\b|(?:at|on)\b|\d)+", _PATTERN)
_SHOUTED = 0.85  # of the letters
_TEASER_WORDS = 4


def is_furniture(sentence: str) -> bool:
    """Whether ``sentence`` is printed for the page's sake and tells no story."""
    bare = _QUOTED.sub("“…”", " ".join(sentence.split()))
    if any(form.search(bare) for form in _FORMS) or _ONCE.match(bare):
        return True
    if not _STOP.search(bare) and _LABEL.search(bare):
        return True
    return _is_note(bare)


def is_link(line: str) -> bool:
    """Whether ``line`` is the headline of another story: in brackets, behind a "[VIDEO]", or SET IN CAPITALS."""
    letters = [letter for letter in line if letter.isalpha()]
    shouted = sum(map(str.isupper, letters)) > _SHOUTED * len(letters)
    return _LINK.search(line) is not None or (shouted and len(line.split()) >= _TEASER_WORDS and not _STOP.search(line))


def author_of(sentence: str) -> str | None:
    """Whom ``sentence`` introduces as writers are below what they wrote: "Jo Vane is a reporter at the Courier"."""
    bio = _BIO.match(sentence)
    return bio["name"] if bio else None


def is_trade(sentence: str) -> bool:
    """Whether ``sentence`` tells a journalist's work, and nothing that happened."""
    return _AT_WORK.search(sentence) is not None and not _PAST.search(sentence)


def continues_bio(sentence: str) -> bool:
    return _MORE_OF_HIM.match(sentence) is not None


def _is_note(sentence: str) -> bool:
    """Whether a note says who made the page, or when it was changed: no clause of its own stands behind the comma."""
    if update := _UPDATE.match(sentence):
        rest = _without_day(sentence[update.end() :])
        if not rest or _NOTE.match(rest):
            return _states_nothing(rest)
    return _NOTE.match(sentence) is not None and _states_nothing(sentence)


def _without_day(words: str) -> str:
    day = dates.find(words)
    return _TIME.sub("", words[day.span.end :] if day and _TIME.sub("", words[: day.span.start]) == "" else words)


def _states_nothing(sentence: str) -> bool:
    """Whether no main clause stands in a note: "Illustrations by Jo Vane", yet "Illustrations by children fill 40 walls" has one."""
    return not main_clauses(parse([sentence])[0])
