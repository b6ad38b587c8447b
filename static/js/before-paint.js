// Runs before the page is drawn, so that what a reader set shows at once and nothing jumps.
"use strict";

{
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    root.dataset.textSize = localStorage.getItem("text-size") ?? "medium";
    root.dataset.terms = localStorage.getItem("terms") ?? "on";
    // Pages with furigana, or with lines from top to bottom, have an address of their own, for
    // readers without scripts.  One leads on to the other.
    const addresses = document.currentScript.dataset;
    const wanted = ["furigana", "writing"].find(
      (name) => addresses[name] && localStorage.getItem(name) === "on",
    );
    if (wanted) location.replace(addresses[wanted] + location.hash);
  } catch {
    // A browser may forbid storage: then nothing is remembered.
  }
}
