// Where a reader stopped in each interview: the turn's `address` and its first `words`.

import { recall, remember } from "./store.js";

const name = (interview) => `place:${interview}`;

/** The place; null where the reader has not begun. */
export function placeIn(interview) {
  try {
    return JSON.parse(recall(name(interview)));
  } catch {
    return null;
  }
}

export function keepPlace(interview, place) {
  remember(name(interview), JSON.stringify(place));
}
