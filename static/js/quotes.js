// Short links to passages: the server makes one for each, and keeps it.

import { passageLink } from "./links.js";
import { turnParts } from "./words.js";

/** What names a turn as a passage: all its words. */
function whole(turn) {
  const { paragraphs } = turnParts(turn)[0];
  const anchor = turn.querySelector(".passage").id;
  return { anchor, paragraphs, before: "", after: "", plainly: false };
}

/** The short link to a passage, or to a turn; it rejects where the server makes none. */
export async function shortLink(turn, quotation) {
  const { dataset } = document.querySelector("#share-words");
  const long = new URL(passageLink(location.href, quotation ?? whole(turn)));
  const asked = await fetch(dataset.quotes);
  const { token } = await asked.json();
  const made = await fetch(dataset.quotes, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    body: long.searchParams,
  });
  if (!made.ok) throw new Error(`${dataset.quotes}: ${made.status}`);
  const { address } = await made.json();
  return new URL(address, location.href).href;
}
