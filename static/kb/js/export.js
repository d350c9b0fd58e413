// Search by title, code and clients' words in a copy that was opened from a disk: no module, no request, no storage.
(() => {
  const MOST = 12;
  const DAY = 24 * 60 * 60 * 1000;
  const root = document.currentScript.src.replace(/static\/export\.js$/, "");
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const pages = (window.kbPages ?? []).map((page) => ({
    ...page, inTitle: ` ${fold(`${page.code} ${page.title}`)}`, anywhere: ` ${fold([page.code, page.title, ...page.words].join(" "))}`,
  }));

  const mark = document.querySelector("[data-made]");
  if (Date.now() - Date.parse(mark.dataset.made) > DAY) mark.querySelector("[data-old]").hidden = false;

  const field = document.querySelector("#q");
  const list = document.querySelector("#found");
  const number = document.querySelector("#found-number");
  field.disabled = false;

  // Every word typed must begin a word. Endings differ: where nothing is found they are left off.
  function find(typed) {
    const words = fold(typed).split(" ").filter(Boolean);
    if (!words.length) return [];
    for (const cut of [0, 1, 2, 3]) {
      const stems = words.map((word) => ` ${word.slice(0, Math.max(Math.min(word.length, 4), word.length - cut))}`);
      const found = pages.filter((page) => stems.every((stem) => page.anywhere.includes(stem)));
      const first = (page) => (stems.every((stem) => page.inTitle.includes(stem)) ? 0 : 1);
      if (found.length) return found.sort((a, b) => first(a) - first(b));
    }
    return [];
  }

  function row(page) {
    const link = document.createElement("a");
    link.className = "row row--40";
    link.href = root + page.file;
    for (const [name, text] of [["row__title", page.title], ["row__meta", `${page.kind} ${page.code}`]]) {
      const part = document.createElement("span");
      part.className = name;
      part.textContent = text;
      link.append(part);
    }
    const item = document.createElement("li");
    item.append(link);
    return item;
  }

  function show() {
    const typed = field.value.trim();
    const found = typed ? find(typed) : [];
    list.replaceChildren(...found.slice(0, MOST).map(row));
    number.textContent = !typed ? "" : found.length ? number.dataset.some.replace("{n}", found.length) : number.dataset.none;
  }
  field.addEventListener("input", show);
  show(); // a browser that comes back keeps what was typed

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const inField = document.activeElement === field;
    if (event.key === "/" && !inField) { event.preventDefault(); field.focus(); field.select(); return; }
    if (event.key === "Escape" && (inField || at >= 0)) { field.value = ""; show(); field.focus(); return; }
    if (event.key === "Enter" && inField) { links[0]?.click(); return; }
    if (!inField && at < 0) return;
    if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
    if (event.key === "ArrowUp" && at >= 0) { event.preventDefault(); (links[at - 1] ?? field).focus(); }
  });
})();
