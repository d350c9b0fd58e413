// A page that is shown is told to the server: for the list of pages opened lately. Nobody waits for the answer.

import { $, strings } from "./common.js";

const code = $("[data-visit]")?.dataset.visit;
if (code) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": $("[name=csrfmiddlewaretoken]")?.value ?? "" };
  const tell = () => fetch(strings.visitedUrl, { method: "POST", body: JSON.stringify({ code }), headers, keepalive: true, credentials: "same-origin" }).catch(() => {});
  if (document.readyState === "complete") tell();
  else addEventListener("load", tell, { once: true });
}
