// The links in a turn's text are one stop for the Tab key; arrow keys move among them.

const texts = () => document.querySelectorAll(".turn-text");

/** Where an arrow key leads along a line: 1 to what follows, -1 to what is before, 0 for other keys. */
export function stepOf(event, line) {
  const right = getComputedStyle(line).direction === "rtl" ? -1 : 1;
  return { ArrowRight: right, ArrowLeft: -right }[event.key] ?? 0;
}

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
  // One way for all the links of a turn, whatever language a note among them is in.
  const step = stepOf(event, event.currentTarget.querySelector(".words") ?? event.currentTarget);
  const to = step ? at + step : places[event.key];
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
