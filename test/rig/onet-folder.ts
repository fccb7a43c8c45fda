const tabbed = (rows: readonly (readonly string[])[]) => `${rows.map((row) => row.join('\t')).join('\n')}\n`;

const RATED = [
  ...[
    'O*NET-SOC Code',
    'Element ID',
    'Element Name',
    'Scale ID',
    'Data Value',
    'N',
    'Standard Error',
    'Lower CI Bound',
  ],
  ...['Upper CI Bound', 'Recommend Suppress', 'Not Relevant', 'Date', 'Domain Source'],
];
export const CLERK = '43-9021.00';
export const BAKER = '51-3011.00';

/** A row that rates an element: importance or level, and what else matters of it. */
export function rating(
  code: string,
  element: readonly [id: string, name: string],
  scale: string,
  value: string,
  { suppress = 'N', notRelevant = 'n/a' } = {},
): string[] {
  return [code, ...element, scale, value, '8', '0.1', '1', 'n/a', suppress, notRelevant, '08/2025', 'Analyst'];
}

export function ratings(rows: readonly (readonly string[])[]): string {
  return tabbed([RATED, ...rows]);
}

/** A tiny O*NET release of our own words: two occupations, rated elements, software and tasks; a file a table, by name. */
export function onetFiles(): Record<string, string> {
  return {
    'Occupation Data.txt': tabbed([
      ['O*NET-SOC Code', 'Title', 'Description'],
      [CLERK, 'Data Entry Keyers', 'Key in data.'],
      [BAKER, 'Bakers', 'n/a'],
    ]),
    'Skills.txt': ratings([
      rating(CLERK, ['2.A.1.a', 'Reading'], 'IM', '3.00'),
      rating(CLERK, ['2.A.1.a', 'Reading'], 'LV', '2.88'),
      rating(CLERK, ['2.A.1.e', 'Counting'], 'IM', '2.99'),
      rating(CLERK, ['2.A.1.e', 'Counting'], 'LV', '1.00', { suppress: 'Y' }),
      rating(BAKER, ['2.A.1.a', 'Reading'], 'IM', '1.50'),
      rating(BAKER, ['2.A.1.a', 'Reading'], 'LV', '0.50', { notRelevant: 'Y' }),
      rating(BAKER, ['2.A.1.e', 'Counting'], 'IM', 'n/a'),
      rating(BAKER, ['2.A.1.e', 'Counting'], 'LV', '0'),
    ]),
    'Knowledge.txt': ratings([rating(BAKER, ['2.C.2.b', 'Food production'], 'IM', '4.2')]),
    'Abilities.txt': ratings([rating(BAKER, ['1.A.2.a.2', 'Manual dexterity'], 'IM', '3.5')]),
    'Technology Skills.txt': tabbed([
      ['O*NET-SOC Code', 'Example', 'Commodity Code', 'Commodity Title', 'Hot Technology', 'In Demand'],
      [CLERK, 'Sheet & Co 365', '43232110', 'Spreadsheet software', 'Y', 'Y'],
      [CLERK, 'Calc', '43232110', 'Spreadsheet software', 'N', 'N'],
      [CLERK, 'Calc', '43231513', 'Office suite software', 'N', 'N'],
    ]),
    'Task Statements.txt': tabbed([
      ['O*NET-SOC Code', 'Task ID', 'Task', 'Task Type', 'Incumbents Responding', 'Date', 'Domain Source'],
      [CLERK, '101', 'Key in "raw" figures.', 'Core', '95', '08/2023', 'Incumbent'],
      [BAKER, '102', '"Proof" dough overnight.', 'Supplemental', '40', '08/2023', 'Incumbent'],
      [BAKER, '103', 'Clean ovens.', 'n/a', 'n/a', 'n/a', 'n/a'],
    ]),
    'Job Zones.txt': tabbed([
      ['O*NET-SOC Code', 'Job Zone', 'Date', 'Domain Source'],
      [CLERK, '2', '08/2025', 'Analyst'],
    ]),
    'Content Model Reference.txt': tabbed([
      ['Element ID', 'Element Name', 'Description'],
      ['2.A.1.a', 'Reading', 'Understanding written sentences.'],
    ]),
  };
}
