// Marks words of the shown text: with the mouse, by touch, by keyboard. What is marked becomes a
// quote in the form, with what stands around it, so that recurring words are told apart.
// Where a form has such quotes for several things, a list says which of them is meant.
"use strict";

(() => {
  const BLOCKS = "p, li, td, th, h3, h4, h5, pre";
  const AROUND = 200; // characters kept in front of a quote and behind it
  const texts = [...document.querySelectorAll("[data-absatz]")];
  const bar = document.getElementById("auswahl");
  const said = document.getElementById("auswahl-gesagt");
  if (!texts.length || !bar) return;
  const target = bar.querySelector("select"), button = bar.querySelector("button");
  const comesAndGoes = target ? button : bar;
  const shown = window.Highlight && new Highlight(); // what is marked wears it in the text
  if (shown) CSS.highlights.set("markiert", shown);
  let chosen = [], keyed = null;

  const short = (words) => (words.length > 80 ? `„${words.slice(0, 80)} …“` : `„${words}“`);
  const of = () => (target ? target.value : ""); // what the names of the thing's fields begin with
  const to = () => (target ? ` zu ${target.selectedOptions[0].text}` : "");
  const named = (within, name) => within.querySelector(`[name="${of()}${name}"]`);

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

  // A selection that cuts a word means the whole of it.
  function wholeWords(part, block) {
    const start = part.startContainer, end = part.endContainer;
    if (start.nodeType !== Node.TEXT_NODE || end.nodeType !== Node.TEXT_NODE) return;
    const from = start === block.startContainer ? block.startOffset : 0;
    const to = end === block.endContainer ? block.endOffset : end.length;
    const lead = /[\p{L}\p{N}]*$/u.exec(start.data.slice(from, part.startOffset))[0];
    const trail = /^[\p{L}\p{N}]*/u.exec(end.data.slice(part.endOffset, to))[0];
    const words = part.toString();
    if (/^[\p{L}\p{N}]/u.test(words)) part.setStart(start, part.startOffset - lead.length);
    if (/[\p{L}\p{N}]$/u.test(words)) part.setEnd(end, part.endOffset + trail.length);
  }

  function quoteIn(block, range, number) {
    const part = block.cloneRange();
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0)
      part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0)
      part.setEnd(range.endContainer, range.endOffset);
    wholeWords(part, block);
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
    const rows = [...list.querySelectorAll(".zitatzeile")];
    const empty = rows.find((row) => !row.querySelector("textarea").value.trim());
    if (empty) return empty;
    const row = rows[rows.length - 1].cloneNode(true);
    const id = `${of()}zitat-${rows.length + 1}`, area = row.querySelector("textarea");
    row.querySelectorAll(".kern-hint, .kern-error").forEach((extra) => extra.remove());
    row.querySelectorAll("[class*='--error']").forEach((element) => {
      element.className = element.className.replace(/\S+--error/g, "").trim();
    });
    const label = row.querySelector("label");
    label.htmlFor = area.id = id;
    label.firstChild.textContent = `${rows.length + 1}. Zitat `;
    ["aria-describedby", "aria-invalid"].forEach((name) => area.removeAttribute(name));
    list.append(row);
    return row;
  }

  // At the passage itself: a button that takes the mark off again.
  function offerToTakeOff(row, part) {
    const text = texts.find((one) => one.dataset.absatz === named(row, "zitat-absatz").value);
    const area = named(row, "zitat"), words = area.value;
    if (!text || !words.trim()) return;
    const off = document.createElement("button");
    off.type = "button";
    off.className = "als-link abnehmen nicht-drucken";
    off.textContent = `× ${short(words)}${to()} nicht mehr markieren`;
    off.addEventListener("click", () => {
      if (area.value === words)
        for (const field of row.querySelectorAll("textarea, input[type=hidden]")) field.value = "";
      if (part) shown?.delete(part);
      off.remove();
      said.textContent = `Nicht mehr markiert: ${short(words)}`;
      text.focus();
      told();
    });
    area.addEventListener("input", () => area.value === words || off.remove());
    text.after(off);
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
      shown?.add(quote.part);
      offerToTakeOff(row, quote.part);
    }
    if (chosen.length) told();
    if (chosen.length)
      said.textContent = `Markiert${to()}: ${chosen.map((quote) => short(quote.words)).join(", ")}`;
    chosen = [];
    document.getSelection().removeAllRanges();
    if (bar.contains(document.activeElement)) keyed?.focus();
    comesAndGoes.hidden = true;
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
  if (!target)
    for (const row of document.querySelectorAll(".zitatzeile")) offerToTakeOff(row, null);

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
          `mehrere, Eingabe markiert sie${to()}; Pfeil nach unten und oben: anderer Absatz.`,
      );
  }
  explain();
  if (target) aim();

  // Ticks of whole paragraphs are then written as numbers into the field of the thing meant.
  function aim() {
    const numbers = () => document.getElementById(`${of()}absatz`);
    const typed = () => numbers().value.match(/\d+/g) ?? [];
    const ticks = texts.map(tickOf);
    const show = () => {
      button.querySelector(".kern-label").textContent = `Auswahl${to()} markieren`;
      for (const tick of ticks) {
        tick.checked = typed().includes(tick.value);
        tick.labels[0].firstElementChild.textContent = `Absatz ${tick.value}${to()} markieren`;
      }
      explain();
    };
    for (const tick of ticks) {
      tick.parentElement.hidden = false;
      tick.addEventListener("change", () => {
        const others = typed().filter((number) => number !== tick.value);
        const all = tick.checked ? [...others, tick.value].sort((a, b) => a - b) : others;
        numbers().value = all.join(", ");
        said.textContent = `Absatz ${tick.value}${to()} ${tick.checked ? "markiert" : "nicht mehr markiert"}`;
      });
    }
    target.addEventListener("change", show);
    target.form.addEventListener("input", (event) => {
      if (event.target === numbers()) show();
    });
    button.hidden = true;
    bar.hidden = false;
    show();
  }
})();
