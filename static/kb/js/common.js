// What every module needs: finding elements, telling the reader.

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
export const strings = $("#kb-strings")?.dataset ?? {};
export const narrow = matchMedia("(width < 47.5rem)");

export function say(text) {
  const live = $("#live");
  if (live) live.textContent = text;
}

export function icon(name) {
  const model = $("use")?.getAttribute("href") ?? "";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", model.replace(/#.*/, `#${name}`));
  svg.append(use);
  return svg;
}

export function toast(text, { failed = false } = {}) {
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

// Tells the server something for which nobody waits: the page may be left meanwhile, and a failure says nothing.
export function report(url, data) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": $("[name=csrfmiddlewaretoken]")?.value ?? "" };
  fetch(url, { method: "POST", body: JSON.stringify(data), headers, keepalive: true }).catch(() => {});
}
