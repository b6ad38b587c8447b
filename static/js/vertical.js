// Lines from top to bottom: the wheel, which turns up and down, moves along the text.

const text = document.querySelector(".turns");

text.addEventListener(
  "wheel",
  (event) => {
    // A touchpad has a way to the side of its own, and so has the wheel with the shift key.
    if (event.deltaX || event.shiftKey || event.ctrlKey) return;
    const before = text.scrollLeft;
    text.scrollLeft -= event.deltaMode ? event.deltaY * 32 : event.deltaY;
    // At either end the page itself moves on.
    if (text.scrollLeft !== before) event.preventDefault();
  },
  { passive: false },
);
