// The bot's HTML, rebuilt from a list of known tags. Nothing of it is ever given to the page as markup.

import { make, outside, unseen } from "./dom.js";

const PLAIN = { b: "strong", i: "em", u: "u", s: "s", code: "code", pre: "pre" };
const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;

/** Turn the bot's HTML into nodes. */
export function richText(html, words) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].flatMap((node) => drawn(node, words, false));
}

function drawn(node, words, linked) {
  if (node.nodeType === Node.TEXT_NODE) return linked ? [node.data] : withLinks(node.data, words);
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const tag = node.localName;
  const inside = [...node.childNodes].flatMap((child) => drawn(child, words, linked || tag === "a"));
  if (tag in PLAIN) return [make(PLAIN[tag], {}, ...inside)];
  if (tag === "a") {
    const link = outside(node.getAttribute("href") ?? "", words, {}, ...inside);
    return link ? [link] : inside;
  }
  if (tag === "blockquote") return [quote(inside, node.hasAttribute("expandable"), words)];
  if (tag === "tg-spoiler") return [spoiler(inside, words)];
  return inside;
}

function withLinks(text, words) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    parts.push(text.slice(end, match.index), outside(match[0], words, {}, match[0]));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}

function quote(inside, expandable, words) {
  const text = make("div", { class: "quoted" }, ...inside);
  if (!expandable) return make("blockquote", {}, text);
  const button = make("button", { type: "button", class: "unfold", "aria-expanded": "false" }, words.unfold);
  button.addEventListener("click", () => {
    const open = text.classList.toggle("folded") === false;
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? words.fold : words.unfold;
  });
  text.classList.add("folded");
  requestAnimationFrame(() => {
    // What fits needs no button.
    button.hidden = text.scrollHeight <= text.clientHeight + 1;
  });
  return make("blockquote", {}, text, button);
}

function spoiler(inside, words) {
  const cover = make("button", { type: "button", class: "cover" }, unseen(words.hidden), "▒▒▒▒");
  const hidden = make("span", { hidden: true, tabindex: "-1" }, ...inside);
  cover.addEventListener("click", () => {
    hidden.hidden = false;
    cover.replaceWith();
    hidden.focus();
  });
  return make("span", { class: "spoiler" }, cover, hidden);
}
