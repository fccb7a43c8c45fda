import { Parser } from 'htmlparser2';
import { type PlacedText, PlacedWriter, placedAsGiven, placedThrough } from './placed-text.ts';

const words = (list: string) => new Set(list.split(' '));

/** Elements that begin and end a line of their own. */
const BLOCKS = words(
  'address article aside blockquote body br caption dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section select summary table tbody td tfoot th thead title tr ul',
);
const INLINE = words(
  'a abbr acronym b bdi bdo big button center cite code del dfn em font i img input ins kbd label mark meta q s samp small span strike strong sub sup textarea time tt u var wbr iframe svg picture source video audio col colgroup link base noscript',
);
const UNREAD = words('script style head template svg iframe noscript select textarea');
/** What a heading, or words used as one, are put into. */
const EMPHATIC = words('h1 h2 h3 h4 h5 h6 b strong dt th caption legend summary');

const MARKUP = /<\/?[a-z][^<>]*>|&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/iu;
const TAG = /<\/?([a-z][^\s<>/]*)[^<>]*>/giu;
const BLOCK_TAG = new RegExp(String.raw`</?(?:${[...BLOCKS].join('|')})(?:\s[^<>]*)?/?>`, 'iu');

/** Whether a name between angle brackets is an element's; anything else may be mathematics, or a blank left to fill. */
function isElement(name: string): boolean {
  return BLOCKS.has(name) || INLINE.has(name) || UNREAD.has(name) || /^[a-z][a-z\d]*[:-][a-z\d:-]+$/u.test(name);
}

/**
 * The words of a text that may be HTML, each with its place: blocks become lines, items of lists begin with a dash, scripts and styles
 * say nothing. Markup that was escaped once more than needed, as job boards do, is read as the markup it is. A text without markup
 * stands as it is; one without blocks keeps its lines.
 */
export function readHtml(text: string): PlacedText {
  if (!MARKUP.test(text)) return placedAsGiven(text);
  const once = readMarkup(text);
  return hasElements(once.text) ? placedThrough(once, readMarkup(once.text)) : once;
}

/** The words of a text that may be HTML, as `readHtml` reads them. */
export function textFromHtml(text: string): string {
  return readHtml(text).text.trim();
}

/** The same in one line, for statements and labels: blanks are single, ends of blocks are blanks. */
export function plainText(text: string): string {
  if (!/[<&\s]/u.test(text)) return text;
  const line = MARKUP.test(text) ? readMarkup(text, '').text : text;
  return line.replace(/\s+/gu, ' ').trim();
}

function hasElements(text: string): boolean {
  for (const [, name] of text.matchAll(TAG)) if (name && isElement(name.toLowerCase())) return true;
  return false;
}

function readMarkup(html: string, dash = '- '): PlacedText {
  const writer = new PlacedWriter();
  const keepsLines = !BLOCK_TAG.test(html);
  const emphatic: number[] = [];
  let [unread, breaks, isItem, hasBlank, read, isOver] = [0, 0, false, false, 0, false];

  const put = (text: string, from: number, to: number) => {
    if (writer.length > 0 && breaks > 0) writer.pad(breaks > 1 ? '\n\n' : '\n');
    else if (hasBlank && writer.length > 0) writer.pad(' ');
    if (isItem) writer.pad(dash);
    [breaks, isItem, hasBlank] = [0, false, false];
    writer.add(text, from, to);
  };
  /** Text that stands at `from`, character by character, with its blanks made single. */
  const putWords = (text: string, from: number) => {
    for (const { 0: word, index } of text.matchAll(/\s+|\S+/gu)) {
      if (/\S/u.test(word)) put(word, from + index, from + index + word.length);
      else if (keepsLines) breaks = Math.max(breaks, Math.min(2, word.split('\n').length - 1));
      if (!/\S/u.test(word)) hasBlank = true;
    }
  };
  /** What looked like a tag: its words, without the tags of elements in it. */
  const putUnknown = (from: number, to: number) => {
    let at = from;
    for (const { 0: tag, 1: name, index } of html.slice(from, to).matchAll(TAG)) {
      if (!name || !isElement(name.toLowerCase())) continue;
      putWords(html.slice(at, from + index), at);
      at = from + index + tag.length;
    }
    putWords(html.slice(at, to), at);
  };

  const parser = new Parser({
    onopentag: (name, _attributes, isImplied) => {
      if (isImplied) {
        if (BLOCKS.has(name)) breaks = Math.max(1, breaks);
        return;
      }
      read = parser.endIndex + 1;
      if (UNREAD.has(name)) unread += 1;
      if (!isElement(name)) return unread === 0 ? putUnknown(parser.startIndex, read) : undefined;
      if (BLOCKS.has(name) && !isItem) breaks = name === 'li' ? Math.max(1, breaks) : Math.min(2, breaks + 1);
      if (name === 'li') isItem = true;
      if (EMPHATIC.has(name)) emphatic.push(writer.length);
    },
    ontext: (text) => {
      read = parser.endIndex + 1;
      if (unread > 0) return;
      if (read - parser.startIndex === text.length) putWords(text, parser.startIndex);
      else if (/^\s*$/u.test(text)) hasBlank = true;
      else put(text, parser.startIndex, read);
    },
    onclosetag: (name, isImplied) => {
      if (!isImplied) read = parser.endIndex + 1;
      if (UNREAD.has(name)) unread = Math.max(0, unread - 1);
      if (BLOCKS.has(name) && name !== 'br' && !isItem && !isOver) breaks = name === 'li' ? 1 : Math.min(2, breaks + 1);
      if (EMPHATIC.has(name)) writer.emphasise({ start: emphatic.pop() ?? writer.length, end: writer.length });
    },
    oncomment: () => {
      read = parser.endIndex + 1;
    },
    onprocessinginstruction: () => {
      read = parser.endIndex + 1;
    },
  });
  parser.write(html);
  isOver = true;
  parser.end();
  // The parser passes over a tag that does not end: "if x<y then" is no tag.
  if (unread === 0 && read < html.length) putUnknown(read, html.length);
  return writer.finish();
}
