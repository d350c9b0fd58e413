// Notices come to a page that is open: it asks whether others are on, and fetches them only when they are. Whoever
// looks at another window asks again on coming back. Notices are hidden here without leaving the page.

import { $, strings, toast } from "./common.js";

const EVERY = 7000; // ms: with the way there and back a notice is here within ten seconds
let asked = Date.now();
let over = false;

async function ask() {
  const place = $("#notices");
  if (!place || over || document.visibilityState !== "visible") return;
  asked = Date.now();
  try {
    const answer = await fetch(place.dataset.stampUrl, {});
    if (answer.status === 401) { over = true; return; } // the session has ended
    if (!answer.ok) return;
    const { stamp } = await answer.json();
    if (stamp !== place.dataset.stamp) await (await import("./bringing.js")).bring(place, stamp);
  } catch { /* no connection: the next time */ }
}

async function hide(form) {
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
    if (answer.status === 204) {
      form.closest(".notice").remove();
      $("#main").focus({ preventScroll: true });
    } else if (answer.status === 409) {
      toast(strings.noticeChanged, { failed: true });
      $("#notices").dataset.stamp = "";
      ask();
    } else throw new Error(String(answer.status));
  } catch {
    toast(strings.notSaved, { failed: true });
  }
}

if ($("#notices")) {
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", () => { if (Date.now() - asked > EVERY) ask(); });
}
document.addEventListener("submit", (event) => {
  if (!event.target.matches?.("form[data-hide-notice]")) return;
  event.preventDefault();
  hide(event.target);
});
