/** A text cut at a word, with an ellipsis where something was cut. */
export function cutAtWord(text: string, lengthAtMost: number): string {
  if (text.length <= lengthAtMost) return text;
  const cut = text.slice(0, lengthAtMost);
  const end = cut.lastIndexOf(' ');
  return `${(end > lengthAtMost / 2 ? cut.slice(0, end) : cut).toWellFormed().trimEnd()}…`;
}
