// From change to change by key: n or j goes on, p or k back. The links do the same without this file.
"use strict";
{
  const changes = [...document.querySelectorAll(".syn__was[id]")];
  const bar = document.querySelector(".gang");
  const keys = bar && bar.querySelector("[data-tasten]");
  const SETTING = "aenderungen-tasten";

  const at = () => {
    const row = document.activeElement.closest(".syn__zeile");
    const name = row ? row.querySelector(".syn__was[id]")?.id : location.hash.slice(1);
    return changes.findIndex((change) => change.id === name);
  };

  const go = (step) => {
    const here = at();
    const next = changes[here < 0 ? (step > 0 ? 0 : -1) : here + step];
    if (next) {
      location.replace("#" + next.id); // the browser moves focus and view, and keeps no entry
      next.focus();
      show(next);
      return;
    }
    const row = (changes[here] || bar).closest(".syn__zeile") || bar;
    row.querySelector(`a[rel=${step > 0 ? "next" : "prev"}]`)?.click(); // on another part
  };

  const show = (change) => {
    const number = change.id.split("-")[1];
    const said = bar.querySelector("[data-stand]");
    said.innerHTML = "<strong></strong> <span class=leise></span>";
    said.firstChild.textContent = `Änderung ${number} von ${bar.dataset.gesamt}`;
    said.lastChild.textContent = change.querySelector("strong").textContent.replace(/^[\d.]+\.\s/, "");
    bar.querySelector("[data-weiter]").textContent = "Nächste";
    point("prev", Number(number) - 1);
    point("next", Number(number) + 1);
    document.querySelector(".syn__zeile--aktuell")?.classList.remove("syn__zeile--aktuell");
    change.closest(".syn__zeile").classList.add("syn__zeile--aktuell");
  };

  const point = (rel, number) => {
    const link = bar.querySelector(`a[rel=${rel}]`);
    link.hidden = number < 1 || number > Number(bar.dataset.gesamt);
    if (!link.hidden) link.href = `${location.pathname}${withChange(number)}#aenderung-${number}`;
  };

  const withChange = (number) => {
    const query = new URLSearchParams(location.search);
    query.set("aenderung", number);
    return `?${query}`;
  };

  const on = () => {
    try { return localStorage.getItem(SETTING) !== "aus"; } catch { return true; }
  };

  const say = () => {
    keys.hidden = false;
    keys.setAttribute("aria-pressed", String(on()));
    keys.textContent = on() ? "Tasten n und p: an" : "Tasten n und p: aus";
  };

  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  if (bar && changes.length) {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !on()) return;
      const step = { n: 1, j: 1, p: -1, k: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      go(step);
    });
    bar.addEventListener("click", (event) => {
      const link = event.target.closest("a[rel]");
      const here = at();
      const next = changes[here < 0 ? -1 : here + (link?.rel === "next" ? 1 : -1)];
      if (!link || !next || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(link.rel === "next" ? 1 : -1);
    });
    keys.addEventListener("click", () => {
      try { localStorage.setItem(SETTING, on() ? "aus" : "an"); } catch { /* for this page only */ }
      say();
    });
    say();
    const target = document.getElementById(location.hash.slice(1));
    if (changes.includes(target)) { target.focus(); show(target); }
  }
}
