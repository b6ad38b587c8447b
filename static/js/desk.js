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

/** What a form sends: with the token of the present session, which a new login changes. */
function dataOf(form, button) {
  const data = new FormData(form, button);
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (token) data.set("csrfmiddlewaretoken", token);
  return data;
}

/** Say something beside a form's buttons, or where messages stand. */
function say(form, what) {
  const words = main.querySelector(".desk-nav")?.dataset[what] ?? "";
  let place = form.querySelector(".desk-kept");
  if (!place) {
    place = document.createElement("p");
    place.className = "desk-kept";
    place.setAttribute("role", "status");
    form.append(place);
  }
  place.textContent = words;
}

/** Send a form, and show the page that it leads to, or why it was refused. */
async function send(form, button) {
  const data = dataOf(form, button);
  main.setAttribute("aria-busy", "true");
  // A draft that is under way must not come after what it is a draft of.
  await keeping;
  try {
    const response = await fetch(addressOf(form), { method: "POST", body: data });
    const page = await read(response);
    // Another page than the desk's: the session is over, or the site is away.  What was written
    // stays where it is.
    if (page.querySelector(".desk-nav")) show(page, response.redirected ? placeOf(response.url) : "");
    else say(form, "unsent");
  } catch {
    say(form, "unsent");
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
  const data = dataOf(form);
  data.set("action", "draft");
  const headers = { Accept: "application/json" };
  try {
    const options = { method: "POST", body: data, headers, keepalive: true };
    const response = await fetch(addressOf(form), options);
    say(form, response.ok && !response.redirected ? "kept" : "unkept");
  } catch {
    say(form, "unkept");
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
