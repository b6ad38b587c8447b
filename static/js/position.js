// Remembers where a reader stopped in each interview.

import { keepPlace } from "./places.js";
import { currentTurn } from "./turns.js";
import { turnParts } from "./words.js";

const REST = 500;
const WORDS = 40;

function save(interview) {
  const turn = currentTurn();
  // At the very top a reader has not begun.
  if (!turn || scrollY < innerHeight / 2) return;
  const words = turnParts(turn)[0].paragraphs[0].trim().slice(0, WORDS);
  const address = `${location.pathname}#${turn.id}`;
  keepPlace(interview, { address, words });
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
