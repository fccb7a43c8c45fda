import { Parser } from 'htmlparser2';

/** Elements that begin and end a line of their own. */
const BLOCKS = new Set(
  'address article blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section table td th tr ul'.split(
    ' ',
  ),
);
const UNREAD = new Set(['script', 'style', 'head', 'template']);

const LOOKS_LIKE_HTML = /<\/?[a-z][^>]*>|&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/iu;

/**
 * The words of a text that may be HTML: blocks become lines, items of lists begin with a dash. Markup that was escaped once more
 * than needed, as job boards do, is read as the markup it is.
 */
export function textFromHtml(text: string): string {
  if (!LOOKS_LIKE_HTML.test(text)) return text.trim();
  const once = wordsOf(text);
  return /<\/?[a-z][^>]*>/iu.test(once) ? wordsOf(once) : once;
}

function wordsOf(html: string): string {
  let words = '';
  let unread = 0;
  const parser = new Parser({
    onopentag: (name) => {
      if (UNREAD.has(name)) unread += 1;
      if (BLOCKS.has(name)) words += name === 'li' ? '\n- ' : '\n';
    },
    ontext: (text) => {
      if (unread === 0) words += text.replace(/\s+/gu, ' ');
    },
    onclosetag: (name) => {
      if (UNREAD.has(name)) unread -= 1;
      if (BLOCKS.has(name) && name !== 'br') words += '\n';
    },
  });
  parser.end(html);
  return words
    .split('\n')
    .map((line) => line.replace(/[ \t\u00A0]+/gu, ' ').trim())
    .filter((line, index, lines) => line !== '' || (lines[index - 1] ?? '') !== '')
    .filter((line) => line !== '-')
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}
