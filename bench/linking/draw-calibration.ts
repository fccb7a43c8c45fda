import type { CalibrationBin } from './measures.ts';

const SIDE = 320;
const MARGIN = 40;

/** What was said against what was right, as an SVG: a circle a tenth, as large as it is common; the line is perfection. */
export function drawCalibration(bins: readonly CalibrationBin[]): string {
  const at = (share: number) => (MARGIN + share * SIDE).toFixed(1);
  const up = (share: number) => (MARGIN + (1 - share) * SIDE).toFixed(1);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const circles = bins.flatMap(({ count, said, right }) =>
    count === 0
      ? []
      : [
          `<circle cx="${at(said)}" cy="${up(right)}" r="${(3 + 9 * Math.sqrt(count / most)).toFixed(1)}" fill="#2a6f97" fill-opacity="0.7"><title>${count} answers: said ${said.toFixed(2)}, right ${right.toFixed(2)}</title></circle>`,
        ],
  );
  const marks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    `<text x="${at(share)}" y="${MARGIN + SIDE + 16}" text-anchor="middle">${share}</text>`,
    `<text x="${MARGIN - 6}" y="${up(share)}" text-anchor="end" dominant-baseline="middle">${share}</text>`,
  ]);
  const whole = SIDE + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${whole}" font-family="sans-serif" font-size="11">`,
    '<title>Confidence said and share right, by tenths</title>',
    `<rect width="${whole}" height="${whole}" fill="#fff"/>`,
    `<rect x="${MARGIN}" y="${MARGIN}" width="${SIDE}" height="${SIDE}" fill="none" stroke="#999"/>`,
    `<line x1="${at(0)}" y1="${up(0)}" x2="${at(1)}" y2="${up(1)}" stroke="#999" stroke-dasharray="4 4"/>`,
    ...marks,
    `<text x="${at(0.5)}" y="${whole - 6}" text-anchor="middle">confidence said</text>`,
    `<text x="12" y="${up(0.5)}" text-anchor="middle" transform="rotate(-90 12 ${up(0.5)})">share right</text>`,
    ...circles,
    '</svg>',
    '',
  ].join('\n');
}
