// Glossary terms: CSS shows the panel on hover and focus. Here it is kept on the screen, one at a time; Esc closes it
// (keys.js).

import { $$ } from "./common.js";

function open(term) {
  for (const other of $$(".term")) other.classList.toggle("is-closed", other !== term && other.matches(":focus-within"));
  term.classList.remove("term--end");
  const panel = term.querySelector(".term__panel");
  if (panel.getBoundingClientRect().right > document.documentElement.clientWidth) term.classList.add("term--end");
}

document.addEventListener("focusin", (event) => {
  const term = event.target.closest?.(".term");
  if (term) open(term);
});
document.addEventListener("pointerover", (event) => {
  const term = event.target.closest?.(".term");
  if (term && !term.contains(event.relatedTarget)) open(term);
  else if (!term) for (const closed of $$(".term.is-closed:not(:focus-within)")) closed.classList.remove("is-closed");
});
