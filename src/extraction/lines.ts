import type { Span } from '../ranker/ranker.ts';

/** A line of a text, without its bullet; offsets into the text. */
export interface Line extends Span {
  readonly isItem: boolean;
}

const BULLET =
  /^[\s>]*(?:(?:[-–—*•·▪▫◦‣●○■□➢➤➔✓✔✅☑→»¤§\uF0B7\uF0A7]|\p{Extended_Pictographic}\uFE0F?)+\s*(?=\S)|(?:o|\d{1,2}[.)]|[a-z]\)|\(\d{1,2}\)|\(?[ivx]{1,4}\))\s+(?=\S))/u;
/** Columns of a table, or text set apart; runs of blanks are never read as one gap, however long. */
const COLUMN = /[^\S\r\n]{8,}/gu;
const INLINE_BULLET = /\s[•·▪◦‣●■➢➤✓✔✅]\s/gu;
/** Lines shorter than this were not broken to fit a width. */
const WRAPPED_FROM = 40;

/**
 * The lines of a text: cut at line breaks and at bullets within a line, joined again where a sentence was broken to fit a width (the
 * line before is long and ends no sentence, and the next goes on in small letters).
 */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const { 0: raw, index } of text.matchAll(/[^\r\n\u2028\u2029\v\f]+/gu)) {
    for (const piece of piecesOf(raw, index)) {
      const line = lineFrom(text, piece);
      if (!line) continue;
      const last = lines.at(-1);
      if (last && !line.isItem && goesOn(text, last, line)) lines[lines.length - 1] = { ...last, end: line.end };
      else lines.push(line);
    }
  }
  return lines;
}

function piecesOf(raw: string, at: number): Span[] {
  const cuts = [...raw.matchAll(INLINE_BULLET)].map(({ index }) => index + 1);
  const columns = [...raw.matchAll(COLUMN)].map(({ 0: blanks, index }) => index + blanks.length);
  const starts = [...new Set([0, ...cuts, ...columns])].sort((one, other) => one - other);
  return starts.map((start, index) => ({ start: at + start, end: at + (starts[index + 1] ?? raw.length) }));
}

function lineFrom(text: string, { start, end }: Span): Line | null {
  const raw = text.slice(start, end);
  // "**Requirements**" is a heading of Markdown, "-5 °C" no item.
  const isBold = /^\s*(?:\*\*|--+|__|-\d)/u.test(raw);
  const bullet = isBold ? null : BULLET.exec(raw);
  const words = raw.slice(bullet?.[0].length ?? 0);
  if (!/[\p{L}\d]/u.test(words)) return null;
  const from = start + (bullet?.[0].length ?? 0) + (words.length - words.trimStart().length);
  return { start: from, end: start + raw.trimEnd().length, isItem: bullet !== null };
}

function goesOn(text: string, last: Line, line: Line): boolean {
  const between = text.slice(last.end, line.start);
  if ((between.match(/\n/gu) ?? []).length > 1) return false;
  const before = text.slice(last.start, last.end);
  const lastLine = before.slice(before.lastIndexOf('\n') + 1);
  return lastLine.length >= WRAPPED_FROM && !/[.:;!?]$/u.test(before) && /^[\p{Ll}(]/u.test(text.slice(line.start));
}
