// Progressive enhancement only: pages work without it. Events are delegated, so fragments that arrive later need no
// set-up. Each module is one idea.

import { $, $$, narrow } from "./common.js";
import "./copying.js";
import "./results.js";
import "./combobox.js";
import "./keys.js";
import "./terms.js";
import "./swaps.js";
import "./passage.js";
import "./star.js";
import "./notices.js";
import "./visits.js";

// What few pages need is fetched by those alone.
if ($("form[data-submits]")) import("./forms.js");
if ($("[data-stepper]")) import("./stepper.js");

document.addEventListener("click", (event) => {
  const off = event.target.closest?.("[aria-disabled=true]");
  if (off) { event.preventDefault(); event.stopImmediatePropagation(); }
}, true);

document.addEventListener("click", (event) => {
  const target = event.target.closest?.("button, a, [data-print]");
  if (!target) return;
  if ("print" in target.dataset) print();
  else if ("menu" in target.dataset) {
    const open = target.getAttribute("aria-expanded") !== "true";
    target.setAttribute("aria-expanded", String(open));
    $("#rail")?.toggleAttribute("data-open", open);
  }
});

const fold = () => { for (const details of $$("details[data-narrow]")) details.open = !narrow.matches; };
fold();
narrow.addEventListener("change", fold);
// after an answer the focus goes to the new question
const question = $("[data-focus]");
if (question && document.referrer && new URL(document.referrer).pathname === location.pathname) question.focus({ preventScroll: true });
