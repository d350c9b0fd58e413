// Progressive enhancement only: keys, typeahead, the card that follows, copying, the small menu.
// Events are delegated, so fragments that arrive later need no set-up.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const strings = $("#kb-strings")?.dataset ?? {};
const narrow = matchMedia("(width < 47.5rem)");

// ---- messages ---------------------------------------------------------------------------------

function say(text) {
  const live = $("#live");
  if (live) live.textContent = text;
}

function icon(name) {
  const model = $("use")?.getAttribute("href") ?? "";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", model.replace(/#.*/, `#${name}`));
  svg.append(use);
  return svg;
}

function toast(text, { failed = false } = {}) {
  const box = $("#toasts");
  if (!box) return;
  const item = document.createElement("div");
  item.className = failed ? "toast toast--fail" : "toast";
  const words = document.createElement("span");
  words.textContent = text;
  item.append(icon(failed ? "alert" : "check"), words);
  box.replaceChildren(item);
  const leave = () => (item.matches(":hover, :focus-within") ? setTimeout(leave, 1000) : item.remove());
  setTimeout(leave, failed ? 8000 : 4000);
}

// ---- copying ----------------------------------------------------------------------------------

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

// ---- results: the card follows ------------------------------------------------------------------

const cards = new Map();
let wanted = null;

const hits = () => $$(".hits .hit");

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
      const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
      clearTimeout(slow);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      cards.set(url, await answer.text());
    }
    if (wanted !== url) return;
    card.innerHTML = cards.get(url);
    placeCard();
    say(hit.dataset.live ?? "");
  } catch {
    if (wanted === url) { card.replaceChildren(); toast(strings.cardFailed, { failed: true }); }
  } finally {
    card.removeAttribute("aria-busy");
  }
}

function moveHit(step) {
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
  const body = JSON.stringify({ query: list.dataset.query, code: all[at].dataset.code, rank: list.start + at });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": $("[name=csrfmiddlewaretoken]")?.value ?? "" };
  fetch(list.dataset.opened, { method: "POST", body, headers, keepalive: true, credentials: "same-origin" }).catch(() => {});
}

// ---- search field: combobox -----------------------------------------------------------------------

function combobox(form) {
  const input = $("input[name=q]", form);
  const box = document.createElement("div");
  box.className = "suggest";
  box.id = "suggest";
  box.hidden = true;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", input.placeholder);
  form.append(box);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": box.id, "aria-expanded": "false", "aria-autocomplete": "list", "aria-haspopup": "listbox" })) input.setAttribute(name, value);
  let timer = 0;
  let request = null;
  let active = -1;

  const rows = () => $$("[role=option]", box);
  const close = () => { clearTimeout(timer); request?.abort(); box.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const mark = (index) => {
    const all = rows();
    active = (index + all.length) % all.length;
    all.forEach((row, n) => row.setAttribute("aria-selected", String(n === active)));
    input.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  };
  const fold = (text) => [...text.toLowerCase()].map((letter) => letter.normalize("NFD")[0]).join("");
  const titled = (title, typed) => {
    const span = document.createElement("span");
    const word = fold(typed.trim().split(/\s+/).at(-1) ?? "");
    const at = word ? fold(title).indexOf(word) : -1;
    if (at < 0 || fold(title).length !== title.length) { span.textContent = title; return span; }
    const found = document.createElement("mark");
    found.textContent = title.slice(at, at + word.length);
    span.append(title.slice(0, at), found, title.slice(at + word.length));
    return span;
  };
  const row = (n, url) => {
    const element = document.createElement("div");
    element.className = "suggest__row";
    element.id = `suggest-${n}`;
    element.dataset.url = url;
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    return element;
  };
  const kind = (type) => form.dataset[`kind${type.charAt(0).toUpperCase()}${type.slice(1)}`] ?? type;
  const show = (typed, list) => {
    const made = list.map((one, n) => {
      const element = row(n, one.url);
      const meta = document.createElement("span");
      meta.className = "suggest__meta";
      meta.textContent = `${kind(one.type)} ${one.code}`;
      element.append(titled(one.title, typed), " ", meta);
      return element;
    });
    const all = row(list.length, "");
    all.classList.add("suggest__row--all");
    all.textContent = form.dataset.all.replace("{query}", typed);
    box.replaceChildren(...made, all);
    box.hidden = false;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-expanded", "true");
    say(form.dataset.found.replace("{n}", String(list.length)));
  };
  const ask = async () => {
    const typed = input.value.trim();
    request?.abort();
    if (typed.length < 2) { close(); return; }
    request = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: request.signal, credentials: "same-origin" });
      if (!answer.ok) { close(); return; }
      const data = await answer.json();
      if (input.value.trim() === typed && document.activeElement === input) show(typed, data.suggestions ?? []);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };
  const pick = (element) => { if (element.dataset.url) location.assign(element.dataset.url); else form.requestSubmit(); };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (!box.hidden) { event.preventDefault(); mark(active < 0 && step < 0 ? -1 : active + step); }
      else if (step > 0 && hits().length) { event.preventDefault(); moveHit(0); }
      else if (step > 0) ask();
    } else if (event.key === "Enter" && !box.hidden && active >= 0) {
      event.preventDefault();
      pick(rows()[active]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (!box.hidden) close();
      else if (input.value) { input.value = ""; }
      else input.blur();
    }
  });
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  box.addEventListener("click", (event) => { const element = event.target.closest("[role=option]"); if (element) pick(element); });
  form.addEventListener("submit", close);
}

// ---- keys -------------------------------------------------------------------------------------------

const KEYS = "kb-keys-off";
const stored = () => { try { return localStorage.getItem(KEYS) === "1"; } catch { return false; } };
let keysOff = stored();

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
    const back = $("[data-back]");
    if (back) back.click();
    else if (document.referrer && new URL(document.referrer).pathname === "/meklet/") history.back();
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
  const target = $$("[data-shortcut]").find((element) => element.dataset.shortcut === event.key && element.checkVisibility());
  if (target) { event.preventDefault(); target.click(); }
});

// ---- clicks and changes -------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const target = event.target.closest?.("button, a, [data-print]");
  if (!target) return;
  if (target.getAttribute("aria-disabled") === "true") { event.preventDefault(); return; }
  if (target.dataset.copySource) copy(target);
  else if ("print" in target.dataset) print();
  else if ("keysOpen" in target.dataset) openKeys();
  else if ("menu" in target.dataset) {
    const open = target.getAttribute("aria-expanded") !== "true";
    target.setAttribute("aria-expanded", String(open));
    $("#rail")?.toggleAttribute("data-open", open);
  } else if ("hide" in target.dataset) target.closest(".notice")?.remove();
  else if (target.matches(".hits .hit") && chosenBefore === false && event.detail && target.dataset.cardUrl && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    choose(target);
  }
});

document.addEventListener("click", opened); // after the listener above, which may keep the page
document.addEventListener("auxclick", opened);

// A choice made with the pointer is sent at once; with the keyboard Enter sends it, so that arrows can pass by.
let byPointer = false;
document.addEventListener("pointerdown", () => { byPointer = true; });
document.addEventListener("keydown", () => { byPointer = false; }, true);

document.addEventListener("input", (event) => {
  const choice = event.target.dataset.chooses && document.getElementById(event.target.dataset.chooses);
  if (choice) choice.checked = true;
});

document.addEventListener("change", (event) => {
  if (event.target.matches("form[data-submits] input[type=radio]")) {
    const fields = $$("[data-chooses]", event.target.form);
    const own = fields.filter((field) => field.dataset.chooses === event.target.id);
    for (const field of fields) if (field.matches("input") && !own.includes(field)) field.value = "";
    if (own.length) own[0].focus();
    else if (byPointer) event.target.form.requestSubmit();
  } else if (event.target.id === "keys-on") {
    keysOff = !event.target.checked;
    try { localStorage.setItem(KEYS, keysOff ? "1" : "0"); } catch { /* private window: holds until the page closes */ }
  }
});

document.addEventListener("focusin", (event) => event.target.closest?.(".term")?.classList.remove("is-closed"));
document.addEventListener("pointerover", (event) => { if (!event.target.closest?.(".term")) for (const term of $$(".term.is-closed")) term.classList.remove("is-closed"); });

// ---- start ----------------------------------------------------------------------------------------------

const form = $("form[data-suggest]");
if (form) combobox(form);
const fit = () => { placeCard(); for (const details of $$("details[data-narrow]")) details.open = !narrow.matches; };
fit();
// after an answer the focus goes to the new question
const question = $("[data-focus]");
if (question && document.referrer && new URL(document.referrer).pathname === location.pathname) question.focus({ preventScroll: true });
narrow.addEventListener("change", fit);
