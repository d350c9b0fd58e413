// Fetches strip and notices anew and puts them into the page; loaded only when there is something to bring.

import { $, say } from "./common.js";

export async function bring(place, stamp) {
  const answer = await fetch(place.dataset.url, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const before = $(".strip--on")?.textContent;
  keepingFocus($(".strip"), () => bringStrip(fresh.querySelector(".strip")));
  keepingFocus(place, () => { place.innerHTML = fresh.querySelector("#notices").innerHTML; }); // it stays: it is the live region
  place.dataset.stamp = stamp;
  const emergency = $(".strip--on");
  if (emergency && emergency.textContent !== before) say(emergency.querySelector(".strip__row").innerText);
}

function bringStrip(next) {
  const old = $(".strip");
  if (!next || old?.outerHTML === next.outerHTML) return;
  if (old) old.replaceWith(next);
  else $(".frame").prepend(next);
}

function keepingFocus(place, change) {
  const focused = place?.contains(document.activeElement);
  change();
  if (focused && !document.activeElement?.closest(".strip, #notices")) $("#main").focus({ preventScroll: true });
}
