// Marks words of the shown text: with the mouse, by touch, by keyboard. What is marked becomes a
// quote in the form, with what stands around it, so that recurring words are told apart.
// Where a form has such quotes for several things, a list says which of them is meant.
"use strict";

(() => {
  const BLOCKS = "p, li, td, th, h3, h4, h5, pre";
  const WORD = /[\p{L}\p{N}]+(?:(?:[*:_’'‑-]|(?<=\p{N})[.,](?=\p{N}))[\p{L}\p{N}]+)*/gu;
  const AROUND = 200; // characters kept in front of a quote and behind it
  const texts = [...document.querySelectorAll("[data-absatz]")];
  const bar = document.getElementById("auswahl");
  const said = document.getElementById("auswahl-gesagt");
  if (!texts.length || !bar) return;
  const target = bar.querySelector("select"), button = bar.querySelector("button");
  const comesAndGoes = target ? button : bar;
  const shown = window.Highlight && new Highlight(); // what is marked wears it in the text
  if (shown) CSS.highlights.set("markiert", shown);
  const blank = new Map();
  let chosen = [], keyed = null;

  const short = (words) => (words.length > 80 ? `„${words.slice(0, 80)} …“` : `„${words}“`);
  const of = () => (target ? target.value : ""); // what the names of the thing's fields begin with
  const to = (of) => (target ? ` zu ${target.querySelector(`[value="${of}"]`).text}` : "");
  const rows = (of) => [...document.querySelectorAll(`[id="${of}zitate"] .zitatzeile`)];
  const named = (row, name) => row.querySelector(`[name$="${name}"]`);

  // The words of each block by themselves: of an item without those of the list in it.
  function blocksOf(text) {
    const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const blocks = [];
    let last;
    for (let node; (node = nodes.nextNode()); ) {
      const block = node.parentElement.closest(BLOCKS);
      if (block !== last) {
        if (!node.data.trim()) continue; // between two blocks
        blocks.push(document.createRange());
        blocks.at(-1).setStart(node, 0);
        last = block;
      }
      blocks.at(-1).setEnd(node, node.length);
    }
    return blocks;
  }

  function meet(range, block) {
    return (
      range.compareBoundaryPoints(Range.START_TO_END, block) > 0 &&
      range.compareBoundaryPoints(Range.END_TO_START, block) < 0
    );
  }

  // A selection that cuts a word (Bürger*innen, 770.000) means the whole of it.
  function wholeWords(part) {
    const cut = (node, at) =>
      node.nodeType === Node.TEXT_NODE &&
      [...node.data.matchAll(WORD)].find(({ index, 0: word }) => index < at && at < index + word.length);
    const start = part.startContainer, end = part.endContainer;
    const first = cut(start, part.startOffset), last = cut(end, part.endOffset);
    if (first) part.setStart(start, first.index);
    if (last) part.setEnd(end, last.index + last[0].length);
  }

  function quoteIn(block, range, number) {
    const part = block.cloneRange();
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0)
      part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0)
      part.setEnd(range.endContainer, range.endOffset);
    wholeWords(part);
    const words = part.toString();
    if (!words.trim()) return null;
    const before = block.cloneRange();
    before.setEnd(part.startContainer, part.startOffset);
    const behind = block.cloneRange();
    behind.setStart(part.endContainer, part.endOffset);
    const lead = words.length - words.trimStart().length, trail = words.trimEnd().length;
    return {
      words: words.trim(),
      before: (before.toString() + words.slice(0, lead)).slice(-AROUND),
      behind: (words.slice(trail) + behind.toString()).slice(0, AROUND),
      within: number,
      part,
    };
  }

  function selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return [];
    const range = selection.getRangeAt(0);
    return texts
      .filter((text) => range.intersectsNode(text))
      .flatMap((text) =>
        blocksOf(text)
          .filter((block) => meet(range, block))
          .map((block) => quoteIn(block, range, text.dataset.absatz)),
      )
      .filter(Boolean);
  }

  function emptyRow() {
    const list = document.getElementById(`${of()}zitate`);
    const empty = rows(of()).find((row) => !named(row, "zitat").value.trim());
    if (empty) return empty;
    const row = blank.get(of()).cloneNode(true);
    const number = document.querySelectorAll(`[name="${of()}zitat"]`).length + 1;
    for (const area of row.querySelectorAll("textarea")) {
      const label = row.querySelector(`[for="${area.id}"]`);
      label.htmlFor = area.id = area.id.replace(/\d+$/, number);
    }
    row.querySelector("label").firstChild.textContent = `${number}. Zitat `;
    list.append(row);
    return row;
  }

  // A row without words, of each thing: what further ones are made of.
  function blankRow(row) {
    const fresh = row.cloneNode(true);
    fresh.querySelectorAll(".kern-hint, .kern-error").forEach((extra) => extra.remove());
    fresh.querySelectorAll("[class*='--error']").forEach((element) => {
      element.className = element.className.replace(/\S+--error/g, "").trim();
    });
    for (const field of fresh.querySelectorAll("textarea, input")) {
      field.value = field.defaultValue = "";
      ["aria-describedby", "aria-invalid"].forEach((name) => field.removeAttribute(name));
    }
    return fresh;
  }

  // Where words stand that were marked earlier.
  function partOf(text, words, before) {
    for (const block of blocksOf(text)) {
      const whole = block.toString();
      const from = before && whole.indexOf(before + words);
      const start = from >= 0 ? from + before.length : whole.indexOf(words);
      if (start < 0) continue;
      const part = document.createRange(), nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      let at = 0;
      for (let node; (node = nodes.nextNode()); ) {
        if (!block.intersectsNode(node)) continue;
        const length = node.length;
        if (start >= at && start < at + length) part.setStart(node, start - at);
        if (start + words.length <= at + length) {
          part.setEnd(node, start + words.length - at);
          return part;
        }
        at += length;
      }
    }
    return null;
  }

  // At the passage itself: a button that takes the mark off again, and what is said of it alone.
  function offerToTakeOff(row) {
    const text = texts.find((one) => one.dataset.absatz === named(row, "zitat-absatz").value);
    const area = named(row, "zitat"), words = area.value;
    if (!text || !words.trim()) return;
    const part = partOf(text, words, named(row, "zitat-davor").value);
    if (part) shown?.add(part);
    const off = document.createElement("button");
    off.type = "button";
    off.className = "als-link abnehmen nicht-drucken";
    off.textContent = `× ${short(words)}${to(area.name.slice(0, -"zitat".length))} nicht mehr markieren`;
    const remark = named(row, "bemerkung"), list = row.parentElement;
    off.addEventListener("click", () => {
      if (area.value === words)
        for (const field of row.querySelectorAll("textarea, input[type=hidden]")) field.value = "";
      if (part) shown?.delete(part);
      off.remove();
      if (remark) backTo(list, row);
      said.textContent = `Nicht mehr markiert: ${short(words)}`;
      text.focus();
      told();
    });
    area.addEventListener("input", () => {
      if (area.value === words) return;
      if (part) shown?.delete(part);
      off.remove();
    });
    let last = text; // behind what is marked of it already
    while (last.nextElementSibling?.matches(".abnehmen, .zitatzeile--da")) last = last.nextElementSibling;
    last.after(off);
    if (!remark) return;
    row.classList.add("zitatzeile--da");
    labelOf(remark).textContent = `Zu ${short(words)} `;
    off.after(row);
    if (!list.children.length) emptyRow();
  }

  const labelOf = (area) => area.labels[0].firstChild;
  function backTo(list, row) {
    const spare = rows("").find((other) => !named(other, "zitat").value.trim());
    if (spare) labelOf(named(row, "bemerkung")).textContent = labelOf(named(spare, "bemerkung")).textContent;
    spare?.remove();
    row.classList.remove("zitatzeile--da");
    list.prepend(row);
  }

  // What is told of what was changed here: to who counts, and to who saves.
  function told() {
    count();
    texts[0].closest("form").dispatchEvent(new Event("change"));
  }
  const bottom = document.querySelector(".gezaehlt");
  function count() {
    if (!bottom) return;
    const form = bottom.closest("form");
    const ticks = form.querySelectorAll("[name=absatz]:checked, [name=absatz][type=hidden]").length;
    const quotes = [...form.querySelectorAll("[name=zitat]")].filter((area) => area.value.trim());
    const all = ticks + quotes.length;
    bottom.firstElementChild.textContent =
      all === 1 ? "Eine Stelle markiert ·" : `${all || "Keine"} Stellen markiert ·`;
    bottom.hidden = !all && !bottom.parentElement.querySelector("details").open;
  }
  if (bottom) {
    const fold = bottom.parentElement.querySelector("details");
    fold.open ||= matchMedia("(min-width: 62em)").matches;
    fold.addEventListener("toggle", count);
    bottom.closest("form").addEventListener("input", count);
    count();
  }

  function mark() {
    for (const quote of chosen) {
      const row = emptyRow();
      named(row, "zitat").value = quote.words;
      named(row, "zitat-davor").value = quote.before;
      named(row, "zitat-danach").value = quote.behind;
      named(row, "zitat-absatz").value = quote.within;
      offerToTakeOff(row);
      inView(row);
    }
    if (chosen.length) {
      told();
      said.textContent = `Markiert${to(of())}: ${chosen.map((quote) => short(quote.words)).join(", ")}`;
    }
    chosen = [];
    document.getSelection().removeAllRanges();
    if (bar.contains(document.activeElement)) keyed?.focus();
    comesAndGoes.hidden = true;
  }

  // In a form with several things: what was marked is in view in the one it was marked for.
  function inView(row) {
    if (!target) return;
    const fold = row.closest("details");
    if (fold) fold.open = true;
    row.scrollIntoView({ block: "nearest" });
  }

  function look() {
    const now = selected();
    if (now.length) {
      chosen = now;
      said.textContent = "";
    }
    if (now.length || !bar.contains(document.activeElement)) comesAndGoes.hidden = !now.length;
  }
  document.addEventListener("selectionchange", look);
  // A press takes the selection away before it becomes a click; what was chosen is kept till then.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", mark);

  // By keyboard the bar comes next behind the paragraph; for others it stays below the text.
  function follow(text) {
    keyed = text;
    text.closest(".absatz").after(bar);
  }
  document.addEventListener("pointerdown", (event) => {
    if (!keyed || bar.contains(event.target)) return;
    keyed = null;
    said.before(bar);
  });

  function byWord(text, key, extend) {
    const selection = document.getSelection();
    if (!text.contains(selection.anchorNode)) selection.collapse(text, 0);
    const direction = key === "ArrowRight" ? "forward" : "backward";
    if (!extend) {
      if (direction === "forward") selection.collapseToEnd();
      else {
        selection.collapseToStart();
        selection.modify("move", "backward", "word");
      }
      selection.modify("extend", "forward", "word");
    } else selection.modify("extend", direction, "word");
  }

  // One stop for the Tab key: up and down lead from paragraph to paragraph.
  function stopAt(text) {
    for (const one of texts) one.tabIndex = one === text ? 0 : -1;
  }
  stopAt(texts[0]);
  const begun = [...document.querySelectorAll(".zitatzeile")];
  for (const row of begun) {
    const thing = named(row, "zitat").name.slice(0, -"zitat".length);
    if (!blank.has(thing)) blank.set(thing, blankRow(row));
  }
  begun.forEach(offerToTakeOff);

  for (const text of texts) {
    tickOf(text).tabIndex = -1;
    text.addEventListener("focus", () => stopAt(text));
    text.setAttribute("role", "group");
    text.addEventListener("keydown", (event) => {
      if (event.target !== text) return;
      if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
        event.preventDefault();
        byWord(text, event.key, event.shiftKey);
        follow(text);
        look(); // the button is there before the next key comes
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        texts[texts.indexOf(text) + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
      } else if (event.key === "Enter") {
        event.preventDefault();
        chosen = selected();
        if (chosen.length) mark();
        else tickOf(text).click();
      }
    });
  }

  function tickOf(text) {
    return document.getElementById(`absatz-${text.dataset.absatz}`);
  }

  function explain() {
    for (const text of texts)
      text.setAttribute(
        "aria-label",
        `Absatz ${text.dataset.absatz}. Pfeil nach rechts und links wählt Wörter, mit Umschalt ` +
          `mehrere, Eingabe markiert sie${to(of())}; Pfeil nach unten und oben: anderer Absatz.`,
      );
  }
  explain();
  if (target) aim();

  // Ticks of whole paragraphs are then written as numbers into the field of the thing meant.
  function aim() {
    const numbers = () => document.getElementById(`${of()}absatz`);
    const typed = () => numbers().value.match(/\d+/g) ?? [];
    const ticks = texts.map(tickOf);
    const things = [...target.options].map(({ value }) => document.getElementById(`${value}zitate`).closest("li"));
    const show = () => {
      button.querySelector(".kern-label").textContent = `Auswahl${to(of())} markieren`;
      for (const tick of ticks) {
        tick.checked = typed().includes(tick.value);
        tick.labels[0].firstElementChild.textContent = `Absatz ${tick.value}${to(of())} markieren`;
      }
      things.forEach((thing, at) => thing.classList.toggle("karte--zur-hand", at === target.selectedIndex));
      explain();
    };
    for (const tick of ticks) {
      tick.parentElement.hidden = false;
      tick.addEventListener("change", () => {
        const others = typed().filter((number) => number !== tick.value);
        const all = tick.checked ? [...others, tick.value].sort((a, b) => a - b) : others;
        numbers().value = all.join(", ");
        inView(numbers());
        told();
        said.textContent = `Absatz ${tick.value}${to(of())} ${tick.checked ? "markiert" : "nicht mehr markiert"}`;
      });
    }
    target.addEventListener("change", () => {
      show();
      things[target.selectedIndex].scrollIntoView({ block: "nearest" });
    });
    things.forEach((thing, at) =>
      thing.addEventListener("focusin", () => {
        target.selectedIndex = at;
        show();
      }),
    );
    target.form.addEventListener("input", (event) => {
      if (event.target === numbers()) show();
    });
    button.hidden = true;
    bar.hidden = false;
    show();
  }
})();
