// Text to the clipboard, by channel; the channel chosen last on this device is the filled button with the key c.

import { $, $$, report, strings, toast } from "./common.js";

const CHANNEL = "kb-copy-channel";
const stored = () => { try { return localStorage.getItem(CHANNEL) ?? "email"; } catch { return "email"; } };
let channel = stored();

async function writeClipboard(text, html) {
  if (navigator.clipboard && isSecureContext) {
    if (html && window.ClipboardItem) {
      const both = { "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }) };
      try { return await navigator.clipboard.write([new ClipboardItem(both)]); } catch { /* rich text refused: the plain one */ }
    }
    return navigator.clipboard.writeText(text);
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("copy refused");
}

// Rich text as plain text: paragraphs with an empty line between, items with a dash (as kb/desk/copies/text.py does).
function plain(rich) {
  const parts = [];
  for (const block of rich.children) {
    if (block.matches("ul")) parts.push([parts.pop(), ...[...block.children].map((item) => `- ${item.textContent}`)].join("\n"));
    else parts.push([...block.childNodes].map((node) => (node.nodeName === "BR" ? "\n" : node.textContent)).join(""));
  }
  return parts.join("\n\n");
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copySource);
  if (!source) return;
  const rich = source.matches(".copies__rich");
  const text = rich ? plain(source) : (source.content?.textContent ?? source.value ?? source.textContent);
  const focused = document.activeElement;
  try {
    await writeClipboard(text.trim(), rich ? source.innerHTML : "");
    toast(button.dataset.done || strings.copied);
    count(button);
  } catch {
    toast(strings.copyFailed, { failed: true });
  }
  focused?.focus?.({ preventScroll: true });
}

// That a text was copied, never the text. Nobody waits for the answer.
function count(button) {
  const code = button.closest("[data-code]")?.dataset.code;
  if (!code || !button.dataset.channel) return;
  report(strings.copiedUrl, { code, channel: button.dataset.channel });
}

// The button of the chosen channel is filled and takes the icon and the key c; a channel without one gets it for now.
export function markChannel(root = document) {
  for (const set of $$("[data-copies]", root)) {
    const texts = $$("[data-channel]", set);
    const find = (name) => texts.find((button) => button.dataset.channel === name);
    const text = find(channel) ?? find(channel.split("_")[0]) ?? texts[0];
    const before = $(":scope > .btn--main", set);
    const chosen = $(`[data-copy-as="${text.dataset.channel}"]`, set) ?? before.cloneNode();
    const label = $("[data-label]", chosen) ?? document.createElement("span");
    if (chosen === before) continue;
    const [copyIcon, key] = [$(".icon", before), $(".key", before)];
    if ("rare" in before.dataset) before.remove();
    else {
      before.classList.remove("btn--main");
      delete before.dataset.shortcut;
      $("[data-label]", before).textContent = $("[data-label]", before).dataset.label;
    }
    if (!chosen.isConnected) {
      Object.assign(chosen.dataset, { copyAs: text.dataset.channel, rare: "" });
      label.dataset.label = "";
      $(".copies__rest", set).before(chosen);
      chosen.append(label);
    }
    chosen.classList.add("btn--main");
    chosen.dataset.shortcut = "c";
    label.textContent = text.dataset.main;
    chosen.prepend(copyIcon);
    chosen.append(key);
  }
}

function choose(button) {
  if (!button.closest("[data-copies]") || !button.dataset.channel) return;
  channel = button.dataset.channel;
  try { localStorage.setItem(CHANNEL, channel); } catch { /* private window: holds until the page closes */ }
  markChannel();
}

document.addEventListener("click", (event) => {
  const same = event.target.closest?.("[data-copy-as]");
  const button = same
    ? $(`[data-channel="${same.dataset.copyAs}"]`, same.closest("[data-copies]"))
    : event.target.closest?.("[data-copy-source]");
  if (button && !event.defaultPrevented) { choose(button); copy(button); }
  for (const open of $$(".copies__all[open]")) if (!open.contains(event.target)) open.open = false;
});

// The list of all texts: ↑ and ↓ go from text to text, Esc closes it.
document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.(".copies__all[open]");
  if (!list) return;
  const buttons = $$(".copies__panel button", list);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") { list.open = false; $("summary", list).focus(); } else if (step) {
    const next = buttons.indexOf(document.activeElement) + step;
    buttons[Math.min(Math.max(next, 0), buttons.length - 1)].focus();
  } else return;
  event.preventDefault();
});
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".copies__all") && event.target.open) $(".copies__panel [data-channel]", event.target)?.focus();
}, true);

markChannel();
