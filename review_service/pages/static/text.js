// Reading: an anchor of another part leads there, remarks open where an address points at them.
"use strict";
{
  const address = document.querySelector("[data-text]")?.dataset.text;
  const lead = () => {
    const [, kind, number] = location.hash.match(/^#(absatz|abschnitt|stelle)-(\d+)$/) || [];
    if (!kind) return;
    const place = document.getElementById(`${kind}-${number}`);
    if (place) {
      place.closest("details")?.setAttribute("open", "");
      place.scrollIntoView();
    } else if (!new URLSearchParams(location.search).has(kind)) {
      location.replace(`${address}&${kind}=${number}${location.hash}`);
    }
  };
  if (address) {
    addEventListener("hashchange", lead);
    lead();
  }
  const contents = document.getElementById("gliederung");
  contents?.addEventListener("click", (event) => event.target.closest("a") && contents.matches(":popover-open") && contents.hidePopover());
  const chooser = document.querySelector(".fassungswahl");
  if (chooser) {
    chooser.querySelector("button").hidden = true;
    chooser.addEventListener("change", () => chooser.submit());
  }
}
