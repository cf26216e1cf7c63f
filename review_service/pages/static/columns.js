// Columns that scroll for themselves stand where they stood: after a button, and after going to read.
"use strict";

(() => {
  const columns = [...document.querySelectorAll(".werktisch > [id]")];
  const key = (column) => `${location.pathname}#${column.id}`;
  for (const column of columns)
    if (!column.contains(document.activeElement))
      column.scrollTop = Number(sessionStorage.getItem(key(column)));
  addEventListener("pagehide", () => {
    for (const column of columns) sessionStorage.setItem(key(column), column.scrollTop);
  });
})();
