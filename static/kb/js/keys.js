// Single keys; they can be switched off and never take a key from a field.

import { $, $$ } from "./common.js";
import { hits, moveHit } from "./results.js";

const KEYS = "kb-keys-off";
const stored = () => { try { return localStorage.getItem(KEYS) === "1"; } catch { return false; } };
let keysOff = stored();

/** Another page of this site led here: Esc goes back to it. */
function ledHere() {
  const from = document.referrer;
  return from.startsWith(`${location.origin}/`) && from !== location.href && !from.includes("/ieiet/") && !$(".is-start");
}

function openKeys() {
  const dialog = $("#keys-dialog");
  if (!dialog || dialog.open) return;
  $("#keys-on").checked = !keysOff;
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const inField = event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  if (inField || $("dialog[open]")) return;
  if (event.key === "Escape") {
    const term = event.target.closest?.(".term") ?? $(".term:hover");
    if (term) { term.classList.add("is-closed"); return; }
    const back = $("[data-swap-close], [data-back]");
    if (back) back.click();
    else if (ledHere() && !event.target.closest?.("main form")) history.back(); // what is filled in stays
    return;
  }
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits().length && (document.activeElement === document.body || document.activeElement.matches(".hit, main"))) {
    if (moveHit(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    return;
  }
  if (event.key === "Enter" && (document.activeElement === document.body || document.activeElement.matches("main, [data-focus]"))) {
    const open = $(".say__open"); // the card's or the outcome's page, as its keycap says
    if (open) { event.preventDefault(); open.click(); }
    return;
  }
  if (keysOff) return;
  if (event.key === "/") { event.preventDefault(); const field = $("#q"); field?.focus(); field?.select(); return; }
  if (event.key === "?") { event.preventDefault(); openKeys(); return; }
  if (event.shiftKey) return;
  if (event.key === "ArrowLeft" && event.target.matches?.("input")) return;
  const target = $$("[data-shortcut]").find((element) => element.dataset.shortcut === event.key && element.checkVisibility())
    ?? $$("[data-copies]").find((set) => set.checkVisibility())?.querySelector(`[data-copy-key="${CSS.escape(event.key)}"]`);
  if (target) { event.preventDefault(); target.click(); }
});

document.addEventListener("click", (event) => { if (event.target.closest?.("[data-keys-open]")) openKeys(); });
document.addEventListener("change", (event) => {
  if (event.target.id !== "keys-on") return;
  keysOff = !event.target.checked;
  try { localStorage.setItem(KEYS, keysOff ? "1" : "0"); } catch { /* private window: holds until the page closes */ }
});
