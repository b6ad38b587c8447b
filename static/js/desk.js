// The editors' desk: turns are edited in their place, forms are sent without leaving the page, and
// what is written is kept as a draft.  Without this script every form works as a page of its own.

import { addKeys } from "./keys.js";
import { currentTurn, nextTurn, previousTurn } from "./turns.js";

const REST = 800;
const main = document.querySelector("#main");

/** Where a form is sent; its buttons are called `action` too. */
const addressOf = (form) => new URL(form.getAttribute("action"), location.href).href;

/** The document that an answer holds. */
async function read(response) {
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** Show another page's content in the place of this one's. */
function show(page, address) {
  main.replaceChildren(...page.querySelector("#main").childNodes);
  document.title = page.title;
  if (address) history.replaceState(null, "", address);
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) {
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  } else {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

/** The address of an answer with its fragment, which a script isn't told: `at` names it too. */
function placeOf(address) {
  const url = new URL(address);
  url.hash = url.searchParams.get("at") ?? "";
  return url.href;
}

/** Send a form, and show the page that it leads to, or why it was refused. */
async function send(form, button) {
  const data = new FormData(form, button);
  main.setAttribute("aria-busy", "true");
  // A draft that is under way must not come after what it is a draft of.
  await keeping;
  try {
    const response = await fetch(addressOf(form), { method: "POST", body: data });
    const page = await read(response);
    if (!page.querySelector("#main")) throw new Error("no page");
    show(page, response.redirected ? placeOf(response.url) : "");
  } catch {
    // Then as the browser itself sends it, which says what is the matter.
    const action = document.createElement("input");
    Object.assign(action, { type: "hidden", name: button?.name ?? "", value: button?.value ?? "" });
    if (action.name) form.append(action);
    form.submit();
  } finally {
    main.removeAttribute("aria-busy");
  }
}

/** Close the form that is open in a turn's place. */
function close() {
  const turn = document.querySelector(".turn.is-open");
  if (!turn) return false;
  keepNow();
  turn.querySelector(".desk-forms")?.remove();
  turn.querySelector(".turn-text").hidden = false;
  turn.classList.remove("is-open");
  turn.querySelector(".desk-edit").focus();
  return true;
}

/** Open a turn's forms in its place. */
async function open(turn) {
  const link = turn?.querySelector(".desk-edit");
  if (!link || turn.classList.contains("is-open")) return false;
  close();
  const page = await read(await fetch(link.href));
  const forms = page.querySelector(".desk-forms");
  if (!forms) {
    location.assign(link.href);
    return true;
  }
  turn.querySelector(".turn-text").hidden = true;
  turn.classList.add("is-open");
  turn.append(forms);
  forms.querySelector(".desk-words").focus();
  return true;
}

// A form whose words are to be kept when the keys rest, and the request that keeps them.
let waiting = null;
let timer = 0;
let keeping = Promise.resolve();

/** Keep what is written as a draft. */
async function keep(form) {
  waiting = null;
  const data = new FormData(form);
  data.set("action", "draft");
  const said = form.querySelector(".desk-kept");
  const headers = { Accept: "application/json" };
  try {
    const options = { method: "POST", body: data, headers, keepalive: true };
    const response = await fetch(addressOf(form), options);
    const words = main.querySelector("[data-kept]").dataset;
    said.textContent = response.ok ? words.kept : words.unkept;
  } catch {
    said.textContent = main.querySelector("[data-kept]")?.dataset.unkept ?? "";
  }
}

/** Keep at once what waits for the keys to rest. */
function keepNow() {
  clearTimeout(timer);
  if (waiting) keeping = keep(waiting);
}

addEventListener("pagehide", keepNow);

main.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (!form || !event.target.matches(".desk-words")) return;
  clearTimeout(timer);
  waiting = form;
  timer = setTimeout(keepNow, REST);
});

main.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  clearTimeout(timer);
  waiting = null;
  send(form, event.submitter);
});

main.addEventListener("click", (event) => {
  const link = event.target.closest(".desk-edit");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.closest(".turn"));
});

main.addEventListener("keydown", (event) => {
  if (event.isComposing || !event.target.closest(".desk-forms, .desk-text")) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.target.form?.querySelector(".desk-main")?.click();
  } else if (event.key === "Escape" && close()) {
    event.preventDefault();
  }
});

/** Press a button of the page, if it has it. */
function press(value) {
  const button = main.querySelector(`.desk-undo [value="${value}"]`);
  button?.click();
  return Boolean(button);
}

addKeys({
  j: nextTurn,
  k: previousTurn,
  e: () => {
    const turn = currentTurn() ?? document.querySelector(".turn");
    open(turn);
    return Boolean(turn);
  },
  z: () => press("undo"),
  Z: () => press("redo"),
});
