// Marks words of the shown text: with the mouse, by touch, by keyboard. What is marked becomes a
// quote in the form below, with what stands around it, so that recurring words are told apart.
"use strict";

(() => {
  const BLOCKS = "p, li, td, th, h3, h4, h5, pre";
  const AROUND = 200; // characters kept in front of a quote and behind it
  const texts = [...document.querySelectorAll("[data-absatz]")];
  const bar = document.getElementById("auswahl");
  const list = document.getElementById("zitate");
  const said = document.getElementById("auswahl-gesagt");
  if (!texts.length || !bar || !list) return;
  let chosen = [];

  function blocksOf(text) {
    const blocks = [...text.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));
    return blocks.length ? blocks : [text];
  }

  function quoteIn(block, range, number) {
    const part = document.createRange();
    part.selectNodeContents(block);
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0)
      part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0)
      part.setEnd(range.endContainer, range.endOffset);
    const words = part.toString();
    if (!words.trim()) return null;
    const before = document.createRange();
    before.selectNodeContents(block);
    before.setEnd(part.startContainer, part.startOffset);
    const behind = document.createRange();
    behind.selectNodeContents(block);
    behind.setStart(part.endContainer, part.endOffset);
    const lead = words.length - words.trimStart().length, trail = words.trimEnd().length;
    return {
      words: words.trim(),
      before: (before.toString() + words.slice(0, lead)).slice(-AROUND),
      behind: (words.slice(trail) + behind.toString()).slice(0, AROUND),
      within: number,
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
          .filter((block) => range.intersectsNode(block))
          .map((block) => quoteIn(block, range, text.dataset.absatz)),
      )
      .filter(Boolean);
  }

  function emptyRow() {
    const rows = [...list.querySelectorAll(".zitatzeile")];
    const empty = rows.find((row) => !row.querySelector("textarea").value.trim());
    if (empty) return empty;
    const row = rows[rows.length - 1].cloneNode(true);
    const id = `zitat-${rows.length + 1}`, area = row.querySelector("textarea");
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
      row.querySelector("textarea").value = quote.words;
      row.querySelector("[name='zitat-davor']").value = quote.before;
      row.querySelector("[name='zitat-danach']").value = quote.behind;
      row.querySelector("[name='zitat-absatz']").value = quote.within;
    }
    if (chosen.length) said.textContent = `Markiert: ${chosen.map((quote) => quote.words).join(" … ")}`;
    chosen = [];
    document.getSelection().removeAllRanges();
    bar.hidden = true;
  }

  document.addEventListener("selectionchange", () => {
    const now = selected();
    if (now.length) chosen = now;
    if (now.length || document.activeElement !== bar.firstElementChild) bar.hidden = !now.length;
  });
  // A press takes the selection away before it becomes a click; what was chosen is kept till then.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.firstElementChild.addEventListener("click", mark);

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
    const number = text.dataset.absatz;
    text.tabIndex = 0;
    text.setAttribute("role", "group");
    text.setAttribute(
      "aria-label",
      `Absatz ${number}. Pfeiltasten wählen Wörter, mit Umschalt mehrere, Eingabe markiert sie.`,
    );
    text.addEventListener("keydown", (event) => {
      if (event.target !== text) return;
      if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
        event.preventDefault();
        byWord(text, event.key, event.shiftKey);
      } else if (event.key === "Enter") {
        event.preventDefault();
        chosen = selected();
        if (chosen.length) mark();
        else document.getElementById(`absatz-${number}`).click();
      }
    });
  }
})();
