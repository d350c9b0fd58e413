// The star: into the favourites and out without leaving the page. Without this module its form does the same.

import { strings, toast } from "./common.js";
import { forgetCards } from "./results.js";

async function toggle(form) {
  const button = form.querySelector("[name=was]");
  if (button.getAttribute("aria-busy") === "true") return; // a double click is one
  button.setAttribute("aria-busy", "true");
  try {
    const body = new FormData(form, button);
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    if (answer.redirected) { location.assign(answer.url); return; } // the session has ended
    const told = await answer.json();
    if (!answer.ok) { toast(told.error.message, { failed: true }); return; }
    button.value = String(told.favourite);
    button.setAttribute("aria-pressed", button.value);
    forgetCards();
    toast(told.message);
  } catch {
    toast(strings.notSaved, { failed: true });
  } finally {
    button.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches?.("form[data-star]")) return;
  event.preventDefault();
  toggle(event.target);
});
