// Text to the clipboard.

import { strings, toast } from "./common.js";

async function writeClipboard(text) {
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("copy refused");
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copySource);
  if (!source) return;
  const text = source.content?.textContent ?? source.value ?? source.textContent;
  const focused = document.activeElement;
  try {
    await writeClipboard(text.trim());
    toast(button.dataset.done || strings.copied);
  } catch {
    toast(strings.copyFailed, { failed: true });
  }
  focused?.focus?.({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy-source]");
  if (button && !event.defaultPrevented) copy(button);
});
