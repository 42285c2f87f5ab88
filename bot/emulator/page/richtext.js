// The bot's HTML, rebuilt from a list of known tags. Nothing of it is ever given to the page as markup.

import { make, outside, unseen } from "./dom.js";
import { tongueOf } from "./tongue.js";

const PLAIN = { b: "strong", i: "em", u: "u", s: "s", code: "code", pre: "pre" };
const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;

/** Turn the bot's HTML, which is in the language `tongue`, into nodes. */
export function richText(html, words, tongue) {
  return [...parsed(html).childNodes].flatMap((node) => drawn(node, words, tongue, false));
}

/** The bot's HTML without its tags. */
export function plain(html) {
  return parsed(html).textContent;
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

function drawn(node, words, tongue, linked) {
  if (node.nodeType === Node.TEXT_NODE) return linked ? [node.data] : lines(node.data, words, tongue);
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const tag = node.localName;
  const inside = [...node.childNodes].flatMap((child) => drawn(child, words, tongue, linked || tag === "a"));
  if (tag in PLAIN) return [make(PLAIN[tag], {}, ...inside)];
  if (tag === "a") {
    const link = outside(node.getAttribute("href") ?? "", words, {}, ...inside);
    return link ? [link] : inside;
  }
  if (tag === "blockquote") return [quote(inside, node.hasAttribute("expandable"), words)];
  if (tag === "tg-spoiler") return [spoiler(inside, words)];
  return inside;
}

/** Mark a line in another language than the rest, such as the Polish name of an offer; numbers stay in the reader's own. */
function lines(text, words, tongue) {
  return text.split(/(?<=\n)/).flatMap((line) => {
    const own = /\d/.test(line) ? tongue : tongueOf(line, tongue);
    const parts = withLinks(line, words);
    return own === tongue ? parts : [make("span", { lang: own }, ...parts)];
  });
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
  const button = make("button", { type: "button", class: "unfold", lang: words.code }, words.unfold);
  const show = (open) => {
    text.classList.toggle("folded", !open);
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? words.fold : words.unfold;
  };
  button.addEventListener("click", () => show(text.classList.contains("folded")));
  // A link that the fold hides must be seen when the Tab key reaches it.
  text.addEventListener("focusin", () => show(true));
  show(false);
  requestAnimationFrame(() => {
    // What fits needs no button.
    button.hidden = text.scrollHeight <= text.clientHeight + 1;
  });
  return make("blockquote", {}, text, button);
}

function spoiler(inside, words) {
  const cover = make("button", { type: "button", class: "cover" }, unseen(words, words.hidden), "▒▒▒▒");
  const hidden = make("span", { hidden: true, tabindex: "-1" }, ...inside);
  cover.addEventListener("click", () => {
    hidden.hidden = false;
    cover.replaceWith();
    hidden.focus();
  });
  return make("span", { class: "spoiler" }, cover, hidden);
}
