/** The source file that carries what was learned. */
export function writeWeights(packed: Uint8Array): string {
  const text = Buffer.from(packed).toString('base64');
  return [
    '// Written by `npm run train:ranker`; not edited by hand. What it holds is said in learned.ts, how in docs/linking.md.',
    `export const WEIGHTS = '${text}';`,
    '',
  ].join('\n');
}
