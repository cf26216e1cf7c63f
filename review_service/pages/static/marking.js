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

  function quoteIn(block, range, number) {
    const part = block.cloneRange();
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0)
      part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0)
      part.setEnd(range.endContainer, range.endOffset);
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

  function mark() {
    for (const quote of chosen) {
      const row = emptyRow();
      named(row, "zitat").value = quote.words;
      named(row, "zitat-davor").value = quote.before;
      named(row, "zitat-danach").value = quote.behind;
      named(row, "zitat-absatz").value = quote.within;
      shown?.add(quote.part);
    }
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

  for (const text of texts) {
    text.tabIndex = 0;
    text.setAttribute("role", "group");
    text.addEventListener("keydown", (event) => {
      if (event.target !== text) return;
      if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
        event.preventDefault();
        byWord(text, event.key, event.shiftKey);
        follow(text);
        look(); // the button is there before the next key comes
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
        `Absatz ${text.dataset.absatz}. Pfeiltasten wählen Wörter, mit Umschalt mehrere, ` +
          `Eingabe markiert sie${to()}.`,
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
