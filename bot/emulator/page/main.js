// The page: one phone, or two side by side (`?lang=pl,en`), each in its own language.

import { make } from "./dom.js";
import { Phone } from "./phone.js";
import { about } from "./wire.js";
import { LANGUAGES, wordsFor } from "./words.js";

function wanted() {
  const asked = (new URLSearchParams(location.search).get("lang") ?? "").split(",");
  const known = asked.filter((code) => /^[a-z]{2}$/.test(code));
  const own = navigator.language.slice(0, 2);
  return known.length ? known : [LANGUAGES.includes(own) ? own : LANGUAGES[0]];
}

/** The note in the languages of the view, each marked as such; as it is where it stands in none of them. */
function notes(note) {
  if (typeof note === "string") return [note];
  const known = languages.filter((code) => code in note);
  const shown = known.length ? known : Object.keys(note);
  return shown.flatMap((code, at) => [at ? " · " : "", make("span", { lang: code }, note[code])]);
}

function choices(languages, words) {
  const link = (codes, label, lang) => {
    const here = codes.join() === languages.join();
    return make("a", { href: `?lang=${codes.join()}`, lang, "aria-current": here ? "page" : null }, label);
  };
  return [
    ...LANGUAGES.map((code) => link([code], wordsFor(code).name, code)),
    link(LANGUAGES, words.two, languages[0]),
  ];
}

const languages = wanted();
const words = wordsFor(languages[0]);
const said = await about();
document.documentElement.lang = languages[0];
document.title = `${said.name}: ${words.notTelegram}`;
document.getElementById("title").textContent = document.title;
document.getElementById("note").append(...notes(said.note));
const nav = document.getElementById("choices");
nav.setAttribute("aria-label", words.choices);
nav.append(...choices(languages, words));
const phones = languages.map((language, slot) => new Phone(language, slot, said));
document.getElementById("phones").append(...phones.flatMap(({ element, preview }) => (preview ? [element, preview.element] : [element])));

// The phones fill what the line on top leaves; how high that is depends on its words and on the zoom.
const bar = document.querySelector(".top");
new ResizeObserver(() => {
  document.documentElement.style.setProperty("--top", `${Math.ceil(bar.offsetHeight)}px`);
}).observe(bar);

for (const phone of phones) phone.wire.open().catch(() => phone.lost());
