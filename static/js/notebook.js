// The notebook as this browser keeps it: codes in the reader's order, each with a note and tags.
// archive/notebook/asking.py has the same bounds.

const NAME = "notebook";
const CODE = /^(?:t|q|terms)\/[-\w]{1,100}$/;
export const MOST = 500;
const LONGEST_NOTE = 2000;
const MOST_TAGS = 20;
const LONGEST_TAG = 60;
// Links longer than this are cut off by mail programs.
export const MOST_IN_LINK = 200;

/** Why a change was not kept: `full` where there are too many entries, `refused` by the browser. */
export class UnkeptError extends Error {}

const cut = (text, length) => [...String(text ?? "")].slice(0, length).join("");

/** Tags as a reader types them, with commas between. */
export function tagsOf(text) {
  const tags = text.split(/[,、،]/).map((tag) => cut(tag.trim().replace(/\s+/g, " "), LONGEST_TAG));
  return [...new Set(tags.filter(Boolean))].slice(0, MOST_TAGS);
}

function entryOf(item) {
  if (typeof item?.code !== "string" || !CODE.test(item.code)) return null;
  const tags = Array.isArray(item.tags) ? item.tags.join(",") : "";
  return { code: item.code, note: cut(item.note, LONGEST_NOTE), tags: tagsOf(tags) };
}

/** The entries of a notebook's text, each once; null where it is none. */
export function parse(text) {
  try {
    const { items } = JSON.parse(text);
    const entries = items.map(entryOf).filter(Boolean);
    return [...new Map(entries.map((each) => [each.code, each])).values()];
  } catch {
    return null;
  }
}

/** The text of a notebook, as it is kept, saved and sent. */
export const written = (items) => JSON.stringify({ notebook: 1, items });

export function entries() {
  try {
    return parse(localStorage.getItem(NAME)) ?? [];
  } catch {
    return [];
  }
}

/** Keep these entries.  Throws `UnkeptError`; then all is as it was. */
export function keep(items) {
  if (items.length > MOST) throw new UnkeptError("full");
  try {
    localStorage.setItem(NAME, written(items));
  } catch {
    throw new UnkeptError("refused");
  }
}

export const has = (code) => entries().some((each) => each.code === code);

/** Add entries behind the others; how many were new.  Those there are get notes that they lack. */
export function add(more) {
  const before = entries();
  const found = new Map(before.map((each) => [each.code, each]));
  for (const each of more) {
    const known = found.get(each.code);
    found.set(each.code, known ? joined(known, each) : { note: "", tags: [], ...each });
  }
  keep([...found.values()]);
  return found.size - before.length;
}

function joined(known, other) {
  const notes = known.note.includes(other.note ?? "") ? [known.note] : [known.note, other.note];
  return {
    code: known.code,
    note: cut(notes.filter(Boolean).join("\n\n"), LONGEST_NOTE),
    tags: tagsOf([...known.tags, ...(other.tags ?? [])].join(",")),
  };
}

/** Change what stands at a code. */
export function change(code, values) {
  keep(entries().map((each) => (each.code === code ? { ...each, ...values } : each)));
}

/** Take an entry out; the entry, with where it stood. */
export function remove(code) {
  const items = entries();
  const place = items.findIndex((each) => each.code === code);
  const [entry] = items.splice(place, place < 0 ? 0 : 1);
  keep(items);
  return { entry, place };
}

export function putBack({ entry, place }) {
  const items = entries().filter((each) => each.code !== entry.code);
  items.splice(place, 0, entry);
  keep(items);
}

/** Move an entry by so many places; its new place from 0, -1 where it can't go there. */
export function move(code, step) {
  const items = entries();
  const from = items.findIndex((each) => each.code === code);
  const to = from + step;
  if (from < 0 || to < 0 || to >= items.length) return -1;
  items.splice(to, 0, ...items.splice(from, 1));
  keep(items);
  return to;
}

/** Codes in a link's fragment. */
export function codesIn(hash) {
  const given = new URLSearchParams(hash.slice(1)).get("items") ?? "";
  const codes = given.split(",").filter((code) => CODE.test(code));
  return [...new Set(codes)].slice(0, MOST_IN_LINK);
}

/** The link that carries the entries, without what is the reader's own. */
export function linkTo(page) {
  const codes = entries().slice(0, MOST_IN_LINK).map((each) => each.code);
  return new URL(`${page}#items=${codes.join(",")}`, location.href).href;
}
