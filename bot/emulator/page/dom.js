// Building elements. Text only ever goes in as text.

import { icon } from "./icons.js";

/** Make an element: attributes first, then children (strings become text; null is left out). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Words of the page (`words.code` is their language) that only a screen reader says. */
export function unseen(words, text) {
  return make("span", { class: "unseen", lang: words.code }, text);
}

/** A link out of the page; null where the address is not one we follow. */
export function outside(address, words, attributes, ...children) {
  const url = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `http://${address}`;
  if (!/^https?:\/\//i.test(url)) return null;
  const link = { ...attributes, href: url, target: "_blank", rel: "noopener noreferrer" };
  return make("a", link, ...children, icon("out"), unseen(words, ` (${words.newTab})`));
}
