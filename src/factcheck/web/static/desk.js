// Keys, selecting words, keeping a claim. Every page works without it.
"use strict";
(() => {
  const SWITCH = "factcheck-single-keys";
  const RENEW_SECONDS = 60, SEARCHING_SECONDS = 4;
  const desk = document.querySelector(".desk");
  if (!desk) return;
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const length = (words) => [...words].length; // code points, as the server counts

  // -- keys --------------------------------------------------------------------------------

  const remembered = () => {
    try { return localStorage.getItem(SWITCH) !== "off"; } catch { return true; }
  };
  let on = remembered();
  const show = () => document.documentElement.classList.toggle("keys", on);
  show();
  const box = document.getElementById("single-keys");
  if (box) {
    box.closest(".switch").hidden = false;
    box.checked = on;
    box.addEventListener("change", () => {
      on = box.checked;
      show();
      try { localStorage.setItem(SWITCH, on ? "on" : "off"); } catch { /* it holds for this page */ }
    });
  }

  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const named = (event) => {
    const key = event.key === "Escape" ? "escape" : event.key === "Enter" ? "enter" : event.key;
    if (/^F\d+$/.test(key)) return key.toLowerCase();
    return event.ctrlKey ? `ctrl+${key.toLowerCase()}` : key;
  };
  const visible = (found) => found.getClientRects().length > 0 && !found.disabled;
  // Where a key stands at several passages, that one is meant in which the person is, or else the one at hand.
  const meant = (found) => {
    const here = document.activeElement && document.activeElement.closest(".passage");
    return found.find((one) => here && here.contains(one)) || found.find((one) => one.closest(".at-hand")) || found[0];
  };
  const press = (key) => {
    const field = all("[data-focus]").filter(visible).find((one) => one.dataset.focus === key);
    if (field) { field.focus(); return true; }
    const found = all("[data-key]").filter((one) => one.dataset.key === key && visible(one));
    if (!found.length) return false;
    const one = meant(found);
    one.click();
    if (one.tagName === "SUMMARY") {
      const inner = one.parentElement.open && one.parentElement.querySelector("input, textarea, button");
      (inner || one).focus();
    }
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    const key = named(event), single = key.length === 1;
    if (key === "escape") {
      if (typing(event.target)) { event.target.blur(); event.preventDefault(); return; }
    } else if (typing(event.target)) return;
    if (single && !on) return;
    if (key === "enter" && event.target.closest("a, button, summary, input, .selectable")) return;
    if (press(key)) event.preventDefault();
    else if (single && key !== " " && desk.dataset.claim && !event.target.closest(".selectable")) tell(`“${key}” does nothing here.`);
  });

  // -- the note ------------------------------------------------------------------------------

  const note = document.getElementById("note-words");
  if (note) {
    const noted = document.querySelector("[name=noted]"), typed = note.value;
    const carry = (sent) => { sent.set("note", note.value); sent.set("noted", noted.value); };
    let gone = false; // with a form, which carries it
    for (const one of all("form[method=post]", desk)) {
      if (one.id !== "act") one.addEventListener("formdata", (event) => carry(event.formData));
      one.addEventListener("submit", () => { gone = true; });
    }
    // Whoever goes elsewhere finds it here again.
    addEventListener("pagehide", () => {
      if (gone || note.value === typed) return;
      const sent = new FormData(document.getElementById("act"));
      carry(sent);
      sent.set("do", "note");
      navigator.sendBeacon(note.form.action, sent);
    });
  }

  // -- selecting words ---------------------------------------------------------------------

  const form = document.getElementById("cite-these");
  const marking = document.querySelector(".by-marking");
  if (marking) marking.hidden = false;
  let chosen = null; // {start, end} in code points within `box`, and that box

  const range = (within, start, end) => {
    const made = document.createRange();
    const walk = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    let at = 0, begun = false;
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const size = length(node.data);
      const unit = (count) => [...node.data].slice(0, count).join("").length;
      if (!begun && start < at + size) { made.setStart(node, unit(start - at)); begun = true; }
      if (begun && end <= at + size) { made.setEnd(node, unit(end - at)); return made; }
      at += size;
    }
    return null;
  };
  // The selection within one text, in code points; null where it is in none or in several.
  const selection = () => {
    const now = getSelection();
    if (!now.rangeCount || now.isCollapsed) return null;
    const found = now.getRangeAt(0);
    const parts = all(".selectable").filter((one) => visible(one) && found.intersectsNode(one));
    const within = parts.find((one) => one.contains(found.startContainer)) || parts[0];
    if (!within) return null;
    const part = found.cloneRange(), before = document.createRange();
    if (!within.contains(part.startContainer)) part.setStart(within, 0);
    if (!within.contains(part.endContainer)) part.setEnd(within, within.childNodes.length);
    before.setStart(within, 0);
    before.setEnd(part.startContainer, part.startOffset);
    const words = part.toString(), start = length(before.toString());
    const blank = words.length - words.trimStart().length;
    return words.trim() ? { within, start: start + blank, words: words.trim() } : null;
  };
  const offer = () => {
    const found = selection();
    if (!form) return;
    if (!found) {
      if (!form.contains(document.activeElement)) { form.hidden = true; chosen = null; }
      return;
    }
    const { within, words } = found, start = found.start + Number(within.dataset.start);
    const set = (name, value) => { if (form.elements[name]) form.elements[name].value = value ?? ""; };
    set("start", start);
    set("end", start + length(words));
    set("words", words);
    set("number", within.dataset.number);
    set("passage", within.dataset.passage);
    if (chosen !== within) {
      const place = within.closest("blockquote, .text") || within;
      if (form.previousElementSibling !== place) place.after(form);
      chosen = within;
    }
    form.querySelector(".chosen-words").textContent = `“${words.length > 90 ? `${[...words].slice(0, 80).join("")} …` : words}”`;
    form.hidden = false;
  };
  if (form) document.addEventListener("selectionchange", offer);

  // With the keys: words and sentences of a text that has the focus.
  const units = (words, pattern) => [...words.matchAll(pattern)].map((one) => {
    const start = length(words.slice(0, one.index));
    return { start, end: start + length(one[0]) };
  });
  const selectable = (within) => {
    within.tabIndex = 0;
    within.setAttribute("role", "group");
    within.setAttribute("aria-label", `${within.dataset.label}: arrows mark words`);
    const text = within.textContent, words = units(text, /\S+/gu);
    const sentences = units(text, /\S(?:.|\n)*?(?:[.!?…]["”’)\]]*(?=\s|$)|$)/gu);
    if (!words.length) return;
    const touched = (span) => {
      const found = words.map((word, number) => [word, number]).filter(([word]) => word.start < span.end && word.end > span.start);
      return found.length ? [found[0][1], found[found.length - 1][1]] : [0, 0];
    };
    let first = -1, last = -1;
    const usual = (within.dataset.usual || "").split("-").map((one) => Number(one) - Number(within.dataset.start));
    const begin = () => {
      [first, last] = usual.length === 2 ? touched({ start: usual[0], end: usual[1] }) : touched(sentences[0] || words[0]);
      if ("point" in within.dataset) first = last = Math.min(first + 1, words.length - 1);
    };
    const draw = () => {
      const made = range(within, words[first].start, words[last].end);
      const now = getSelection();
      now.removeAllRanges();
      if (made) now.addRange(made);
      offer();
      const place = made && made.getBoundingClientRect();
      if (place && (place.top < 60 || place.bottom > innerHeight - 90)) scrollBy({ top: place.top - innerHeight / 3 });
    };
    const sentence = (by) => {
      const at = sentences.findIndex((one) => one.end > words[first].start);
      const next = sentences[Math.min(Math.max(0, at + by), sentences.length - 1)];
      if (next) [first, last] = touched(next);
    };
    const edge = words.length - 1;
    const move = {
      ArrowRight: () => { first = last = Math.min(edge, last + 1); },
      ArrowLeft: () => { first = last = Math.max(0, first - 1); },
      ArrowDown: () => sentence(1),
      ArrowUp: () => sentence(-1),
      "Shift+ArrowRight": () => { last = Math.min(edge, last + 1); },
      "Shift+ArrowLeft": () => { last = Math.max(first, last - 1); },
      "Shift+ArrowDown": () => { const [, end] = touched(sentences.find((one) => one.end > words[last].end) || words[edge]); last = end; },
      "<": () => { first = Math.max(0, first - 1); },
      ">": () => { first = Math.min(last, first + 1); },
    };
    within.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Enter") {
        offer();
        if (!form.hidden) { event.preventDefault(); form.requestSubmit(); }
        return;
      }
      const act = move[`${event.shiftKey && event.key.startsWith("Arrow") ? "Shift+" : ""}${event.key}`];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      if (first < 0) begin(); else act();
      draw();
    });
    if (marking) { begin(); within.focus({ preventScroll: true }); draw(); }
  };
  if (form) all(".selectable").forEach(selectable);

  // -- keeping the claim, and what others do meanwhile ----------------------------------------

  const news = document.getElementById("news");
  let found = desk.dataset.found, told = "";
  const tell = (words, anew = false) => {
    if (!news || words === told) return;
    told = words;
    news.textContent = words;
    if (!anew) return;
    const link = document.createElement("a");
    link.href = location.pathname + location.search;
    link.textContent = "Show it anew";
    news.append(" ", link);
  };
  const renew = async () => {
    const sent = new FormData();
    sent.set("csrf", desk.dataset.csrf);
    sent.set("seen", desk.dataset.seen);
    sent.set("attempt", desk.dataset.attempt);
    if ("held" in desk.dataset) sent.set("held", "1");
    try {
      const answer = await fetch(`/claims/${desk.dataset.claim}/renew`, { method: "POST", body: sent });
      if (answer.redirected || !(answer.headers.get("content-type") || "").includes("json")) throw new Error("signed out");
      const now = await answer.json();
      const until = document.getElementById("until");
      if (until && now.until) until.textContent = now.until;
      const theirs = document.getElementById("theirs");
      if (now.said) tell(now.said, true);
      else if (now.found !== undefined && now.found !== found) tell("searched anew for the claim as it stands now.", true);
      else if (theirs && !now.by) tell("nobody is at it any more.", true);
      else tell("");
    } catch {
      tell("the server does not answer, or you are signed out: nothing can be stored just now.", true);
    }
  };
  if (desk.dataset.claim) {
    setInterval(renew, RENEW_SECONDS * 1000);
    if ("searching" in desk.dataset) {
      let left = 15;
      const look = setInterval(async () => {
        await renew();
        left -= 1;
        if (told || !left) clearInterval(look);
      }, SEARCHING_SECONDS * 1000);
    }
    // For tests, and for whoever comes back to a page that slept.
    document.addEventListener("visibilitychange", () => { if (!document.hidden) renew(); });
  }

  // -- where a reader begins -----------------------------------------------------------------

  const message = document.getElementById("refusal") || document.getElementById("said");
  const start = message || (location.hash ? null : document.getElementById("claim-heading"));
  if (message) { // where it stands is the top of the page, wherever the reader was before
    history.scrollRestoration = "manual";
    scrollTo({ top: 0, behavior: "instant" });
  }
  if (start && !document.querySelector("[autofocus]") && !marking) start.focus({ preventScroll: true });
})();
