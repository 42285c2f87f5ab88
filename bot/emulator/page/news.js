// What a screen reader is told: each line once and whole, when it comes.

import { make } from "./dom.js";

const STANDS_MS = 5000;
// A moved focus is told first; what is said before it would be cut off.
const AFTER_FOCUS_MS = 100;

/** The lines of one phone: notices that are seen and read out, and the bot's words, which are seen elsewhere. */
export class News {
  constructor() {
    // Not atomic: a line that stands there still is not told again with the next.
    this.element = make("div", { class: "news", role: "status", "aria-live": "polite", "aria-atomic": "false" });
  }

  show(text, lang) {
    this.add("toast", text, lang);
  }

  read(text, lang) {
    setTimeout(() => this.add("unseen", text, lang), AFTER_FOCUS_MS);
  }

  add(kind, text, lang) {
    const line = make("p", { class: kind, lang }, text);
    this.element.append(line);
    setTimeout(() => line.remove(), STANDS_MS);
  }
}
