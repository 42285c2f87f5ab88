// What opens over the phone: panels under a button, and small dialogues.

import { make } from "./dom.js";
import { icon } from "./icons.js";

const TOLD = "told";

/** A button that opens a panel above it; Escape, a choice or a click elsewhere closes it. */
export function panel(label, face, kind) {
  const box = make("div", { class: "panel", hidden: true, role: "group", "aria-label": label });
  const button = make(
    "button", { type: "button", class: `round ${kind}`, "aria-expanded": "false", "aria-label": label, title: label },
    icon(face),
  );
  const show = (open) => {
    box.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) box.querySelector("button")?.focus();
  };
  button.addEventListener("click", () => show(box.hidden));
  const holder = make("div", { class: "holder" }, button, box);
  holder.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    show(false);
    button.focus();
  });
  holder.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !holder.contains(event.relatedTarget)) show(false);
  });
  document.addEventListener("click", (event) => {
    if (!holder.contains(event.target)) show(false);
  });
  return { holder, box, close: () => { show(false); button.focus(); } };
}

/** Ask for a place; the answer goes to `share`. */
export function askLocation(root, words, [latitude, longitude], share) {
  const field = (label, value, most) =>
    make("label", {}, label, make("input", { type: "number", step: "any", min: -most, max: most, value, required: true }));
  const north = field(words.latitude, latitude, 90);
  const east = field(words.longitude, longitude, 180);
  const form = make(
    "form", { method: "dialog" }, make("h3", {}, words.location), north, east,
    make(
      "div", { class: "row" },
      make("button", { type: "button", class: "key", onclick: () => box.close() }, words.cancel),
      make("button", { type: "submit", class: "key primary" }, words.share),
    ),
  );
  const box = open(root, words.location, form);
  form.addEventListener("submit", () => {
    share({ latitude: Number(north.lastChild.value), longitude: Number(east.lastChild.value) });
  });
}

/** Tell something that has to be read. */
export function tell(root, words, text) {
  open(
    root, words.bot,
    make("form", { method: "dialog" }, make("p", { id: TOLD }, text), make("button", { class: "key primary" }, words.ok)),
    { role: "alertdialog", "aria-describedby": TOLD },
  );
}

function open(root, label, form, attributes = {}) {
  const before = document.activeElement;
  const box = make("dialog", { "aria-label": label, ...attributes }, form);
  box.addEventListener("close", () => {
    box.remove();
    before?.focus?.();
  });
  root.append(box);
  box.showModal();
  return box;
}
