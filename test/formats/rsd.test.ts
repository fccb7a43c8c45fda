import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HubRecord } from '../../src/formats/record.ts';
import { osmtCodesFormat } from '../../src/formats/rsd/read-codes.ts';
import { rsdCsvFormat } from '../../src/formats/rsd/read-csv.ts';
import { rsdFormat } from '../../src/formats/rsd/read-json.ts';
import { rsdCsvExporter } from '../../src/formats/rsd/write-csv.ts';
import { rsdExporter } from '../../src/formats/rsd/write-json.ts';
import { facts, inputFrom, inputOf, readAll, writeAll } from '../rig/read-format.ts';
import { describeWithData } from '../rig/shared-data.ts';

const ESCO = 'http://data.europa.eu/esco/skill/x';
const rsd = (key: string, more: object = {}) => ({
  ...{ '@context': 'https://rsd.openskillsnetwork.org/context-v1.json', type: 'RichSkillDescriptor' },
  ...{
    id: `https://osmt.example/api/skills/${key}`,
    uuid: key,
    skillName: `Skill ${key}`,
    skillStatement: `Do ${key}.`,
  },
  ...more,
});

/** A record in one line. */
function line(record: HubRecord): string {
  if (record.type === 'framework') return `framework ${record.code}`;
  if (record.type === 'skill') return `skill ${record.labels.en}: ${record.descriptions.en}`;
  if (record.type === 'skill-relation') return `${record.kind} ${record.to}`;
  return record.type === 'kept' ? `kept ${record.kind}` : record.type;
}

describe('RSD JSON', () => {
  const read = async (text: string) => {
    const { records, issues } = await readAll(rsdFormat, inputOf({ 'rsd.json': text }));
    return {
      records: records.map(line),
      issues: issues.map(({ code, place }) => `${code} ${place.pointer ?? place.line}`),
    };
  };
  const one = { records: ['framework rsd', 'skill Skill a: Do a.'], issues: [] };

  test.each<[string, string, string[], string[]]>([
    ['alone', JSON.stringify(rsd('a')), one.records, []],
    ['as a list', JSON.stringify([rsd('a')]), one.records, []],
    [
      'one a line',
      `${JSON.stringify(rsd('a'))}\n${JSON.stringify(rsd('b'))}\n`,
      [...one.records, 'skill Skill b: Do b.'],
      [],
    ],
    [
      'as a collection, which is a framework, with skills it only names',
      JSON.stringify({
        id: 'https://osmt.example/c/1',
        uuid: 'c1',
        name: 'Data',
        skills: [rsd('a'), 'https://osmt.example/api/skills/z'],
      }),
      ['framework c1', 'kept rsd-collection', 'skill Skill a: Do a.', 'kept rsd-reference'],
      [],
    ],
    [
      'with alignments of either form; one without an address is only in the record',
      JSON.stringify([
        rsd('a', {
          alignments: [{ id: ESCO, name: 'x' }, { id: 'https://e.example/2', skillName: 'y' }, { name: 'z' }],
        }),
      ]),
      [...one.records, `CLOSE ${ESCO}`, 'CLOSE https://e.example/2'],
      [],
    ],
    [
      'of the older version with one author and one category',
      JSON.stringify([rsd('a', { author: 'Example', category: 'Data' })]),
      one.records,
      [],
    ],
    [
      'that come twice, or say nothing, are told',
      JSON.stringify([rsd('a'), rsd('a'), { skillName: ' ' }]),
      one.records,
      ['DUPLICATE_KEY /1', 'FIELD_MISSING /2/skillName'],
    ],
  ])('%s', async (_promise, text, records, issues) => {
    expect(await read(text)).toEqual({ records, issues });
  });

  test('written back reads as it did, unknown fields included', async () => {
    const skills = fc.uniqueArray(
      fc.tuple(fc.integer({ min: 0, max: 9 }), fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 })),
      {
        selector: ([key]) => key,
      },
    );
    await fc.assert(
      fc.asyncProperty(skills, fc.boolean(), async (stated, isCollection) => {
        const list = stated.map(([key, more]) => ({
          ...more,
          ...rsd(`${key}`, { alignments: [{ id: `${ESCO}${key}` }] }),
        }));
        const whole = isCollection
          ? { id: 'https://osmt.example/c/1', name: 'Data', type: 'SkillCollection', skills: list }
          : list;
        const { records } = await readAll(rsdFormat, inputOf({ 'rsd.json': JSON.stringify(whole) }));
        const again = await readAll(rsdFormat, inputOf({ 'rsd.json': await writeAll(rsdExporter, records) }));
        expect(facts(again.records)).toEqual(facts(records));
      }),
      { numRuns: 60 },
    );
  });
});

const UI =
  'RSD Name,Authors,Skill Statement,Categories,Keywords,Detailed Occupations,O*NET Job Codes,Alignment Name,Alignment URL,Alignment Framework,Alignment 2 Name,Alignment 2 URL,Alignment 2 Framework\n' +
  `Clean Data,Example; Partner,Correct faulty records.,Data,data;quality,15-2051,15-2051.00,clean data,${ESCO},ESCO,other,https://e.example/2,Other\n`;
const SERVER =
  'Collection,Skill Name,Skill Category,Contextualized Skill Statement,Keywords,BLS Major Group,O*NET Job Role,Alignment Title,Alignment\n' +
  `,Clean Data,Data,Correct faulty records.,data,15-0000,15-2051.00,clean data,${ESCO}\n`;
const LIBRARY =
  'canonical url,RSD NAME,Author(s),Skill Statement,O*Net Job Codes,Alignment Name,Alignment URL,Alignment Framework,House Column\n' +
  `https://osmt.example/api/skills/a,Clean Data,Example,Correct faulty records.,15-2051.00,clean data,${ESCO},ESCO,own\n`;

describe('RSD CSV', () => {
  const read = (text: string) => readAll(rsdCsvFormat, inputOf({ 'rsd.csv': text }));
  const skill = 'skill Clean Data: Correct faulty records.';

  test.each<[string, string, string[]]>([
    [
      'the batch template of the user interface, with several alignments',
      UI,
      ['CLOSE http://data.europa.eu/esco/skill/x', 'CLOSE https://e.example/2'],
    ],
    ['the batch template of the server', SERVER, [`CLOSE ${ESCO}`]],
    ['the library export, whatever the case of its header', LIBRARY, [`CLOSE ${ESCO}`]],
  ])('of %s is read, and written back reads the same', async (_promise, text, edges) => {
    expect(await rsdCsvFormat.recognises(inputOf({ 'rsd.csv': text }))).toBe(true);
    const { records, issues } = await read(text);
    expect(issues).toEqual([]);
    expect(records.map(line)).toEqual(['framework rsd', skill, ...edges]);
    expect(facts((await read(await writeAll(rsdCsvExporter, records))).records)).toEqual(facts(records));
  });

  test('an alignment that is no address is kept as words, and told', async () => {
    const { records, issues } = await read(UI.replace(ESCO, 'see above'));
    expect(records.map(line)).toEqual(['framework rsd', skill, 'CLOSE https://e.example/2']);
    expect(issues).toMatchObject([{ severity: 'WARNING', code: 'FIELD_INVALID', raw: 'see above' }]);
  });

  test('a cell that a spreadsheet would run goes out guarded, and comes back as it was', async () => {
    const header = 'Canonical URL,RSD Name,Skill Statement,House Column\n';
    const starts = fc.constantFrom('=', '+', '-', '@', "'", "'=", '', '\uFF1D');
    const cell = fc
      .tuple(starts, fc.string({ unit: 'grapheme-ascii', minLength: 1 }))
      .map(([start, rest]) => `${start}${rest}`);
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell)), async (rows) => {
        const text = header + rows.map((cells, n) => [`urn:${n}`, ...cells].map(quoted).join(',')).join('\n');
        const { records } = await read(text);
        const written = await writeAll(rsdCsvExporter, records);
        const cells: string[] = parse(written).flat();
        expect(cells.filter((each) => /^[=+\-@\t\r]/u.test(each))).toEqual([]);
        expect(facts((await read(written)).records)).toEqual(facts(records));
      }),
      { numRuns: 100 },
    );
  });

  test('holds another framework: headings are categories, matches elsewhere alignments', async () => {
    const place = { file: 'x.csv' };
    const skill = (uri: string, label: string, skillKind: 'SKILL' | 'GROUP'): HubRecord => ({
      ...{ type: 'skill', place, kind: 'skill', key: uri, raw: {}, uri, skillKind, aliases: {} },
      ...{ labels: { en: label }, descriptions: {} },
    });
    const edge = { type: 'skill-relation', place, columns: { from: 'a', to: 'b' } } as const;
    const records: HubRecord[] = [
      { type: 'framework', place, code: 'bakery', name: { en: 'Bakery' }, version: '2' },
      skill('https://bread.example/knead', 'knead', 'SKILL'),
      skill('urn:dough', 'dough', 'GROUP'),
      { ...edge, from: 'https://bread.example/knead', to: 'urn:dough', kind: 'BROADER', isCrosswalk: false },
      { ...edge, from: 'https://bread.example/knead', to: ESCO, kind: 'EXACT', isCrosswalk: true },
    ];
    const expected = ['framework rsd', 'skill knead: knead', `CLOSE ${ESCO}`];
    const csv = await read(await writeAll(rsdCsvExporter, records, false));
    expect(csv.records.map(line)).toEqual(expected);
    const text = await writeAll(rsdExporter, records, false);
    expect(JSON.parse(text)).toMatchObject([{ skillName: 'knead', categories: ['dough'] }]);
    const json = await readAll(rsdFormat, inputOf({ 'rsd.json': text }));
    expect(json.records.map(line)).toEqual(expected);
  });
});

describe('occupation codes of OSMT', () => {
  test('keep their hyphens and zeros, and lie under the nearest heading', async () => {
    const text =
      'SOC Group,SOC Code,SOC Title,SOC Definition\nMajor,11-0000,Management,\nMinor,11-1000,Top,\nBroad,11-1010,Chief,\nDetailed,11-1011,Chief,Plan\n';
    const { records, issues } = await readAll(osmtCodesFormat, inputOf({ 'bls.csv': text }));
    expect(issues).toEqual([]);
    const codes = records.flatMap((record) =>
      record.type === 'occupation' ? [`${record.code} ${record.occupationKind}`] : [],
    );
    expect(codes).toEqual(['11-0000 GROUP', '11-1000 GROUP', '11-1010 GROUP', '11-1011 OCCUPATION']);
    const edges = records.flatMap((record) =>
      record.type === 'occupation-relation' ? [`${record.from} ${record.to}`] : [],
    );
    expect(edges.map((edge) => edge.replaceAll('urn:tessera:soc:', ''))).toEqual([
      '11-1000 11-0000',
      '11-1010 11-1000',
      '11-1011 11-1010',
    ]);
  });
});

describeWithData('osmt', 'real OSMT files', (folder) => {
  test.each([
    [rsdCsvFormat, 'Skills-Import.csv', { skill: 2, 'skill-relation': 2 }],
    [rsdCsvFormat, 'osmt-batch-import-example.csv', {}],
    [osmtCodesFormat, 'BLS-Import.csv', { occupation: 1_447, 'occupation-relation': 1_424 }],
    [osmtCodesFormat, 'oNet-Import.csv', { occupation: 1_016 }],
  ])('$name reads %s', async (format, name, expected) => {
    const input = inputFrom(folder, [name]);
    expect([await format.recognises(input), await format.check(input)]).toEqual([true, []]);
    const { records, issues } = await readAll(format, input);
    const counts: Record<string, number> = {};
    for (const { type } of records) counts[type] = (counts[type] ?? 0) + 1;
    expect({ counts, issues }).toEqual({ counts: { framework: 1, ...expected }, issues: [] });
  });
});
