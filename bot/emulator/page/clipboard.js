// Copying, also where the browser gives no permission for it.

import { make } from "./dom.js";

/** Put a text on the clipboard; tells whether that worked. */
export async function copied(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without the permission there is still the old way.
    const before = document.activeElement;
    const field = make("textarea", { class: "unseen" });
    field.value = text;
    root.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before?.focus?.();
    return done;
  }
}
