// Remembers where a reader stopped in each interview.

import { recall, remember } from "./store.js";
import { currentTurn } from "./turns.js";

const REST = 500;
const WORDS = 40;
const name = (interview) => `position:${interview}`;

/** Where the reader stopped in an interview: `address` and first `words`; null: nowhere yet. */
export function stopped(interview) {
  try {
    return JSON.parse(recall(name(interview)));
  } catch {
    return null;
  }
}

function save(interview) {
  const turn = currentTurn();
  // At the very top a reader has not begun.
  if (!turn || scrollY < innerHeight / 2) return;
  const words = turn.querySelector(".passage-text").textContent.trim().slice(0, WORDS);
  const address = `${location.pathname}#${turn.id}`;
  remember(name(interview), JSON.stringify({ address, words }));
}

/** Remember the place on this page from now on. */
export function startPosition() {
  const { interview } = document.querySelector(".turns").dataset;
  let timer;
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(save, REST, interview);
  }, { passive: true });
}
