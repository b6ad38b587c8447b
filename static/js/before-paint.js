// Runs before the page is drawn, so that what a reader set shows at once and nothing jumps.
"use strict";

{
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    root.dataset.textSize = localStorage.getItem("text-size") ?? "medium";
    root.dataset.terms = localStorage.getItem("terms") ?? "on";
    // Pages with furigana have an address of their own, for readers without scripts.
    const furigana = document.currentScript.dataset.furigana;
    if (furigana && localStorage.getItem("furigana") === "on") {
      location.replace(furigana + location.hash);
    }
  } catch {
    // A browser may forbid storage: then nothing is remembered.
  }
}
