// Puts “Add to notebook” on pages of search results, of a term and of a quoted passage.

import { collect, collector, say } from "./collecting.js";

const said = document.querySelector("#notebook-words").dataset;

for (const result of document.querySelectorAll(".result")) {
  const { id } = result.querySelector(".result-title");
  result.querySelector(".result-foot").append(collector(`t/${id.slice(2)}`, id));
}

for (const place of document.querySelectorAll("[data-collect]")) {
  place.append(collector(place.dataset.collect, place.dataset.collectAbout));
}

/** The turns that a search finds, in its order, from the file that has them all. */
async function found(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()).map((each) => `t/${each.id}`);
}

const all = document.querySelector(".result-downloads");
if (all) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button collect-all";
  button.textContent = said.addAll;
  button.addEventListener("click", async () => {
    const file = all.querySelector('a[href*=".csl.json"]');
    try {
      say(collect(await found(file.href)));
    } catch {
      say(said.failed);
    }
    dispatchEvent(new Event("storage"));
  });
  all.prepend(button);
}
