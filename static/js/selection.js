// A toolbar at the selected words of turns.

import { actionButtons, citationOf, share } from "./sharing.js";
import { stepOf } from "./stops.js";
import { selectedWords } from "./words.js";

// A selection changes with every movement of the pointer.
const REST = 200;
// Characters of the selection that an address of a report quotes.
const REPORTED = 500;

let quotation = null;

function place(tools) {
  const turn = quotation.parts.at(-1).turn;
  const home = turn.querySelector(".turn-text");
  // Right behind the words, so that Tab leads from them to the toolbar.
  if (tools.parentElement !== home) home.querySelector(".words").after(tools);
  const words = document.getSelection().getRangeAt(0).getBoundingClientRect();
  const frame = home.getBoundingClientRect();
  const bottom = Math.min(words.bottom, frame.bottom);
  const left = Math.min(Math.max(words.left - frame.left, 0), frame.width - tools.offsetWidth);
  tools.style.setProperty("--top", `${bottom - frame.top}px`);
  tools.style.setProperty("--left", `${Math.max(left, 0)}px`);
}

/** Let the link lead to the report of an error in the selected words. */
function report(link) {
  const address = new URL(link.href);
  address.searchParams.set("anchor", quotation.anchor);
  address.searchParams.set("words", quotation.paragraphs.join("\n").slice(0, REPORTED));
  link.href = address.href;
}

function update(tools) {
  if (tools.contains(document.activeElement)) return;
  quotation = selectedWords();
  tools.hidden = quotation === null;
  if (!quotation) return;
  place(tools);
  report(tools.querySelector(".selection-report"));
  citationOf(quotation.parts[0].turn, quotation).catch(() => {});
}

/** Move the focus to the toolbar; false where there is none. */
export function focusSelectionTools() {
  const button = document.querySelector(".selection-tools:not([hidden]) button");
  button?.focus();
  return button !== null;
}

export function startSelection() {
  const tools = document.querySelector(".selection-tools");
  tools.prepend(...actionButtons((action) => share(action, quotation.parts[0].turn, quotation)));
  // A press on a button must not take the selection away.
  tools.addEventListener("pointerdown", (event) => event.preventDefault());
  tools.addEventListener("keydown", (event) => moveFocus(tools, event));
  let timer;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(update, REST, tools);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tools.hidden = true;
    if (event.key === "Tab" && !event.shiftKey && isUnfocused() && focusSelectionTools()) {
      event.preventDefault();
    }
  });
}

/** A press on text puts the focus on <main>, from where Tab would lead to the page's first link. */
function isUnfocused() {
  return document.activeElement.matches("body, main");
}

function moveFocus(tools, event) {
  const step = stepOf(event, tools);
  if (!step) return;
  const buttons = [...tools.children];
  const at = buttons.indexOf(document.activeElement);
  buttons.at((at + step) % buttons.length).focus();
  event.preventDefault();
}
