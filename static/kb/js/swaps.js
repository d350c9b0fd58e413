// A link or form with data-swap="id" puts what the server answers into the element with that id. Without this module
// the same addresses are pages of their own. The focus goes to what has come, and back when it is closed.

import { $, strings, toast } from "./common.js";

const openers = new WeakMap();

function focusOn(place) {
  const target = $("[data-swap-focus][aria-invalid]", place) ?? $("[data-swap-focus]", place) ?? place;
  if (target === place) place.tabIndex = -1;
  target.focus();
  place.scrollIntoView({ block: "nearest" });
}

async function swap(place, url, options = {}) {
  if (place.getAttribute("aria-busy") === "true") return; // a double click is one
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { ...options, headers: { "X-Requested-With": "fetch" } });
    if (answer.redirected) { // to the log-in page
      if (options.body) toast(strings.sessionEnded, { failed: true }); // what was typed stays
      else location.assign(answer.url);
      return;
    }
    if (![200, 400, 429].includes(answer.status)) throw new Error(String(answer.status));
    place.innerHTML = await answer.text();
    place.dispatchEvent(new CustomEvent("kb:swapped", { bubbles: true }));
    focusOn(place);
  } catch {
    toast(strings.sendFailed, { failed: true });
  } finally {
    place.removeAttribute("aria-busy");
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-swap], a[data-swap-close]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const place = document.getElementById(link.dataset.swap ?? link.dataset.swapClose);
  if (!place) return;
  event.preventDefault();
  if ("swap" in link.dataset) {
    openers.set(place, link);
    swap(place, link.href);
  } else {
    place.replaceChildren();
    openers.get(place)?.focus();
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest?.("form[data-swap]");
  const place = form && document.getElementById(form.dataset.swap);
  if (!place) return;
  event.preventDefault();
  swap(place, form.action, { method: "POST", body: new FormData(form, event.submitter) });
});
