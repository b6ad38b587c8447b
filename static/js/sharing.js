// What each action of a share menu copies.  `quotation` (see words.js) is null for a whole turn.

import { copy } from "./clipboard.js";
import { collect, say as sayCollected } from "./collecting.js";
import { passageLink } from "./links.js";
import { shortLink } from "./quotes.js";
import { turnParts } from "./words.js";

const said = () => document.querySelector("#share-words").dataset;
const speakerOf = (turn) => turn.querySelector(".speaker").textContent.trim();
const fill = (pattern, words) => pattern.replace(/\{(\w+)\}/g, (_, name) => words[name]);

const makers = {
  context: (turn, quotation) => linkTo(turn, ".share-context", quotation),
  alone: (turn, quotation) => linkTo(turn, ".share-alone", quotation),
  quote,
  citation: citationOf,
  // Without a short link, the long one.
  short: (turn, quotation) =>
    shortLink(turn, quotation).catch(() => makers.context(turn, quotation)),
};

function linkTo(turn, selector, quotation) {
  const address = turn.querySelector(selector).href;
  return quotation ? passageLink(address, quotation) : address;
}

function quote(turn, quotation) {
  const parts = quotation?.parts ?? turnParts(turn);
  const { quote: pattern, source, title } = said();
  const link = new URL(turn.querySelector(".share-context").href);
  if (quotation) link.hash = quotation.anchor;
  const lines = parts.map((part) => {
    const words = fill(pattern, { words: part.paragraphs.join("\n") });
    return `${words}\n${fill(source, { speaker: speakerOf(part.turn), title })}`;
  });
  return [...lines, link.href].join("\n");
}

const citations = new Map();

/** The citation of a turn, or of the paragraph where quoted words begin. */
export function citationOf(turn, quotation = null) {
  const address = said().citation.replace("-anchor-", quotation?.anchor ?? turn.id);
  if (!citations.has(address)) {
    citations.set(address, fetchCitation(address));
    citations.get(address).catch(() => citations.delete(address));
  }
  return citations.get(address);
}

async function fetchCitation(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return (await response.text()).trim();
}

/** Put the turn into the notebook, or the passage by its short link. */
async function intoNotebook(turn, quotation) {
  try {
    const path = quotation ? new URL(await shortLink(turn, quotation)).pathname : `/t/${turn.id}/`;
    sayCollected(collect([path.split("/").slice(-3, -1).join("/")]));
  } catch {
    say(document.querySelector("#notebook-words").dataset.unmade);
  }
}

/** Copy what `action` names, and say so. */
export async function share(action, turn, quotation = null) {
  if (action === "notebook") {
    await intoNotebook(turn, quotation);
    return;
  }
  let text;
  try {
    text = await makers[action](turn, quotation);
  } catch {
    // A citation comes from the server.
    say(said().failed);
    return;
  }
  if (action === "short" && await handOver(text)) return;
  if (await copy(text)) say(said()[`copied${action[0].toUpperCase()}${action.slice(1)}`]);
}

/** Give a link to the machine's own sheet, on phones; false where there is none. */
async function handOver(url) {
  if (!navigator.share || !matchMedia("(pointer: coarse)").matches) return false;
  try {
    await navigator.share({ url, title: document.title });
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
}

let silence;

function say(text) {
  const status = document.querySelector(".share-status");
  status.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => { status.textContent = ""; }, 4000);
}

/** The buttons of a menu or toolbar; `run` is called with the action's name. */
export function actionButtons(run) {
  const buttons = document.querySelector("#share-actions").content.cloneNode(true);
  for (const button of buttons.querySelectorAll("button")) {
    button.addEventListener("click", () => run(button.dataset.copy));
  }
  return [...buttons.querySelectorAll("button")];
}
