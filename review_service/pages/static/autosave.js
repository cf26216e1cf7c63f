// Saves what someone types into the form's working copy: a moment after the last key, on leaving,
// before a link inside the form is followed. Says when it did, and where the form is open elsewhere.
"use strict";

(() => {
  const PAUSE = 1500, BETWEEN = 10_000; // ms behind the last key; from one save to the next
  const ON_LEAVING = 60_000; // bytes a browser still sends of a page that is left
  const form = document.querySelector('main input[name="fenster"]')?.form;
  const said = document.getElementById("gesichert"), elsewhere = document.getElementById("anderswo");
  if (!form || !said) return;
  form.autocomplete = "off"; // else going back fills in what a browser last noticed, over what is saved
  let timer, flight, last = 0, since = 0, asked = false, failed = false;

  function filled() {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  }
  const written = () => JSON.stringify([...filled()].filter(([name]) => name !== "schluessel"));
  let saved = written(), sent = saved;

  function say(words) {
    if (said.textContent !== words) said.textContent = words;
  }

  // Told by status: 409 is another window's words, kept beside these; 401 and 403 another sign-in.
  async function send(leaving) {
    const now = written(), data = filled();
    data.set("knopf", "sichern");
    last = Date.now();
    since = 0;
    sent = now;
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, keepalive: leaving });
      if (answer.status === 200 || answer.status === 409) {
        saved = now;
        elsewhere.hidden = answer.ok;
        say(`gespeichert ${(await answer.json()).um}`);
      } else if (answer.status === 401 || answer.status === 403)
        say(
          "Sie sind hier nicht mehr angemeldet. Was Sie geschrieben haben, steht noch in den Feldern: " +
            "„Später weiterschreiben“ behält es.",
        );
      else say("Noch nicht gespeichert. Ihre Wörter stehen noch in den Feldern.");
      failed = answer.status !== 409 && !answer.ok;
    } catch {
      failed = true;
      say("Noch nicht gespeichert: keine Verbindung. Ihre Wörter stehen noch in den Feldern.");
    }
  }

  function save() {
    clearTimeout(timer);
    if (flight) return flight.then(save);
    if (written() === saved) return Promise.resolve();
    flight = send(false).finally(() => (flight = null));
    return flight;
  }

  function changed() {
    const now = Date.now();
    since ||= now;
    clearTimeout(timer);
    const pause = Math.min(PAUSE, since + BETWEEN - now); // who never pauses is saved too
    timer = setTimeout(save, Math.max(pause, last + BETWEEN - now, 0));
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);

  function leave() {
    if (asked || written() === saved || (written() === sent && !failed)) return;
    if (written().length < ON_LEAVING) send(true);
    else save();
  }
  document.addEventListener("visibilitychange", () => document.hidden && leave());
  addEventListener("pagehide", leave);
  addEventListener("beforeunload", (event) => { // before the next page is asked for, which may be this one
    const lost = failed || written().length >= ON_LEAVING;
    if (lost && !asked && written() !== saved) event.preventDefault();
    else leave();
  });

  // What is under way must not come behind the act, which ends the working copy.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    asked = true;
    if (!flight) return;
    event.preventDefault();
    flight.finally(() => form.requestSubmit(event.submitter));
  });
  addEventListener("pageshow", () => (asked = false));

  form.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || link.target || link.getAttribute("href").startsWith("#")) return;
    if (failed || (written() === saved && !flight)) return;
    event.preventDefault();
    await save();
    if (elsewhere.hidden && !failed) location.href = link.href;
  });

  if (!window.BroadcastChannel) return;
  const others = new BroadcastChannel(`formular ${location.pathname}`);
  const open = "Dieses Formular ist auch in einem anderen Fenster offen.";
  others.onmessage = ({ data }) => {
    if (!asked) say(open);
    if (data === "offen?") others.postMessage("offen");
  };
  others.postMessage("offen?");
})();
