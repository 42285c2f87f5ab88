// The keys under a message: what they look like, what a screen reader says of them, and where the keyboard stays.

import { make, outside, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { tongueOf } from "./tongue.js";
import { languageNamed } from "./words.js";

/** Marks at the beginning of a label: most voices are silent about them. Here each is a state or a word. */
const MARKED = /^([☐☑✓])\s*/u;
const TICKED = { "☐": "false", "☑": "true" };
const STYLES = ["primary", "success", "danger"];

/** The keys of one message. `acts` are tap(data) and copy(text). */
export class Keys {
  constructor(words, acts) {
    this.words = words;
    this.acts = acts;
    this.labels = [];
    this.element = make("div", { class: "keys", role: "group", "aria-label": words.buttons, hidden: true });
  }

  /** Draw rows of buttons, in the language `tongue`. Gives the labels that were not there before; null where the keys stay. */
  draw(rows, tongue) {
    this.buttons = rows.flat();
    const shape = JSON.stringify(rows.map((row) => row.map(({ data, ...look }) => ({ ...look, text: unticked(look.text) }))));
    if (shape === this.shape) {
      // Only ticks can have changed. Set in place, they alone are told.
      for (const [at, key] of this.all().entries()) tick(key, this.buttons[at].text);
      return null;
    }
    this.shape = shape;
    const before = this.labels;
    this.labels = this.buttons.map((button) => unticked(button.text));
    let at = 0;
    const key = (button) => this.key(button, at++, tongue);
    this.element.replaceChildren(...rows.map((row) => make("div", { class: "row" }, ...row.map(key))));
    this.element.hidden = rows.length === 0;
    return this.labels.filter((label) => !before.includes(label));
  }

  /** The place of the key that has the keyboard, with its label; null where none has it. */
  held() {
    const at = this.all().indexOf(document.activeElement);
    return at < 0 ? null : { at, label: this.labels[at], of: this.labels.length };
  }

  /** The key on which whoever held one stays: it is still there, or it alone has changed. */
  still({ at, label, of }, fresh) {
    const changed = of === this.labels.length && fresh.length === 1;
    return changed || this.labels[at] === label ? this.all()[at] : null;
  }

  /** Labels as they are read out. */
  spoken(labels) {
    return labels.map((label) => unmarked(label) + this.chosen(label)).join(", ");
  }

  all() {
    return [...this.element.querySelectorAll(".key")];
  }

  key(button, at, tongue) {
    const style = { class: `key ${STYLES.includes(button.style) ? button.style : ""}` };
    const face = this.face(button.text, tongue);
    if (button.url) {
      const link = outside(button.url, this.words, style, face);
      return link ?? make("button", { ...style, type: "button", disabled: true }, face);
    }
    if (button.copy) {
      const copy = () => this.acts.copy(button.copy);
      return make(
        "button", { ...style, type: "button", onclick: copy },
        face, icon("copy"), unseen(this.words, ` (${this.words.copy})`),
      );
    }
    const ticked = TICKED[markOf(button.text)];
    const state = ticked ? { role: "checkbox", "aria-checked": ticked } : {};
    const tap = () => this.acts.tap(this.buttons[at].data);
    return make("button", { ...style, ...state, type: "button", onclick: tap }, face);
  }

  /** A label in its language. Its mark is only seen; what it means is said. */
  face(label, tongue) {
    const words = unmarked(label);
    const mark = label.slice(0, label.length - words.length);
    return make(
      "span", { lang: languageNamed(words) ?? tongueOf(words, tongue) },
      mark ? make("span", { "aria-hidden": "true" }, mark) : null, words,
      this.chosen(label) ? unseen(this.words, this.chosen(label)) : null,
    );
  }

  chosen(label) {
    return markOf(label) === "✓" ? ` (${this.words.chosen})` : "";
  }
}

function markOf(label) {
  return MARKED.exec(label)?.[1];
}

function unmarked(label) {
  return label.replace(MARKED, "");
}

function unticked(label) {
  return label.replace(/^☑/u, "☐");
}

function tick(key, label) {
  const ticked = TICKED[markOf(label)];
  if (!ticked) return;
  key.setAttribute("aria-checked", ticked);
  key.querySelector("[aria-hidden]").textContent = label.slice(0, label.length - unmarked(label).length);
}
