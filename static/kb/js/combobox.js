// The search field: suggestions below it, as a combobox with a listbox.

import { $, $$, say } from "./common.js";
import { hits, moveHit } from "./results.js";

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
  const settle = () => { clearTimeout(timer); request?.abort(); }; // whoever moves in the list has chosen it: no later answer replaces it
  const close = () => { settle(); box.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const mark = (index) => {
    settle();
    const all = rows();
    active = (index + all.length) % all.length;
    all.forEach((row, n) => row.setAttribute("aria-selected", String(n === active)));
    input.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  };
  const fold = (text) => [...text.toLowerCase()].map((letter) => letter.normalize("NFD")[0]).join("");
  const titled = (title, typed) => {
    const span = document.createElement("span");
    span.lang = "lv"; // titles are content, whatever language the interface speaks
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
    const { signal } = request = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal });
      if (!answer.ok) { close(); return; }
      const data = await answer.json();
      if (!signal.aborted && input.value.trim() === typed && document.activeElement === input) show(typed, data.suggestions ?? []);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };
  const pick = (element) => { if (element.dataset.url) location.assign(element.dataset.url); else form.requestSubmit(); };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 40); });
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

const form = $("form[data-suggest]");
if (form) combobox(form);
