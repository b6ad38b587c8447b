// Pictures of an interview's course: the first words of the cell in hand stand below the picture,
// and arrow keys move between cells, so that a picture is one stop for the Tab key.

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

function start(picture) {
  const cells = [...picture.querySelectorAll(".course-cell")];
  const caption = picture.querySelector(".course-caption");
  const rest = caption.textContent;
  cells.forEach((cell, index) => {
    const title = cell.querySelector("title");
    const label = title.textContent;
    // The words' language is said of the name, too.
    if (title.hasAttribute("lang")) cell.setAttribute("lang", title.getAttribute("lang"));
    cell.setAttribute("aria-label", label);
    cell.setAttribute("tabindex", index ? -1 : 0);
    // The browser's own label would cover the picture.
    title.remove();
    const show = () => { caption.textContent = label; };
    const clear = () => { caption.textContent = rest; };
    cell.addEventListener("pointerenter", show);
    cell.addEventListener("focus", show);
    cell.addEventListener("pointerleave", clear);
    cell.addEventListener("blur", clear);
  });
  picture.addEventListener("keydown", (event) => move(cells, event));
}

function move(cells, event) {
  const at = cells.indexOf(event.target);
  const places = { Home: 0, End: cells.length - 1 };
  const to = event.key in STEPS ? at + STEPS[event.key] : places[event.key];
  if (at < 0 || !(to in cells) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  cells[at].setAttribute("tabindex", -1);
  cells[to].setAttribute("tabindex", 0);
  cells[to].focus();
}

document.querySelectorAll(".course-picture").forEach(start);
