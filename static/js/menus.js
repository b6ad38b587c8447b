// Each turn's share menu: its plain links become buttons that copy.

import { actionButtons, citationOf, share } from "./sharing.js";

function fillMenu(menu) {
  const turn = menu.closest(".turn");
  const list = menu.querySelector(".share-list");
  if (!list.querySelector("button")) {
    const items = actionButtons((action) => {
      share(action, turn);
      close(menu);
    }).map((button) => {
      const item = document.createElement("li");
      item.append(button);
      return item;
    });
    for (const link of list.querySelectorAll(".share-context, .share-alone")) {
      link.parentElement.hidden = true;
    }
    list.prepend(...items);
  }
  // Fetched now, because a browser lets a page copy only at once after a click.
  citationOf(turn).catch(() => {});
}

function close(menu) {
  menu.open = false;
  menu.querySelector("summary").focus();
}

const openMenu = () => document.querySelector(".share-menu[open]");

export function startMenus() {
  for (const menu of document.querySelectorAll(".share-menu")) {
    // At the click, before the menu shows: who types fast must not meet the links.
    menu.querySelector("summary").addEventListener("click", () => fillMenu(menu));
    // Opened before this script was there.
    if (menu.open) fillMenu(menu);
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  }
  document.addEventListener("pointerdown", (event) => {
    const menu = openMenu();
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = openMenu();
    if (menu && event.key === "Escape") close(menu);
  });
}
