// Forms of radio buttons that send themselves.

import { $$ } from "./common.js";

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
  }
});
