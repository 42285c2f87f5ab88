// The panel beside a phone: its controls and its words come from the program that started the local Telegram.

import { copied } from "./clipboard.js";
import { make } from "./dom.js";

let numbers = 0;

export class Preview {
  constructor(language, words, press) {
    this.language = language;
    this.words = words;
    this.press = press;
    this.fields = new Map();
    this.title = make("h2", { id: `preview${++numbers}` });
    this.alerts = make("div", { class: "alerts", role: "alert" });
    this.forms = make("div", {});
    this.said = make("p", { class: "said", role: "status" });
    this.text = make("textarea", { readonly: true, rows: 12, spellcheck: "false", "aria-label": words.written });
    const copy = make("button", { type: "button", class: "key", onclick: () => this.copy() }, words.copyText);
    this.result = make("div", { hidden: true }, this.text, copy);
    // Beside the buttons, not at the end: what a button did is seen where it was pressed.
    this.element = make(
      "aside", { class: "preview", lang: language, "aria-labelledby": this.title.id },
      this.title, this.said, this.alerts, this.forms, this.result,
    );
  }

  /** Look at the panel again. What somebody has begun to fill in stays. */
  async look() {
    const answer = await fetch(`/chat/panel?lang=${this.language}`, { cache: "no-store" });
    if (!answer.ok) return;
    const { title, groups, alerts, news, edition } = await answer.json();
    this.title.textContent = title;
    if (JSON.stringify(groups) !== this.drawn) this.draw(groups);
    this.alert(alerts);
    // What happened before the page was opened is not news.
    if (this.edition !== undefined && edition !== this.edition) this.say(news);
    this.edition = edition;
  }

  alert(alerts) {
    const stand = [...this.alerts.children].map((one) => one.textContent);
    if (JSON.stringify(stand) !== JSON.stringify(alerts)) {
      this.alerts.replaceChildren(...alerts.map((line) => make("p", {}, line)));
    }
  }

  draw(groups) {
    this.drawn = JSON.stringify(groups);
    const had = this.forms.contains(document.activeElement) ? document.activeElement.name : null;
    const before = this.fields;
    this.fields = new Map();
    this.forms.replaceChildren(...groups.map((group) => this.form(group, before)));
    if (had) [...this.forms.querySelectorAll("[name]")].find((one) => one.name === had)?.focus();
  }

  form({ title, fields, acts }, before) {
    const drawn = fields.map((field) => this.field(field, before.get(field.name)));
    const buttons = acts.map(({ name, label }) => make("button", { class: "key", type: "submit", name, value: name }, label));
    const form = make(
      "form", {}, make("h3", {}, title), ...drawn, make("div", { class: "row" }, ...buttons),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.act(event.submitter.value, form);
    });
    return form;
  }

  field({ name, kind, label, value, choices }, before) {
    const input = kind === "choice" ? make("select", { name }, ...options(choices)) : make("input", { name, type: kind === "date" ? "date" : "text" });
    input.value = value;
    const kept = before && before.input.value !== before.given && before.given === value;
    if (kept) input.value = before.input.value;
    this.fields.set(name, { input, given: value });
    return make("label", {}, label, input);
  }

  async act(name, form) {
    const values = Object.fromEntries([...form.querySelectorAll("input, select")].map((one) => [one.name, one.value]));
    this.say("");
    try {
      const { said, text } = await this.press(name, values);
      this.say(said);
      this.text.value = text;
      this.result.hidden = !text;
    } catch {
      this.say(this.words.lost);
    }
  }

  say(text) {
    this.said.textContent = text;
  }

  async copy() {
    const done = await copied(this.text.value, this.element);
    this.say(done ? this.words.textCopied : this.words.textNotCopied);
    if (!done) this.text.select();
  }
}

/** The choices, those of one group together under its name. */
function options(choices) {
  const groups = new Map();
  const found = [];
  for (const { value, label, group } of choices) {
    const option = make("option", { value }, label);
    if (!group) {
      found.push(option);
      continue;
    }
    if (!groups.has(group)) {
      groups.set(group, make("optgroup", { label: group }));
      found.push(groups.get(group));
    }
    groups.get(group).append(option);
  }
  return found;
}
