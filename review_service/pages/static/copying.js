// A one-time link: copied by a button, its letter printed by another. Without a script one selects the field and prints the page.
"use strict";
for (const button of document.querySelectorAll("[data-kopiert]")) {
  const field = document.getElementById(button.dataset.kopiert);
  const said = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    // Without https there is no clipboard; the older way needs the selection alone.
    const copied = await navigator.clipboard?.writeText(field.value).then(() => true, () => false) || document.execCommand("copy");
    said.textContent = copied ? "Kopiert." : "Bitte kopieren Sie den markierten Link mit Strg und C.";
  });
}
for (const button of document.querySelectorAll("[data-druckt]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
