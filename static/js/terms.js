// Links to the glossary: a first tap shows what the term is, Escape hides it, one button all.

import { setStops } from "./stops.js";
import { remember } from "./store.js";

const SHOWN = "is-shown";
const HUSHED = "is-hushed";

function clear(name, except = null) {
  for (const term of document.querySelectorAll(`.term.${name}`)) {
    if (term !== except) term.classList.remove(name);
  }
}

function tap(event) {
  const term = event.target.closest(".words .term");
  if (!event.target.closest(".preview")) clear(SHOWN, term);
  if (!term?.hasAttribute("aria-describedby") || event.pointerType !== "touch") return;
  // The second tap follows the link.
  if (!term.classList.contains(SHOWN)) event.preventDefault();
  term.classList.add(SHOWN);
}

function hush(event) {
  if (event.key !== "Escape") return;
  clear(SHOWN);
  for (const term of document.querySelectorAll(".term:is(:hover, :focus)")) {
    term.classList.add(HUSHED);
  }
}

function show(button) {
  const on = document.documentElement.dataset.terms !== "off";
  button.setAttribute("aria-pressed", String(on));
  setStops();
}

export function startTerms() {
  document.addEventListener("click", tap);
  document.addEventListener("keydown", hush);
  // A preview that was hidden shows again to who comes back.
  document.addEventListener("pointerover", (event) => {
    if (!event.target.closest(".term")) clear(HUSHED);
  });
  document.addEventListener("focusin", () => clear(HUSHED));
  const button = document.querySelector("[data-explain]");
  if (!button) return;
  button.addEventListener("click", () => {
    const { dataset } = document.documentElement;
    dataset.terms = dataset.terms === "off" ? "on" : "off";
    remember("terms", dataset.terms);
    show(button);
  });
  show(button);
}
