// Search results: the card follows the chosen hit.

import { $, $$, narrow, report, say, strings, toast } from "./common.js";
import { markChannel } from "./copying.js";

const cards = new Map();
let wanted = null;

export const hits = () => $$(".hits .hit");

function placeCard() {
  const card = $("#card");
  const list = $(".results .hits");
  if (!card || !list) return;
  const current = $(".hit[aria-current]", list);
  const home = $(".results");
  if (narrow.matches && current) current.after(card);
  else if (card.parentElement !== home) home.insertBefore(card, list.closest(".results > *").nextSibling);
}

async function choose(hit) {
  if (hit.getAttribute("aria-current") === "true") return;
  for (const other of hits()) other.removeAttribute("aria-current");
  hit.setAttribute("aria-current", "true");
  const card = $("#card");
  const url = hit.dataset.cardUrl;
  if (!card || !url) return;
  wanted = url;
  try {
    if (!cards.has(url)) {
      const slow = setTimeout(() => card.setAttribute("aria-busy", "true"), 300);
      const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
      clearTimeout(slow);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      cards.set(url, await answer.text());
    }
    if (wanted !== url) return;
    card.innerHTML = cards.get(url);
    markChannel(card);
    placeCard();
    say(hit.dataset.live ?? "");
  } catch {
    if (wanted === url) { card.replaceChildren(); toast(strings.cardFailed, { failed: true }); }
  } finally {
    card.removeAttribute("aria-busy");
  }
}

/** What was fetched shows how things were then: a card with a new state is fetched anew. */
export const forgetCards = () => cards.clear();

export function moveHit(step) {
  const all = hits();
  if (!all.length) return false;
  const at = all.indexOf(document.activeElement);
  const current = all.findIndex((hit) => hit.hasAttribute("aria-current"));
  const next = at < 0 ? Math.max(current, 0) : Math.min(Math.max(at + step, 0), all.length - 1);
  all[next].focus();
  return true;
}

let chosenBefore = null;
document.addEventListener("pointerdown", (event) => {
  const hit = event.target.closest?.(".hits .hit");
  chosenBefore = hit ? hit.getAttribute("aria-current") === "true" : null;
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches?.(".hits .hit:focus-visible")) choose(event.target);
});

// A page opened from the results, by its row or its card: told to the search log, nobody waits for the answer.
function opened(event) {
  const link = event.button < 2 && !event.defaultPrevented && event.target.closest?.(".results a");
  const list = $(".hits[data-query]");
  const all = hits();
  const at = link && list ? all.findIndex((hit) => hit.href === link.href) : -1;
  if (at < 0) return;
  report(list.dataset.opened, { query: list.dataset.query, code: all[at].dataset.code, rank: list.start + at });
}

document.addEventListener("click", (event) => {
  const hit = event.target.closest?.(".hits .hit");
  if (hit && chosenBefore === false && event.detail && hit.dataset.cardUrl && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    choose(hit);
  }
});
document.addEventListener("click", opened); // after the listener above, which may keep the page
document.addEventListener("auxclick", opened);

placeCard();
narrow.addEventListener("change", placeCard);
