// Shows the words that the address quotes where the anchor alone doesn't.

export function startArrival() {
  const mark = document.querySelector("mark.quotation");
  if (!mark) return;
  const { top, bottom } = mark.getBoundingClientRect();
  if (bottom < 0 || top > innerHeight) mark.scrollIntoView({ block: "center" });
}
