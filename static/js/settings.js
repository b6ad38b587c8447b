// The reader's settings on pages with turns: text size, furigana, how lines run, and the printer.

import { remember } from "./store.js";

function setSize(size) {
  document.documentElement.dataset.textSize = size;
  remember("text-size", size);
  showSize();
}

function showSize() {
  const size = document.documentElement.dataset.textSize ?? "medium";
  for (const button of document.querySelectorAll("[data-size]")) {
    button.setAttribute("aria-pressed", String(button.dataset.size === size));
  }
}

export function startSettings() {
  for (const button of document.querySelectorAll("[data-size]")) {
    button.addEventListener("click", () => setSize(button.dataset.size));
  }
  for (const name of ["furigana", "writing"]) {
    const link = document.querySelector(`a[data-${name}]`);
    link?.addEventListener("click", () => remember(name, link.dataset[name]));
  }
  document.querySelector("[data-print]")?.addEventListener("click", () => print());
  showSize();
}
