// One phone: a header, the conversation, and what a person can send.

import { copied } from "./clipboard.js";
import { make } from "./dom.js";
import { icon } from "./icons.js";
import { MessageView } from "./message.js";
import { News } from "./news.js";
import { askLocation, panel, tell } from "./panels.js";
import { Preview } from "./preview.js";
import { tongueOf } from "./tongue.js";
import { Wire } from "./wire.js";
import { wordsFor } from "./words.js";

const MARGIN = 12;

export class Phone {
  constructor(language, slot, about) {
    this.language = language;
    this.words = wordsFor(language);
    this.location = about.location;
    this.tongue = language;
    this.views = new Map();
    this.wire = new Wire(language, slot, about.instance, (event) => this[event.type]?.(event));
    this.draw(language, about.name);
    this.preview = about.panel ? new Preview(language, this.words, (name, values) => this.wire.press(name, values)) : null;
  }

  draw(language, name) {
    const words = this.words;
    this.title = make("h2", {}, name);
    this.face = make("span", { class: "face", "aria-hidden": "true" }, [...name][0] ?? "?");
    const restart = make(
      "button", { type: "button", class: "round", "aria-label": words.restart, title: words.restart, onclick: () => this.restart() },
      icon("restart"),
    );
    this.description = make("p", {});
    const start = () => {
      this.log.focus();
      this.say("/start");
    };
    this.welcome = make(
      "div", { class: "welcome" }, this.description,
      make("button", { type: "button", class: "key primary", onclick: start }, words.start),
    );
    this.list = make("div", { class: "list" });
    // Not live by itself: readers would tell each bold or slanted piece of a message as a piece of news of its own.
    this.log = make(
      "div", { class: "log", role: "log", "aria-live": "off", "aria-label": words.conversation, tabindex: "0" },
      this.list,
    );
    this.news = new News();
    this.besideKeys = make("div", { class: "beside keys", role: "group", "aria-label": words.buttons, hidden: true });
    this.element = make(
      "section", { class: "phone", "aria-label": words.phone, lang: language },
      this.news.element,
      make("header", {}, this.face, make("div", { class: "who" }, this.title, make("p", {}, words.notTelegram)), restart),
      make("div", { class: "screen" }, this.log, this.welcome),
      this.besideKeys,
      this.composer(),
    );
  }

  composer() {
    const words = this.words;
    this.menu = panel(words.menu, "slash", "commands");
    const more = panel(words.more, "plus", "more");
    const choice = (label, face, act) => this.choice(more, act, icon(face), label);
    more.box.append(
      choice(words.photo, "photo", () => this.wire.act("photo")),
      choice(words.location, "pin", () => this.askLocation()),
      choice(words.contact, "phone", () => this.wire.act("contact")),
    );
    this.field = make("input", { type: "text", "aria-label": words.write, placeholder: words.write, autocomplete: "off", maxlength: 4096, enterkeyhint: "send" });
    const send = make(
      "button", { type: "submit", class: "round send", "aria-label": words.send, title: words.send },
      icon("send"),
    );
    const form = make("form", { class: "composer" }, this.menu.holder, more.holder, this.field, send);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.say(this.field.value);
      this.field.value = "";
    });
    return form;
  }

  choice(from, act, ...face) {
    const chosen = () => {
      from.close();
      act();
    };
    return make("button", { type: "button", onclick: chosen }, ...face);
  }

  say(text) {
    if (text.trim()) this.wire.act("say", { text });
  }

  askLocation() {
    askLocation(this.element, this.words, this.location, (place) => this.wire.act("location", place));
  }

  async restart() {
    await this.wire.restart();
    this.notice(this.words.restarted);
    this.field.focus();
  }

  // -- what happens in the chat, by the type of the event

  all({ messages }) {
    this.views.clear();
    this.tongue = this.language;
    if (this.list.contains(document.activeElement)) this.log.focus();
    this.list.replaceChildren();
    // A whole conversation at once is not news: it is shown, not told.
    for (const message of messages) this.show(message);
    this.welcome.hidden = messages.length > 0;
    this.panel();
  }

  message({ message }) {
    const { view, news } = this.show(message);
    if (news && view.byBot) this.news.read(news, view.tongue);
  }

  show(message) {
    const standing = this.views.get(message.id);
    const view = standing ?? this.add(message);
    const news = view.show(message, standing !== undefined, this.tongue);
    if (view.byBot) this.tongue = view.tongue;
    this.welcome.hidden = true;
    this.reveal(view);
    return { view, news };
  }

  add(message) {
    const acts = {
      tap: (id, data) => this.wire.act("tap", { message_id: id, data }),
      copy: (text) => this.copy(text),
    };
    const view = new MessageView(message, this.words, acts);
    this.views.set(message.id, view);
    this.list.append(view.element);
    return view;
  }

  removed({ id }) {
    const view = this.views.get(id);
    if (!view) return;
    const had = view.element.contains(document.activeElement);
    this.views.delete(id);
    view.element.remove();
    this.welcome.hidden = this.views.size > 0;
    if (had) ([...this.views.values()].findLast((other) => other.byBot)?.element ?? this.log).focus();
  }

  toast({ text, alert }) {
    if (alert) tell(this.element, this.words, text);
    else this.news.show(text, tongueOf(text, this.tongue));
  }

  panel() {
    this.preview?.look().catch(() => this.lost());
  }

  /** Say something in the page's own words. */
  notice(text) {
    this.news.show(text, this.language);
  }

  lost() {
    if (!this.news.element.textContent.includes(this.words.lost)) this.notice(this.words.lost);
  }

  beside({ keyboard }) {
    const rows = (keyboard ?? []).map((row) => make("div", { class: "row" }, ...row.map((key) => this.besideKey(key))));
    this.besideKeys.replaceChildren(...rows);
    this.besideKeys.hidden = rows.length === 0;
  }

  besideKey(key) {
    const { text, request_location: location, request_contact: contact } = typeof key === "string" ? { text: key } : key;
    const act = () => {
      if (location) this.askLocation();
      else if (contact) this.wire.act("contact");
      else this.say(text);
    };
    return make("button", { type: "button", class: "key", onclick: act }, text);
  }

  about({ name, description, menu }) {
    this.title.textContent = name;
    this.face.textContent = [...name][0] ?? "?";
    this.description.textContent = description;
    const commands = menu.map(({ command, description: what }) => {
      const act = () => this.say(`/${command}`);
      return this.choice(this.menu, act, `/${command}`, make("span", {}, ` ${what}`));
    });
    this.menu.box.replaceChildren(...(commands.length ? commands : [make("p", {}, this.words.noMenu)]));
  }

  /** Scroll to a key in use; to fresh words: to their end, or to their beginning where they are longer than the screen. */
  reveal({ element, newText }) {
    const focused = document.activeElement;
    if (element.contains(focused) && focused !== element) {
      focused.scrollIntoView({ block: "nearest" });
      return;
    }
    if (!newText) return;
    // Not scrollIntoView: that would move the page under the other phone as well.
    const top = element.offsetTop - MARGIN;
    const end = element.offsetTop + element.offsetHeight + MARGIN - this.log.clientHeight;
    this.log.scrollTop = Math.min(top, Math.max(end, this.log.scrollTop));
    // On a page enlarged several times its beginning can still lie above the window.
    if (element === focused) window.scrollBy(0, Math.min(0, element.getBoundingClientRect().top - MARGIN));
  }

  async copy(text) {
    const done = await copied(text, this.element);
    if (done) this.notice(this.words.copied(text));
    // What has to be written down stays until it is closed.
    else tell(this.element, this.words, this.words.copyYourself(text));
  }
}
