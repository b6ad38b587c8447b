// Where the reader is among a page's turns.

import { focusSelectionTools } from "./selection.js";

// A turn is being read when it crosses this part of the window's height.
const READING_LINE = 0.3;

const turns = () => [...document.querySelectorAll(".turn")];

/** The turn in hand: the focused one, or else the one at the reading line; null above the first. */
export function currentTurn() {
  const focused = document.activeElement.closest(".turn");
  if (focused && isVisible(focused)) return focused;
  const line = innerHeight * READING_LINE;
  return turns().findLast((turn) => turn.getBoundingClientRect().top <= line) ?? null;
}

function isVisible(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

function goTo(turn) {
  turn.tabIndex = -1;
  turn.focus({ preventScroll: true });
  turn.scrollIntoView({ block: "start" });
}

/** Go to the turn behind or before the current one; past the page's ends, to the page there. */
function step(by, relation) {
  const all = turns();
  if (!all.length) return false;
  const turn = all[all.indexOf(currentTurn()) + by];
  const page = document.querySelector(`.neighbours a[rel="${relation}"]`);
  if (turn) goTo(turn);
  else page?.click();
  return Boolean(turn || page);
}

export const nextTurn = () => step(1, "next");
export const previousTurn = () => (currentTurn() ? step(-1, "prev") : false);

/** Go to the selected words' toolbar, or open the current turn's menu. */
export function shareHere() {
  if (focusSelectionTools()) return true;
  const summary = (currentTurn() ?? turns()[0])?.querySelector(".share-summary");
  if (!summary) return false;
  summary.focus();
  if (!summary.parentElement.open) summary.click();
  return true;
}
