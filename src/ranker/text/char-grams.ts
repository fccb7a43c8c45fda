/**
 * The 3- to 5-character runs of a word, its ends marked by blanks ("sql" gives " sq", "sql", "ql ", …), as numbers
 * below `buckets`: FNV-1a, so that a dictionary of runs need not be stored. A word of one letter is one run.
 */
export function gramsOf(word: string, buckets: number): number[] {
  const padded = ` ${word} `;
  const grams: number[] = [];
  for (let size = 3; size <= 5 && size <= padded.length; size += 1) {
    for (let start = 0; start + size <= padded.length; start += 1)
      grams.push(hash(padded, start, start + size) % buckets);
  }
  return grams;
}

function hash(text: string, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let at = start; at < end; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}
