// Keys of every page: / to search, ? for the list of keys.  Other scripts add theirs.

import { recall, remember } from "./store.js";

const dialog = document.querySelector("#keys");
const use = dialog.querySelector("#keys-on");

const actions = {
  "/": () => {
    const field = [...document.querySelectorAll(".search-input")].find((each) => each.checkVisibility());
    field?.focus();
    field?.select();
    return Boolean(field);
  },
  "?": () => {
    dialog.showModal();
    return true;
  },
};

/** Let keys do something: an action by key, each true where it did it. */
export function addKeys(more) {
  Object.assign(actions, more);
}

/** Whether the key is for something else: typing, an input method, the browser's own shortcuts. */
function isTaken(event) {
  return (
    event.defaultPrevented ||
    event.isComposing ||
    event.keyCode === 229 ||
    event.ctrlKey || event.metaKey || event.altKey ||
    // A field of a dialog that was closed just now has the focus still.
    event.target.closest("input, textarea, select, [contenteditable]")?.checkVisibility() ||
    document.querySelector("dialog[open]") !== null
  );
}

document.addEventListener("keydown", (event) => {
  const action = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
  if (!action || isTaken(event) || !use.checked) return;
  if (action()) event.preventDefault();
});

use.checked = recall("keys") !== "off";
use.addEventListener("change", () => remember("keys", use.checked ? "on" : "off"));
document.querySelector(".keys-open").addEventListener("click", () => dialog.showModal());
