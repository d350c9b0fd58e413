// What is selected on the page when an error is reported goes into the form.

import { $ } from "./common.js";

const MOST = 500;
let selected = "";

// Before the click or key itself: a pointer that goes down takes the selection away.
function remember(event) {
  if (event.target.closest?.("input, textarea")) return;
  const selection = getSelection();
  const inside = selection.rangeCount && $("#main")?.contains(selection.getRangeAt(0).commonAncestorContainer);
  selected = inside ? selection.toString().trim().replace(/\s+/g, " ").slice(0, MOST) : "";
}
document.addEventListener("pointerdown", remember, true);
document.addEventListener("keydown", remember, true);

document.addEventListener("kb:swapped", (event) => {
  const field = $("[data-passage]", event.target);
  if (field && !field.value) field.value = selected;
});
