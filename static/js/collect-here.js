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

const file = document.querySelector('.result-downloads a[href*=".csl.json"]');
const orders = document.querySelector(".orders");
if (file && orders) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "collect collect-all";
  button.textContent = said.addAll;
  button.addEventListener("click", async () => {
    try {
      say(collect(await found(file.href)));
    } catch {
      say(said.failed);
    }
    // The buttons of this page show it, too.
    dispatchEvent(new Event("storage"));
  });
  orders.after(button);
}
