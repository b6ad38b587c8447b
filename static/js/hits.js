// Steps through the words that were marked on arrival from a search: “3 / 7”, next, previous.
// Escape clears the marks.  The marks themselves are the server's.

const bar = document.querySelector("[data-hits]");
const marks = bar ? [...document.querySelectorAll("mark.hit-mark")] : [];

if (marks.length) {
  const place = bar.querySelector("[data-hits-place]");
  let current = first();

  function first() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const inside = target ? marks.findIndex((mark) => target.contains(mark)) : -1;
    return Math.max(inside, 0);
  }

  function show(scroll) {
    marks.forEach((mark, number) => {
      mark.classList.toggle("hit-current", number === current);
    });
    place.textContent = `${current + 1} / ${marks.length}`;
    if (scroll) marks[current].scrollIntoView({ block: "center" });
  }

  function step(by) {
    current = (current + by + marks.length) % marks.length;
    show(true);
  }

  function clear() {
    for (const mark of marks) mark.replaceWith(...mark.childNodes);
    bar.remove();
    const address = new URL(location.href);
    address.searchParams.delete("q");
    address.searchParams.delete("exact");
    history.replaceState(history.state, "", address);
    document.removeEventListener("keydown", onKey);
  }

  function onKey(event) {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    if (event.target.closest("input, textarea, select, dialog[open], [popover]")) return;
    clear();
  }

  bar.querySelector("[data-hits-next]").addEventListener("click", () => step(1));
  bar.querySelector("[data-hits-previous]").addEventListener("click", () => step(-1));
  bar.querySelector("[data-hits-clear]").addEventListener("click", (event) => {
    event.preventDefault();
    clear();
  });
  document.addEventListener("keydown", onKey);
  for (const button of bar.querySelectorAll("button")) button.hidden = false;
  show(false);
}
