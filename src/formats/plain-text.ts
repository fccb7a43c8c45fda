/** Elements that stand in statements and descriptions; anything else between angle brackets may be mathematics. */
const TAG =
  /<\/?(?:a|abbr|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|s|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?\/?>/giu;
const BREAKING = /^<\/?(?:blockquote|br|div|h[1-6]|hr|li|ol|p|pre|table|tr|ul)\b/iu;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/giu;

/** The words of a text that may hold HTML, as frameworks' statements do; blanks are single, ends of blocks are blanks. */
export function plainText(text: string): string {
  if (!/[<&\s]/u.test(text)) return text;
  const words = text.replace(TAG, (tag) => (BREAKING.test(tag) ? ' ' : ''));
  return words.replace(ENTITY, decoded).replace(/\s+/gu, ' ').trim();
}

function decoded(entity: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? entity;
  const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
  const isText = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return isText ? String.fromCodePoint(point) : entity;
}

/** A text cut at a word, with an ellipsis where something was cut. */
export function cutAtWord(text: string, lengthAtMost: number): string {
  if (text.length <= lengthAtMost) return text;
  const cut = text.slice(0, lengthAtMost);
  const end = cut.lastIndexOf(' ');
  return `${(end > lengthAtMost / 2 ? cut.slice(0, end) : cut).toWellFormed().trimEnd()}…`;
}
