// One message of the conversation: drawn once, then changed in place.

import { make } from "./dom.js";
import { Keys } from "./keys.js";
import { plain, richText } from "./richtext.js";
import { withThing } from "./things.js";
import { tongueOf } from "./tongue.js";

/** A message on the screen. `acts` are tap(message id, data) and copy(text). */
export class MessageView {
  constructor(message, words, acts) {
    this.words = words;
    this.acts = acts;
    this.byBot = message.by === "bot";
    this.text = make("div", { class: "text" });
    this.foot = make("footer", {});
    this.keys = new Keys(words, { ...acts, tap: (data) => acts.tap(message.id, data) });
    this.element = make(
      "article",
      { class: `message ${message.by}`, tabindex: "-1", "data-message-id": message.id },
      make("div", { class: "bubble" }, this.text, this.foot),
      this.keys.element,
    );
  }

  /**
   * Show a state; `tongue` is the language the conversation was in so far. Gives what is new, as it is to be read out:
   * the whole text, or the new labels where the text stays; "" where nothing is.
   */
  show(message, edited, tongue) {
    const content = JSON.stringify([message.kind, message.html, message.thing]);
    const time = new Date(message.date * 1000).toLocaleTimeString(this.words.code, { hour: "2-digit", minute: "2-digit" });
    const who = this.byBot ? this.words.bot : this.words.you;
    const labels = message.rows.flat().map((button) => button.text);
    this.tongue = tongueOf([plain(message.html), ...labels].join("\n"), tongue);
    this.element.setAttribute("aria-label", `${who}, ${time}`);
    this.foot.replaceChildren(make("time", {}, time), edited ? ` · ${this.words.edited}` : "");
    this.newText = content !== this.content;
    this.content = content;
    if (this.newText) {
      this.text.lang = this.tongue;
      this.text.replaceChildren(...this.body(message));
    }
    const held = this.keys.held();
    const fresh = this.keys.draw(message.rows, this.tongue);
    if (held && fresh) this.keep(held, fresh);
    return this.newText ? this.spoken() : this.keys.spoken(fresh ?? []);
  }

  /** Keep the keyboard where it makes sense: on its key, or before the new keys, at the message that brought them. */
  keep(held, fresh) {
    const key = this.newText ? null : this.keys.still(held, fresh);
    (key ?? this.element).focus({ preventScroll: true });
  }

  /** The text as it is read out: without what the page adds to it, and without what is covered. */
  spoken() {
    const copy = this.text.cloneNode(true);
    for (const added of copy.querySelectorAll(".unseen, button, [hidden]")) added.remove();
    for (const line of copy.querySelectorAll("p")) line.append("\n");
    return copy.textContent;
  }

  body(message) {
    const text = richText(message.html, this.words, this.tongue);
    const before = message.forwarded ? [make("p", { class: "label" }, this.words.forwarded)] : [];
    return [...before, ...withThing(message, text, this.words, this.acts.copy)];
  }
}
