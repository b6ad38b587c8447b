// The words of turns, as the archive has them: without notes, readings and labels.

const ADDED = ".doubt-mark, .footnote-mark, rt, rp";
const CONTEXT_LENGTH = 20;
// Shorter words are likely to stand elsewhere too.
const TELLING_LENGTH = 12;

function textNodes(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

const isAdded = (node) => node.parentElement.closest(ADDED) !== null;

/** A paragraph's words. */
function wordsOf(paragraph) {
  return textNodes(paragraph).filter((node) => !isAdded(node)).map((node) => node.data).join("");
}

const paragraphsOf = (element) => [...element.querySelectorAll(".words .passage-text")];

/** A turn's words, paragraph by paragraph. */
export function turnParts(turn) {
  return [{ turn, paragraphs: paragraphsOf(turn).map(wordsOf) }];
}

/** What `range` has of a paragraph, and the words around that. */
function cut(paragraph, range) {
  const found = { before: "", words: "", after: "", plainly: true };
  for (const node of textNodes(paragraph)) {
    const start = node === range.startContainer ? range.startOffset : 0;
    const end = node === range.endContainer ? range.endOffset : node.length;
    const side = range.comparePoint(node, start);
    if (isAdded(node)) {
      // A browser searches the text as it is shown, with what we added.
      if (side === 0) found.plainly = false;
    } else if (side < 0) {
      found.before += node.data;
    } else if (side > 0) {
      found.after += node.data;
    } else {
      found.before += node.data.slice(0, start);
      found.words += node.data.slice(start, end);
      found.after += node.data.slice(end);
    }
  }
  return found;
}

function isAmbiguous(words) {
  const page = paragraphsOf(document).map(wordsOf).join("\n");
  return words.length < TELLING_LENGTH || page.indexOf(words) !== page.lastIndexOf(words);
}

/**
 * The selected words of turns, or null where none are selected.
 *
 * `parts`: each turn with its paragraphs; `paragraphs`: the same in one list; `anchor`: where they
 * begin; `before` and `after`: what tells them from the like words elsewhere; `plainly`: whether
 * the page shows exactly these words.
 */
export function selectedWords() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const cuts = paragraphsOf(document)
    .filter((paragraph) => range.intersectsNode(paragraph))
    .map((paragraph) => ({ paragraph, ...cut(paragraph, range) }))
    .filter(({ words }) => words.trim());
  if (!cuts.length) return null;
  return quotation(cuts);
}

function quotation(cuts) {
  const parts = [];
  for (const { paragraph, words } of cuts) {
    const turn = paragraph.closest(".turn");
    if (parts.at(-1)?.turn !== turn) parts.push({ turn, paragraphs: [] });
    parts.at(-1).paragraphs.push(words.trim());
  }
  const paragraphs = parts.flatMap((part) => part.paragraphs);
  const ambiguous = paragraphs.length === 1 && isAmbiguous(paragraphs[0]);
  const context = (text) => (ambiguous ? text : "");
  return {
    parts,
    paragraphs,
    anchor: cuts[0].paragraph.closest(".passage").id,
    before: context([...cuts[0].before].slice(-CONTEXT_LENGTH).join("").trim()),
    after: context([...cuts.at(-1).after].slice(0, CONTEXT_LENGTH).join("").trim()),
    plainly: cuts.every((each) => each.plainly),
  };
}
