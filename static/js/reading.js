// What pages with turns can do beyond showing them.

import { startArrival } from "./arrival.js";
import { startMenus } from "./menus.js";
import { startSelection } from "./selection.js";

document.body.append(document.querySelector("#share-frame").content.cloneNode(true));
startMenus();
startSelection();
startArrival();
