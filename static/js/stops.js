// The links in a turn's text are one stop for the Tab key; arrow keys move among them.

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
const texts = () => document.querySelectorAll(".turn-text");

function linksOf(text) {
  const explained = document.documentElement.dataset.terms !== "off";
  return [...text.querySelectorAll("a[href]")].filter(
    (link) => explained || !link.classList.contains("term"),
  );
}

function setStop(text, stop) {
  for (const link of text.querySelectorAll("a[href]")) link.tabIndex = link === stop ? 0 : -1;
}

function move(event) {
  const links = linksOf(event.currentTarget);
  const at = links.indexOf(event.target);
  const places = { Home: 0, End: links.length - 1 };
  const to = event.key in STEPS ? at + STEPS[event.key] : places[event.key];
  if (at < 0 || !(to in links) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  links[to].focus();
}

/** Begin at each text's first link, among those that the reader wants. */
export function setStops() {
  for (const text of texts()) setStop(text, linksOf(text)[0]);
}

export function startStops() {
  for (const text of texts()) {
    text.addEventListener("keydown", move);
    text.addEventListener("focusin", (event) => {
      if (linksOf(text).includes(event.target)) setStop(text, event.target);
    });
  }
  setStops();
}
