// The notebook's page: shows what this browser keeps, with the words that the server has of it.

import { reasonOf } from "./collecting.js";
import { startCarrying } from "./notebook-carrying.js";
import { change, entries, move, putBack, remove, tagsOf, written } from "./notebook.js";

const said = document.querySelector("#notebook-said").dataset;
const list = document.querySelector(".notebook-entries");
const notice = document.querySelector("#notebook-notice");
const pattern = document.querySelector("#notebook-entry").content;
// What the server told of each code.
const known = new Map();
const UNKNOWN = { state: "unknown", words: [] };

function tell(...parts) {
  notice.replaceChildren(...parts);
}

/** Make a change to what is kept; false where the browser kept nothing of it. */
function changed(make) {
  try {
    make();
    return true;
  } catch (error) {
    tell(reasonOf(error));
    return false;
  }
}

/** Ask the server for what it has not told yet. */
async function ask(items) {
  const missing = items.filter(({ code }) => !known.has(code)).map(({ code }) => ({ code }));
  if (!missing.length) return;
  const body = new URLSearchParams({ notebook: written(missing) });
  const answer = await fetch(said.entries, { method: "POST", body });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  for (const each of told.items) known.set(each.code, each);
}

/** A clone of the pattern with what is known of an entry, all of it as text. */
function rowOf(entry) {
  const row = pattern.cloneNode(true).querySelector("li");
  row.dataset.code = entry.code;
  row.querySelector("[data-note]").value = entry.note;
  row.querySelector("[data-tags]").value = entry.tags.join(", ");
  showOwn(row, entry);
  showTold(row, known.get(entry.code) ?? UNKNOWN);
  return row;
}

function showTold(row, told) {
  const part = (name) => row.querySelector(`[data-${name}]`);
  const name = told.who || row.dataset.code;
  part("who").textContent = name;
  if (told.path) part("link").href = told.path;
  part("where").textContent = [told.where, told.anchor].filter(Boolean).join(" · ");
  part("words").lang = told.language ?? "";
  part("words").dir = told.direction ?? "auto";
  part("words").replaceChildren(...told.words.map(paragraph));
  part("words").hidden = !told.words.length;
  part("state").textContent = said[told.state] ?? "";
  part("citation").textContent = told.citation ?? "";
  for (const each of row.querySelectorAll("[data-name]")) each.textContent = `: ${name}`;
}

function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

/** The note and tags as paper has them. */
function showOwn(row, { note, tags }) {
  row.querySelector("[data-own]").textContent = [note, tags.join(", ")].filter(Boolean).join("\n");
}

function arrange() {
  const items = entries();
  const rows = new Map([...list.children].map((row) => [row.dataset.code, row]));
  list.replaceChildren(...items.map((each) => rows.get(each.code) ?? rowOf(each)));
  document.querySelector(".notebook-empty").hidden = items.length > 0;
  document.querySelector(".notebook-tools").classList.toggle("is-empty", !items.length);
}

/** Show all anew: at once what is kept here, then what the server tells of it. */
async function show() {
  list.replaceChildren();
  arrange();
  try {
    await ask(entries());
  } catch (error) {
    tell(error instanceof TypeError || error instanceof SyntaxError ? said.failed : error.message);
  }
  for (const row of list.children) showTold(row, known.get(row.dataset.code) ?? UNKNOWN);
}

const actions = {
  up: (row, button) => moveBy(row, button, -1),
  down: (row, button) => moveBy(row, button, 1),
  remove: takeOut,
};

function moveBy(row, button, step) {
  let place = -1;
  if (!changed(() => { place = move(row.dataset.code, step); })) return;
  if (place < 0) {
    tell(step < 0 ? said.first : said.last);
    return;
  }
  arrange();
  // What was moved in the page has lost the focus.
  button.focus();
  const count = list.children.length;
  tell(said.movedTo.replace("{place}", place + 1).replace("{count}", count));
}

function takeOut(row) {
  let removed;
  if (!changed(() => { removed = remove(row.dataset.code); })) return;
  arrange();
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "notebook-quiet";
  undo.textContent = said.undo;
  undo.addEventListener("click", () => {
    if (!changed(() => putBack(removed))) return;
    arrange();
    tell();
    list.children[removed.place]?.querySelector("[data-do=remove]").focus();
  });
  tell(said.removed, " ", undo);
  undo.focus();
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) actions[button.dataset.do](button.closest("li"), button);
});

// At each stroke, so that nothing is lost with the page.
list.addEventListener("input", (event) => {
  const row = event.target.closest("li");
  const own = {
    note: row.querySelector("[data-note]").value,
    tags: tagsOf(row.querySelector("[data-tags]").value),
  };
  if (changed(() => change(row.dataset.code, own))) showOwn(row, own);
});

document.querySelector(".notebook-tools form").addEventListener("submit", (event) => {
  event.target.elements.notebook.value = written(entries());
});

// Another tab may have changed it.
addEventListener("storage", () => {
  if (!list.contains(document.activeElement)) show();
});

startCarrying({ tell, changed, show });
show();
