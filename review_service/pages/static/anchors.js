// Old addresses: a paragraph or a Vorgabe that was on a draft's one page is in another room now.
"use strict";
{
  const base = document.querySelector("[data-anker]").dataset.anker;
  const rooms = { "#text": "/text", "#absatz-": "/text", "#stelle-": "/text", "#vorgabe-": "/beratung?ansicht=vorgaben", "#h-vorgaben": "/beratung?ansicht=vorgaben", "#h-fassungen": "/fassungen" };
  const lead = () => {
    const found = Object.entries(rooms).find(([anchor]) => location.hash.startsWith(anchor));
    if (found && !document.querySelector(location.hash)) location.replace(base + found[1] + location.hash);
  };
  addEventListener("hashchange", lead);
  lead();
}
