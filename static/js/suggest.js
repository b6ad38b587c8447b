// Suggestions under the search field while a reader types.  Without this the form works as it is.
// Nothing is asked for while an input method composes: its text is not what the reader means yet.

const WAIT = 120;

export function attach(input) {
  const form = input.form;
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestLabel);
  list.hidden = true;
  form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);

  let composing = false;
  let timer = 0;
  let request = null;
  let chosen = -1;

  function close() {
    list.hidden = true;
    list.replaceChildren();
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function option(text, description, number) {
    const item = document.createElement("li");
    item.id = `${list.id}-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.text = text;
    const label = document.createElement("span");
    label.dir = "auto";
    label.textContent = text;
    const detail = document.createElement("span");
    detail.className = "suggestion-detail";
    detail.textContent = description;
    item.append(label, " ", detail);
    // Before the field loses the focus.
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      take(text);
    });
    return item;
  }

  function show([typed, texts, descriptions]) {
    if (typed !== input.value || !texts.length || document.activeElement !== input) {
      close();
      return;
    }
    list.replaceChildren(...texts.map((text, number) => option(text, descriptions[number], number)));
    chosen = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  async function ask() {
    request?.abort();
    const typed = input.value;
    if (!typed.trim()) {
      close();
      return;
    }
    request = new AbortController();
    const address = new URL(input.dataset.suggest, location.href);
    address.searchParams.set("q", typed);
    try {
      const response = await fetch(address, { signal: request.signal });
      if (response.ok) show(await response.json());
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function later() {
    clearTimeout(timer);
    if (!composing) timer = setTimeout(ask, WAIT);
  }

  function take(text) {
    input.value = text;
    close();
    form.requestSubmit();
  }

  function choose(step) {
    const items = [...list.children];
    chosen = (chosen + step + items.length + 1) % (items.length + 1);
    items.forEach((item, number) => {
      item.setAttribute("aria-selected", String(number === chosen));
    });
    // The place behind the last is the reader's own text.
    const item = items[chosen];
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
  }

  input.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(timer);
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    later();
  });
  input.addEventListener("input", later);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || composing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (chosen < 0) chosen = list.children.length;
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && list.children[chosen]) {
      event.preventDefault();
      take(list.children[chosen].dataset.text);
    }
  });
}

for (const input of document.querySelectorAll("input[data-suggest]")) attach(input);
