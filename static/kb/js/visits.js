// A page that is shown is told to the server: for the list of pages opened lately.

import { $, report, strings } from "./common.js";

const code = $("[data-visit]")?.dataset.visit;
if (code) {
  const tell = () => report(strings.visitedUrl, { code });
  if (document.readyState === "complete") tell();
  else addEventListener("load", tell, { once: true });
}
