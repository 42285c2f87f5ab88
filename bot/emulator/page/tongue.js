// Which language a text is in, so that a screen reader takes the right voice. Telegram does not tell.

const SIGNS = {
  pl: /(?<!\p{L})(?:\p{Ll}*[ąćęłńóśźż]\p{L}*|w|z|na|nie|od|jest|czy|jak|dla|lub|po|co|tu)(?!\p{L})/gu,
  en: /(?<!\p{L})(?:the|and|of|you|your|is|are|for|or|what|not|with|this|my|it|until|more|by|about|ended|have|now)(?!\p{L})/gu,
};

/** The language whose small words stand in a text most often; `otherwise` where none leads. Names do not count. */
export function tongueOf(text, otherwise) {
  const counts = Object.entries(SIGNS).map(([code, sign]) => [text.match(sign)?.length ?? 0, code]);
  const [[most, code], [next]] = counts.sort(([one], [other]) => other - one);
  return most > next ? code : otherwise;
}
