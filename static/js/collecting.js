// “Add to notebook”: beside each search result, at a term, at a quoted passage.

import { add, entries, has, MOST, remove, UnkeptError } from "./notebook.js";

// Asked for when it is needed: pages without these words import this file, too.
const said = () => document.querySelector("#notebook-words").dataset;

/** What to say where a change was not kept. */
export function reasonOf(error) {
  if (error instanceof UnkeptError) return said()[error.message].replace("{count}", MOST);
  throw error;
}

/** Add codes; what to say of it.  */
export function collect(codes) {
  try {
    const count = add(codes.map((code) => ({ code })));
    return codes.length > 1 ? said().addedAll.replace("{count}", count) : said().added;
  } catch (error) {
    return reasonOf(error);
  }
}

function toggle(code) {
  const known = entries().find((each) => each.code === code);
  if (!known) return collect([code]);
  if (known.note || known.tags.length) return said().noted;
  try {
    remove(code);
    return said().takenOut;
  } catch (error) {
    return reasonOf(error);
  }
}

/** A button that adds a code, or takes it out again; `about` is the id of what names it. */
export function collector(code, about) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "collect";
  button.id = `collect-${code.replace("/", "-")}`;
  button.setAttribute("aria-labelledby", `${button.id} ${about}`);
  const show = () => { button.textContent = has(code) ? said().remove : said().add; };
  button.addEventListener("click", () => {
    say(toggle(code), button);
    show();
  });
  addEventListener("storage", show);
  show();
  return button;
}

let silence;

/** Say a sentence at the page's foot, with the way to the notebook. */
export function say(text) {
  const status = document.querySelector(".collect-status") ?? newStatus();
  const link = document.createElement("a");
  link.href = said().page;
  link.textContent = said().open;
  status.replaceChildren(text, " ", link);
  clearTimeout(silence);
  silence = setTimeout(() => status.replaceChildren(), 6000);
}

function newStatus() {
  const status = document.createElement("p");
  status.className = "collect-status";
  status.setAttribute("role", "status");
  document.body.append(status);
  return status;
}
