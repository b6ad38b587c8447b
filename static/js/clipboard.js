// Puts text on the clipboard; where the browser forbids that, shows it selected, to be copied.

/** Copy `text`; true where it is on the clipboard now. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    offer(text);
    return false;
  }
}

function offer(text) {
  const dialog = document.querySelector(".copy-dialog");
  const field = dialog.querySelector(".copy-text");
  field.value = text;
  dialog.showModal();
  field.focus();
  field.select();
}
