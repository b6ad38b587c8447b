// What the browser remembers of a reader's settings; a browser may forbid it.

export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then it is as if nothing had been set.
  }
}

export function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
