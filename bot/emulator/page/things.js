// What a message may carry beside its text: a place, a contact, a document, a picture.

import { make, outside } from "./dom.js";
import { icon } from "./icons.js";

const THINGS = { venue, location, contact, document: file, photo, sticker, voice };

/** The nodes of a message with what it carries; `text` alone where it carries nothing. */
export function withThing(message, text, words, copy) {
  return Object.hasOwn(THINGS, message.kind) ? THINGS[message.kind](message.thing, text, words, copy) : text;
}

function line(...children) {
  return make("p", { class: "label" }, ...children);
}

function map({ latitude, longitude }, words) {
  const url = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  return line(outside(url, words, {}, words.map));
}

function venue(place, text, words) {
  return [icon("pin"), ...text, map(place.location, words)];
}

function location(place, _, words) {
  return [icon("pin"), `${words.location}: ${place.latitude}, ${place.longitude}`, map(place, words)];
}

function contact(person, text, words, copy) {
  const act = () => copy(person.phone_number);
  const button = make("button", { type: "button", class: "inline", onclick: act }, words.copyNumber);
  return [icon("phone"), ...text, line(button)];
}

function file(document, text, words) {
  const link = make("a", { href: `/chat/files/${document.file_id}`, download: document.file_name }, document.file_name);
  return [line(icon("file"), link, ` (${words.bytes(document.file_size)})`), ...text];
}

function photo(_, text, words) {
  return [line(icon("photo"), words.photo), ...text];
}

function sticker(_, text, words) {
  return [line(words.sticker), ...text];
}

function voice(_, text, words) {
  return [icon("voice"), words.voice, ...text];
}
