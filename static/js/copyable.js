// Gives every block of text that is there to be copied a button that copies it.

const words = document.querySelector("#copy-words").dataset;

async function copy(block, button) {
  try {
    await navigator.clipboard.writeText(block.textContent);
    button.textContent = words.copied;
  } catch {
    getSelection().selectAllChildren(block);
    button.textContent = words.selected;
  }
  setTimeout(() => { button.textContent = words.copy; }, 4000);
}

for (const block of document.querySelectorAll(".copyable")) {
  const head = block.parentElement.querySelector(".cite-head");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-button";
  button.textContent = words.copy;
  button.setAttribute("aria-describedby", head.querySelector("h2").id);
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copy(block, button));
  head.append(button);
}
