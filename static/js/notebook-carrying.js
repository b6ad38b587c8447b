// Carries the notebook to another browser: as a file with all of it, or as a link with its codes.

import { add, codesIn, entries, has, linkTo, MOST_IN_LINK, parse, written } from "./notebook.js";

const said = document.querySelector("#notebook-said").dataset;

function save() {
  const file = new Blob([written(entries())], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "notebook.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Show the link, selected, to be copied. */
function showLink(tell) {
  const field = document.querySelector("#notebook-link");
  field.closest(".notebook-link").hidden = false;
  field.value = linkTo(said.page);
  field.focus();
  field.select();
  if (entries().length > MOST_IN_LINK) tell(said.cut.replace("{count}", MOST_IN_LINK));
}

/** Add entries, and say how many were new. */
function take(page, items) {
  let count = 0;
  if (!page.changed(() => { count = add(items); })) return;
  page.show();
  page.tell(said.taken.replace("{count}", count));
}

async function load(page, field) {
  const [file] = field.files;
  if (!file) return;
  const items = parse(await file.text());
  field.value = "";
  if (items) take(page, items);
  else page.tell(said.unreadable);
}

/** What the page's link brings is added only when the reader says so. */
function arrive(page) {
  const codes = codesIn(location.hash);
  if (!codes.length) return;
  const fresh = codes.filter((code) => !has(code));
  const section = document.querySelector(".notebook-arriving");
  const leave = () => {
    section.hidden = true;
    history.replaceState(null, "", location.pathname);
  };
  section.hidden = !fresh.length;
  if (!fresh.length) {
    leave();
    page.tell(said.known);
    return;
  }
  section.querySelector("[data-arriving]").textContent =
    said.arrived.replace("{count}", fresh.length);
  section.querySelector("[data-do=leave]").onclick = leave;
  section.querySelector("[data-do=take]").onclick = () => {
    leave();
    take(page, fresh.map((code) => ({ code })));
  };
}

/** `page`: `tell` a sentence, whether a change was `changed`, `show` all anew. */
export function startCarrying(page) {
  const on = (name, act) =>
    document.querySelector(`.notebook-tools [data-do=${name}]`).addEventListener("click", act);
  on("save", save);
  on("link", () => showLink(page.tell));
  on("print", () => print());
  const field = document.querySelector("#notebook-load");
  field.addEventListener("change", () => load(page, field));
  addEventListener("hashchange", () => arrive(page));
  arrive(page);
}
