// One message of the conversation: drawn once, then changed in place.

import { make, outside, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { richText } from "./richtext.js";
import { withThing } from "./things.js";

/** A message on the screen. `acts` are tap(message id, data) and copy(text). */
export class MessageView {
  constructor(message, words, acts) {
    this.id = message.id;
    this.words = words;
    this.acts = acts;
    this.byBot = message.by === "bot";
    this.text = make("div", { class: "text" });
    this.foot = make("footer", { "aria-live": "off" });
    this.keys = make("div", { class: "keys", role: "group", "aria-label": words.buttons, "aria-live": "off" });
    this.element = make(
      "article",
      { class: `message ${message.by}`, tabindex: "-1", "data-message-id": message.id },
      make("div", { class: "bubble" }, this.text, this.foot),
    );
    // Who writes need not be told what was written.
    if (!this.byBot) this.element.setAttribute("aria-live", "off");
    this.show(message, false);
  }

  /** Show a new state. Text and keys are touched only where they differ, so that no more is announced than changed. */
  show(message, edited) {
    const content = JSON.stringify([message.kind, message.html, message.thing]);
    const rows = JSON.stringify(message.rows);
    const sameText = content === this.content;
    const time = new Date(message.date * 1000).toLocaleTimeString(this.words.code, { hour: "2-digit", minute: "2-digit" });
    const who = this.byBot ? this.words.bot : this.words.you;
    this.element.setAttribute("aria-label", `${who}, ${time}`);
    this.foot.replaceChildren(make("time", {}, time), edited ? ` · ${this.words.edited}` : "");
    if (!sameText) this.text.replaceChildren(...this.body(message));
    if (rows !== this.rows) this.drawKeys(message.rows, sameText);
    this.content = content;
    this.rows = rows;
  }

  /** Draw the keys, and keep the keyboard where it was: on the same key, or on the message when it says something new. */
  drawKeys(rows, sameText) {
    const had = this.keys.contains(document.activeElement);
    const position = [...this.keys.querySelectorAll(".key")].indexOf(document.activeElement);
    this.keys.replaceChildren(
      ...rows.map((row) => make("div", { class: "row" }, ...row.map((button) => this.key(button)))),
    );
    if (rows.length) this.element.append(this.keys);
    else this.keys.remove();
    if (!had) return;
    const again = sameText ? this.keys.querySelectorAll(".key")[position] : null;
    (again ?? this.element).focus({ preventScroll: true });
  }

  key(button) {
    const style = { class: `key ${["primary", "success", "danger"].includes(button.style) ? button.style : ""}` };
    if (button.url) {
      const link = outside(button.url, this.words, style, button.text);
      return link ?? make("button", { ...style, type: "button", disabled: true }, button.text);
    }
    if (button.copy) {
      const copy = () => this.acts.copy(button.copy);
      return make(
        "button", { ...style, type: "button", onclick: copy },
        button.text, icon("copy"), unseen(` (${this.words.copy})`),
      );
    }
    return make("button", { ...style, type: "button", onclick: () => this.acts.tap(this.id, button.data) }, button.text);
  }

  body(message) {
    const text = richText(message.html, this.words);
    const before = message.forwarded ? [make("p", { class: "label" }, this.words.forwarded)] : [];
    return [...before, ...withThing(message, text, this.words, this.acts.copy)];
  }
}
