// Guided questions step by step without loading the page anew. Each step has its address, so it can be sent, and the
// browser's own Back works. Without this module every answer is a link to a page of its own.

import { $, report, strings } from "./common.js";
import { markChannel } from "./copying.js";

const here = () => $("[data-stepper]");
const RUN = "kb-guided-run";

let wanted = null;

async function go(url, { push }) {
  const main = $(".main__in");
  wanted = url;
  const slow = setTimeout(() => main.setAttribute("aria-busy", "true"), 300);
  try {
    const answer = await fetch(url);
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (wanted !== url) return; // a later step is on its way
    const next = $(".main__in", page);
    if (!$("[data-stepper]", next)) throw new Error("another page");
    main.replaceChildren(...next.childNodes);
    const keys = $(".keys ul", page); // other keys where the answer is
    if (keys) $(".keys ul")?.replaceWith(keys);
    document.title = page.title;
    if (push) history.pushState({ step: true }, "", url);
    markChannel(main);
    const back = $("#client-mode [name=next]"); // to where the switch «on the phone» leads back
    if (back) back.value = location.pathname + location.search;
    $("#question")?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
    tell();
  } catch {
    if (wanted === url) location.assign(url); // the browser shows what is wrong
  } finally {
    clearTimeout(slow);
    main.removeAttribute("aria-busy");
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-stepper] a[href^='?']");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href, { push: true });
});

const pathname = location.pathname;
addEventListener("popstate", () => {
  if (here() && location.pathname === pathname) go(location.href, { push: false });
});

// ---- how far a walk has come, for the editors: a walk begins with the first answer and ends with «start again» -----

function run(code, path) {
  try {
    const known = JSON.parse(sessionStorage.getItem(RUN) ?? "null");
    const fresh = !path || known?.code !== code ? { code, run: crypto.randomUUID() } : known;
    sessionStorage.setItem(RUN, JSON.stringify(fresh));
    return fresh.run;
  } catch { return crypto.randomUUID(); }
}

function tell() {
  const code = here()?.dataset.stepper;
  if (!code || !globalThis.crypto?.randomUUID) return;
  const path = new URLSearchParams(location.search).get("c") ?? "";
  const walk = run(code, path);
  if (path) report(strings.steppedUrl, { run: walk, code, path });
}

tell();
