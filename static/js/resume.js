// Offers to go on reading where the reader stopped.

import { placeIn } from "./places.js";

const bar = document.querySelector(".resume");
const place = bar && placeIn(bar.dataset.interview);
const [navigation] = performance.getEntriesByType("navigation");
// Who follows a link to a place, or comes back with the browser's own button, is there already.
const isPlaced = location.hash !== "" || location.search !== "" || navigation?.type !== "navigate";

if (place && !isPlaced) {
  bar.querySelector(".resume-link").href = place.address;
  bar.querySelector(".resume-words").textContent = place.words;
  bar.hidden = false;
  for (const element of bar.querySelectorAll("a, button")) {
    element.addEventListener("click", () => { bar.hidden = true; });
  }
}
