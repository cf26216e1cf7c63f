// Sections that stand below each other become tabs: arrows go from one to the next, as ARIA has it.
function tabs(box) {
  const panels = [...box.querySelectorAll(":scope > [data-titel]")];
  if (panels.length < 2) return;
  const list = document.createElement("div");
  list.className = "reiter";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", box.dataset.reiter);

  const made = panels.map((panel, index) => {
    const tab = document.createElement("button");
    Object.assign(tab, { type: "button", id: `reiter-${index}`, textContent: panel.dataset.titel });
    tab.setAttribute("role", "tab");
    panel.id ||= `blatt-${index}`;
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    tab.addEventListener("click", () => choose(index));
    return tab;
  });

  function choose(chosen) {
    made.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      panels[index].hidden = index !== chosen;
    });
    panels[chosen].dispatchEvent(new CustomEvent("offen", { bubbles: true }));
  }

  list.addEventListener("keydown", (event) => {
    const at = made.indexOf(event.target), step = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const to = made.at(step % made.length);
    choose(made.indexOf(to));
    to.focus();
  });
  document.addEventListener("click", ({ target }) => { // a link to a field in a tab that is not open
    const id = target.closest?.("a[href^='#']")?.hash.slice(1);
    const at = id ? panels.findIndex((panel) => panel.contains(document.getElementById(id))) : -1;
    if (at >= 0) choose(at);
  }, true);

  list.append(...made);
  box.prepend(list);
  const first = panels.findIndex((panel) => panel.querySelector("[autofocus], .kern-error"));
  choose(Math.max(0, first));
}

document.querySelectorAll("[data-reiter]").forEach(tabs);
