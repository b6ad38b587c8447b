// The form of a link to a passage; archive/quotations/links.py reads it.

// Longer passages are named by their opening and ending.
const LONGEST_EXACT = 250;
const END_LENGTH = 40;
const LONGEST_FRAGMENT = 100;
const FRAGMENT_END = 20;

/** Text without white space, which a browser, a mail and a paragraph's end all change. */
export function squeeze(text) {
  return text.replace(/\s+/gu, "");
}

/** The checksum that archive/quotations/quoting.py computes: 32 bits in base 36. */
export function checksum(text) {
  let sum = 0;
  for (const character of squeeze(text)) {
    sum = (Math.imul(31, sum) + character.codePointAt(0)) >>> 0;
  }
  return sum.toString(36);
}

/** A text directive's part; "-" has a meaning there, and encodeURIComponent leaves it. */
function directive(text) {
  return encodeURIComponent(text).replaceAll("-", "%2D");
}

// By character, so that no surrogate pair is cut, which has no encoding.
const first = (text, length) => [...text].slice(0, length).join("");
const last = (text, length) => [...text].slice(-length).join("");

/** `#anchor:~:text=…` for a quotation as `words.js` gives it. */
export function fragment({ anchor, paragraphs, before, after, plainly }) {
  const opening = paragraphs[0];
  const ending = paragraphs.at(-1);
  const whole = paragraphs.length === 1 && plainly && opening.length <= LONGEST_FRAGMENT;
  const words = whole
    ? directive(opening)
    : `${directive(first(opening, FRAGMENT_END))},${directive(last(ending, FRAGMENT_END))}`;
  const prefix = before ? `${directive(before)}-,` : "";
  const suffix = after ? `,-${directive(after)}` : "";
  return `#${anchor}:~:text=${prefix}${words}${suffix}`;
}

/** A link to a passage on the page at `address`. */
export function passageLink(address, quotation) {
  const url = new URL(address, document.baseURI);
  const text = squeeze(quotation.paragraphs.join(""));
  const parameters = { at: quotation.anchor };
  if ([...text].length <= LONGEST_EXACT) {
    parameters.quote = quotation.paragraphs.join(" ");
  } else {
    parameters.quote = first(text, END_LENGTH);
    parameters.until = last(text, END_LENGTH);
    parameters.sum = checksum(text);
  }
  if (quotation.before) parameters.before = quotation.before;
  if (quotation.after) parameters.after = quotation.after;
  url.search = new URLSearchParams(parameters);
  url.hash = "";
  return url.href + fragment(quotation);
}
