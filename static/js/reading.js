// What pages with turns can do beyond showing them.

import { startArrival } from "./arrival.js";
import { addKeys } from "./keys.js";
import { startMenus } from "./menus.js";
import { startPosition } from "./position.js";
import "./resume.js";
import { startSelection } from "./selection.js";
import { startSettings } from "./settings.js";
import { startStops } from "./stops.js";
import { startTerms } from "./terms.js";
import { nextTurn, previousTurn, shareHere } from "./turns.js";

document.body.append(document.querySelector("#share-frame").content.cloneNode(true));
startMenus();
startSelection();
startArrival();
startSettings();
startStops();
startTerms();
addKeys({ j: nextTurn, k: previousTurn, s: shareHere });
if (document.querySelector(".resume")) startPosition();
