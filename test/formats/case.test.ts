import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identifierOf } from '../../src/formats/case/identifier.ts';
import { caseFormat } from '../../src/formats/case/read.ts';
import { caseExporter } from '../../src/formats/case/write.ts';
import type { HubRecord } from '../../src/formats/record.ts';
import { facts, inputFrom, inputOf, readAll, writeAll } from '../rig/read-format.ts';
import { describeWithData } from '../rig/shared-data.ts';

const HOST = 'https://fw.example/ims/case/v1p1';
const CHANGED = { lastChangeDateTime: '2026-02-01T00:00:00Z' };
const uuid = (digit: number | string, kind = 'a') => `${kind}0000000-0000-4000-8000-${String(digit).padStart(12, '0')}`;
const DOCUMENT_URI = `${HOST}/CFDocuments/${uuid(0, 'd')}`;
const DOCUMENT = {
  ...{ identifier: uuid(0, 'd'), uri: DOCUMENT_URI, creator: 'Example', title: 'Data skills', caseVersion: '1.1' },
  ...{ version: '3', ...CHANGED },
};
const uriOf = (number: number) => `${HOST}/CFItems/${uuid(number)}`;
const item = (number: number, more: object = {}) => ({
  ...{ identifier: uuid(number), uri: uriOf(number), fullStatement: `Statement ${number}`, ...CHANGED },
  ...more,
});
const link = (number: number) => ({ title: `Statement ${number}`, identifier: uuid(number), uri: uriOf(number) });
const toDocument = { title: 'Data skills', identifier: uuid(0, 'd'), uri: DOCUMENT_URI };
const elsewhere = (uri: string) => ({ title: 'elsewhere', identifier: 'x', uri });
const association = (number: number, type: string, from: unknown, to: unknown, more: object = {}) => ({
  ...{ identifier: uuid(number, 'b'), uri: `${HOST}/CFAssociations/${uuid(number, 'b')}`, associationType: type },
  ...{ originNodeURI: from, destinationNodeURI: to, ...CHANGED, ...more },
});

type Package = Readonly<Record<string, unknown>>;
const read = (value: Package | string | Uint8Array) =>
  readAll(
    caseFormat,
    inputOf({
      'package.json': typeof value === 'string' || value instanceof Uint8Array ? value : JSON.stringify(value),
    }),
  );

/** A record in one line. */
function line(record: HubRecord): string {
  if (record.type === 'framework') return `framework ${record.code} ${record.version}`;
  if (record.type === 'skill') return `skill ${record.uri.slice(-2)} ${Object.values(record.labels)[0]}`;
  if (record.type === 'skill-relation') {
    return `${record.kind} ${record.from.slice(-2)} ${record.to.slice(-2)}${record.isCrosswalk ? ' elsewhere' : ''}`;
  }
  return record.type === 'kept' || record.type === 'level-scale' ? `${record.type} ${record.kind}` : record.type;
}

async function lines(value: Package | string | Uint8Array) {
  const { records, issues } = await read(value);
  return {
    records: records.map(line),
    issues: issues.map(({ severity, code, place }) => `${severity} ${code} ${place.pointer}`),
  };
}

const HEAD = [`framework ${uuid(0, 'd')} 3`, 'kept CFDocument'];
const ITEMS = ['skill 01 Statement 1', 'skill 02 Statement 2'];
const two = (...associations: unknown[]) => ({
  ...{ CFDocument: DOCUMENT, CFItems: [item(1), item(2)], CFAssociations: associations },
});

test.each<[string, Package, string[], string[]]>([
  ['items without an association are skills', two(), [...HEAD, ...ITEMS], []],
  [
    'what comes before the document belongs to it all the same',
    {
      CFAssociations: [association(1, 'isChildOf', link(1), link(2))],
      CFItems: [item(1), item(2)],
      CFDocument: DOCUMENT,
    },
    [...HEAD, ...ITEMS, 'BROADER 01 02'],
    [],
  ],
  [
    'an item may have several parents',
    {
      ...{ CFDocument: DOCUMENT, CFItems: [item(1), item(2), item(3)] },
      CFAssociations: [association(1, 'isChildOf', link(1), link(2)), association(2, 'isChildOf', link(1), link(3))],
    },
    [...HEAD, ...ITEMS, 'skill 03 Statement 3', 'BROADER 01 02', 'BROADER 01 03'],
    [],
  ],
  [
    'an association that closes a circle is kept and no relation',
    two(association(1, 'isChildOf', link(1), link(2)), association(2, 'isChildOf', link(2), link(1))),
    [...HEAD, ...ITEMS, 'BROADER 01 02', 'kept CFAssociation'],
    ['WARNING HIERARCHY_CYCLE /CFAssociations/1/destinationNodeURI'],
  ],
  [
    'an item that is its own child is a circle, too',
    two(association(1, 'isChildOf', link(1), link(1))),
    [...HEAD, ...ITEMS, 'kept CFAssociation'],
    ['WARNING HIERARCHY_CYCLE /CFAssociations/0/destinationNodeURI'],
  ],
  [
    'a child of the document is at the top and has no broader skill',
    two(association(1, 'isChildOf', link(1), toDocument)),
    [...HEAD, ...ITEMS, 'kept CFAssociation'],
    [],
  ],
  [
    'each type has its relation',
    two(
      association(1, 'isPartOf', link(1), link(2)),
      association(2, 'exactMatchOf', link(1), link(2)),
      association(3, 'replacedBy', link(1), link(2)),
      association(4, 'isRelatedTo', link(1), link(2)),
    ),
    [...HEAD, ...ITEMS, 'PART_OF 01 02', 'EXACT 01 02', 'REPLACED_BY 01 02', 'RELATED 01 02'],
    [],
  ],
  [
    'two associations that come to the same relation are one relation, and the second is kept',
    two(
      association(1, 'isRelatedTo', link(1), link(2)),
      association(2, 'precedes', link(1), link(2)),
      association(3, 'exactMatchOf', link(1), link(2)),
      association(4, 'isTranslationOf', link(1), link(2)),
    ),
    [...HEAD, ...ITEMS, 'RELATED 01 02', 'EXACT 01 02', 'kept CFAssociation', 'kept CFAssociation'],
    [],
  ],
  [
    'a match of what lies in another package or outside CASE waits for it',
    two(association(1, 'exactMatchOf', link(1), elsewhere('https://credentialfinder.org/competency/ce-99'))),
    [...HEAD, ...ITEMS, 'EXACT 01 99 elsewhere'],
    [],
  ],
  [
    'what starts in another package, an example elsewhere, a level, and a type of its own are kept',
    two(
      association(1, 'precedes', elsewhere('https://other.example/1'), link(1)),
      association(2, 'exemplar', link(1), elsewhere('https://pages.example/2')),
      association(3, 'hasSkillLevel', link(1), elsewhere('https://levels.example/3')),
      association(4, 'ext:teachesTo', link(1), link(2)),
    ),
    [...HEAD, ...ITEMS, ...Array(4).fill('kept CFAssociation')],
    [],
  ],
  [
    'the same sequence number twice is nothing wrong',
    two(
      association(1, 'isRelatedTo', link(1), link(2), { sequenceNumber: 1 }),
      association(2, 'isRelatedTo', link(2), link(1), { sequenceNumber: 1 }),
    ),
    [...HEAD, ...ITEMS, 'RELATED 01 02', 'RELATED 02 01'],
    [],
  ],
  [
    'an end that is spelt otherwise is found by its identifier, and one that is only a URI is understood',
    two(association(1, 'isChildOf', { ...link(1), uri: `https://fw.example/uri/${uuid(1)}` }, uriOf(2))),
    [...HEAD, ...ITEMS, 'BROADER 01 02'],
    [],
  ],
  [
    'an association that names no end is kept, and told',
    two(association(1, 'isChildOf', link(1), undefined), { identifier: 'x' }),
    [...HEAD, ...ITEMS, 'kept CFAssociation', 'kept CFAssociation'],
    [
      'WARNING FIELD_MISSING /CFAssociations/0/destinationNodeURI',
      'WARNING FIELD_MISSING /CFAssociations/1/associationType',
    ],
  ],
  [
    'the first of two items with one identifier counts',
    { CFDocument: DOCUMENT, CFItems: [item(1), item(1, { fullStatement: 'Other' })] },
    [...HEAD, 'skill 01 Statement 1'],
    ['ERROR DUPLICATE_KEY /CFItems/1'],
  ],
  [
    'an item without a statement, or without identity, is left out and told',
    { CFDocument: DOCUMENT, CFItems: [item(1, { fullStatement: ' ' }), { fullStatement: 'Nobody' }, 'text', item(2)] },
    [...HEAD, 'skill 02 Statement 2'],
    [
      'ERROR FIELD_MISSING /CFItems/0/fullStatement',
      'ERROR FIELD_MISSING /CFItems/1/identifier',
      'ERROR FIELD_MISSING /CFItems/2/identifier',
    ],
  ],
  [
    'a package without a document is read, and told',
    { CFItems: [item(1)] },
    ['framework urn:tessera:case:package.json unknown', 'skill 01 Statement 1'],
    ['WARNING FIELD_MISSING /CFDocument/identifier', 'WARNING FIELD_MISSING /CFDocument/title'],
  ],
  [
    'definitions, rubrics and extensions are kept, each by itself',
    {
      CFDocument: DOCUMENT,
      CFDefinitions: { CFItemTypes: [{ identifier: 't' }], CFSubjects: [{ identifier: 's' }], extensions: { own: 1 } },
      CFRubrics: [{ identifier: 'r' }],
      extensions: { more: true },
    },
    [...HEAD, ...Array(3).fill('kept CFDefinitions'), 'kept CFRubric', 'kept extensions'],
    [],
  ],
])('%s', async (_promise, value, records, issues) => {
  expect(await lines(value)).toEqual({ records, issues });
});

describe('an item', () => {
  const skillOf = async (more: object, document: object = DOCUMENT) => {
    const { records } = await read({ CFDocument: document, CFItems: [item(1, more)] });
    const skill = records.find(({ type }) => type === 'skill');
    if (skill?.type !== 'skill') throw new Error('no skill was read');
    const { labels, aliases, descriptions, skillKind, code } = skill;
    return { labels, aliases, descriptions, skillKind, code };
  };
  const plain = { skillKind: 'UNSPECIFIED', code: undefined, aliases: {} };

  test('is called by its short statement, and its whole one describes it', async () => {
    expect(
      await skillOf({ abbreviatedStatement: 'Short', alternativeLabel: 'Other', humanCodingScheme: 'D.1' }),
    ).toEqual({
      ...{ ...plain, code: 'D.1', labels: { en: 'Short' }, descriptions: { en: 'Statement 1' } },
      aliases: { en: ['Other', 'Statement 1'] },
    });
  });
  test('without one is called by its statement, cut at a word', async () => {
    const fullStatement = 'words '.repeat(60).trim();
    const { labels, descriptions } = await skillOf({ fullStatement });
    expect(labels.en).toBe(`${'words '.repeat(20).trim()}…`);
    expect(descriptions.en).toBe(fullStatement);
  });
  test('speaks the language of the item, else of the document, else English', async () => {
    expect((await skillOf({ language: 'fr' })).labels).toEqual({ fr: 'Statement 1' });
    expect((await skillOf({}, { ...DOCUMENT, language: 'fr-CA' })).labels).toEqual({ 'fr-CA': 'Statement 1' });
    expect((await skillOf({ language: 'French (Canada)' })).labels).toEqual({ en: 'Statement 1' });
  });
  test('loses its HTML and keeps its mathematics', async () => {
    const { descriptions } = await skillOf({
      fullStatement: '<p>Show&nbsp;that <b>a</b> &lt; b<br/>if a < c and c > b</p>',
    });
    expect(descriptions.en).toBe('Show that a < b if a < c and c > b');
  });
  test.each([
    ['Measured Skill', 'SKILL'],
    ['Competency', 'SKILL'],
    ['Knowledge', 'KNOWLEDGE'],
    ['Domain', 'GROUP'],
    ['Section Heading', 'GROUP'],
    ['Task', 'TASK'],
    ['Target', 'UNSPECIFIED'],
    ['Course', 'UNSPECIFIED'],
  ])('of type %s is of kind %s', async (CFItemType, skillKind) => {
    expect((await skillOf({ CFItemType })).skillKind).toBe(skillKind);
  });
  test('whose time has ended stays, since badges of its time name it, as does one of a deprecated document', async () => {
    const ended = await skillOf({ statusEndDate: '2020-01-01' }, { ...DOCUMENT, adoptionStatus: 'Deprecated' });
    expect(ended).toEqual({ ...plain, labels: { en: 'Statement 1' }, descriptions: { en: 'Statement 1' } });
  });
});

describe('a rubric', () => {
  const level = (score: number | undefined, quality: string) => ({
    ...{ identifier: `l-${quality}`, uri: `urn:level:${quality}`, quality, position: 1, score },
  });
  const scales = async (levels: readonly unknown[]) => {
    const criterion = { identifier: 'c', uri: 'urn:criterion', category: 'Craft', CFRubricCriterionLevels: levels };
    const { records } = await read({
      CFDocument: DOCUMENT,
      CFRubrics: [{ identifier: 'r', CFRubricCriteria: [criterion] }],
    });
    return records.flatMap((record) =>
      record.type === 'level-scale' ? [{ name: record.name, levels: record.levels }] : [],
    );
  };
  test('orders its levels by their scores', async () => {
    expect(await scales([level(3, 'good'), level(1, 'poor')])).toEqual([
      {
        name: { en: 'Craft' },
        levels: [
          { rank: 1, name: { en: 'poor' }, uri: 'urn:level:poor' },
          { rank: 2, name: { en: 'good' }, uri: 'urn:level:good' },
        ],
      },
    ]);
  });
  test('without scores makes no scale: nothing says which end is the better', async () => {
    expect(await scales([level(undefined, 'good'), level(undefined, 'poor')])).toEqual([]);
    expect(await scales([level(1, 'good'), level(1, 'poor')])).toEqual([]);
  });
});

describe('a file', () => {
  const text = JSON.stringify(two(association(1, 'isChildOf', link(1), link(2))));
  const whole = { records: [...HEAD, ...ITEMS, 'BROADER 01 02'], issues: [] };
  test('with a byte order mark, or in UTF-16, reads the same', async () => {
    expect(await lines(`\uFEFF${text}`)).toEqual(whole);
    expect(await lines(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual(whole);
  });
  test('that ends early gives what came before, and says where it ends', async () => {
    const { records, issues } = await lines(text.slice(0, text.indexOf('CFAssociations') - 10));
    expect(records.slice(0, 2)).toEqual(HEAD);
    expect(issues).toEqual(['ERROR FILE_TRUNCATED /CFItems/0']);
  });
  test('that is not UTF-8 says so', async () => {
    const bytes = Buffer.from(text.replace('Statement 2', 'Statement \u00E9'), 'latin1');
    expect((await lines(bytes)).issues).toEqual(['ERROR ENCODING_INVALID /CFItems/1']);
  });
  test('of any size reads as a small one does', async () => {
    const many = Array.from({ length: 12_000 }, (_, index) => item(index, { notes: 'x'.repeat(200) }));
    const large = JSON.stringify({ CFItems: many, CFDocument: DOCUMENT });
    expect(large.length).toBeGreaterThan(4_000_000);
    const { records, issues } = await read(large);
    expect(issues).toEqual([]);
    expect(records).toHaveLength(12_002);
  });
  test('that lists documents makes their frameworks known, as an answer and as a bare list', async () => {
    const expected = { records: [HEAD[0], 'kept CFDocument:listed'], issues: [] };
    expect(await lines({ CFDocuments: [DOCUMENT] })).toEqual(expected);
    expect(await lines(JSON.stringify([DOCUMENT]))).toEqual(expected);
  });
  test('in a folder of packages is one framework of several; a match between them waits for the other', async () => {
    const other = { ...DOCUMENT, identifier: uuid(1, 'd'), uri: `${HOST}/CFDocuments/${uuid(1, 'd')}` };
    const { records, issues } = await readAll(
      caseFormat,
      inputOf({
        'a.json': JSON.stringify({
          ...{ CFDocument: DOCUMENT, CFItems: [item(1)] },
          CFAssociations: [association(1, 'exactMatchOf', link(1), link(2))],
        }),
        'b.json': JSON.stringify({ CFDocument: other, CFItems: [item(2)] }),
        'notes.txt': 'not of this format',
      }),
    );
    expect(issues).toEqual([]);
    expect(records.map(line)).toEqual([
      ...[...HEAD, 'skill 01 Statement 1', 'EXACT 01 02 elsewhere'],
      ...[`framework ${uuid(1, 'd')} 3`, 'kept CFDocument', 'skill 02 Statement 2'],
    ]);
  });
  test('in the storage shape of OpenCASE is refused with the way out', async () => {
    const input = inputOf({
      'house.json': JSON.stringify({ document: { sourcedId: 'x' }, items: [], associations: [] }),
    });
    expect(await caseFormat.check(input)).toMatchObject([
      { code: 'FORMAT_UNRECOGNISED', message: expect.stringContaining('/ims/case/v1p1/CFPackages') },
    ]);
  });
  test('of something else is not recognised', async () => {
    expect(await caseFormat.recognises(inputOf({ 'a.json': '{"type":"CFItem"}' }))).toBe(false);
    expect(await caseFormat.recognises(inputOf({ 'a.csv': 'CFDocument,CFItems' }))).toBe(false);
  });
});

describe('a package written back', () => {
  const reads = async (text: string) => facts((await read(text)).records);

  test('reads as it did, whatever it held', async () => {
    const words = fc.oneof(fc.constant('words'), fc.string({ minLength: 1 }));
    const number = fc.integer({ min: 1, max: 6 });
    const ends = fc.oneof(
      number.map(link),
      fc.constant(toDocument),
      number.map((n) => elsewhere(`https://e.example/${n}`)),
    );
    const types = fc.constantFrom(
      'isChildOf',
      'isPartOf',
      'exactMatchOf',
      'isTranslationOf',
      'precedes',
      'ext:own',
      'exemplar',
    );
    const items = fc.uniqueArray(fc.tuple(number, words, fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 })), {
      selector: ([each]) => each,
    });
    const associations = fc.array(fc.tuple(types, ends, ends), { maxLength: 12 });
    const definitions = fc.uniqueArray(number);
    await fc.assert(
      fc.asyncProperty(items, associations, definitions, async (stated, edges, types) => {
        const text = JSON.stringify({
          CFDocument: DOCUMENT,
          CFItems: stated.map(([n, fullStatement, more]) => ({
            ...more,
            ...item(n, { fullStatement: `a${fullStatement}` }),
          })),
          CFAssociations: edges.map(([type, from, to], index) => association(index, type, from, to)),
          CFDefinitions: { CFItemTypes: types.map((n) => ({ identifier: `t${n}`, title: `type ${n}` })) },
        });
        const { records } = await read(text);
        expect(await reads(await writeAll(caseExporter, records))).toEqual(facts(records));
      }),
      { numRuns: 100 },
    );
  });

  test('holds another framework, mapped: required fields, its own URIs, and every skill in the tree', async () => {
    const place = { file: 'x.csv' };
    const skill = (uri: string, label: string): HubRecord => ({
      ...{ type: 'skill', place, kind: 'skill', key: uri, raw: {}, uri, skillKind: 'KNOWLEDGE', aliases: {} },
      ...{ labels: { en: label, fr: `${label} fr` }, descriptions: {} },
    });
    const edge = { type: 'skill-relation', place, columns: { from: 'a', to: 'b' } } as const;
    const written = JSON.parse(
      await writeAll(
        caseExporter,
        [
          { type: 'framework', place, code: 'bakery', name: { en: 'Bakery' }, version: '2' },
          skill('https://bread.example/knead', 'knead'),
          skill('urn:heading', 'heading'),
          { ...edge, from: 'https://bread.example/knead', to: 'urn:heading', kind: 'BROADER', isCrosswalk: false },
          { ...edge, from: 'urn:heading', to: 'http://data.europa.eu/esco/skill/x', kind: 'CLOSE', isCrosswalk: true },
        ],
        false,
      ),
    );
    const hub = 'https://hub.example/ims/case/v1p1';
    const heading = identifierOf('urn:heading');
    expect(written.CFDocument).toMatchObject({
      ...{ identifier: identifierOf('urn:tessera:framework:bakery'), creator: 'Bakery', title: 'Bakery', version: '2' },
      lastChangeDateTime: '2027-01-02T03:04:05.000Z',
    });
    expect(written.CFItems).toMatchObject([
      { uri: 'https://bread.example/knead', fullStatement: 'knead', CFItemType: 'Knowledge' },
      {
        identifier: heading,
        uri: `${hub}/CFItems/${heading}`,
        extensions: { tessera: { labels: { fr: 'heading fr' } } },
      },
    ]);
    expect(written.CFAssociations).toMatchObject([
      { associationType: 'isChildOf', destinationNodeURI: { title: 'heading', identifier: heading } },
      { associationType: 'ext:closeMatchOf', destinationNodeURI: { uri: 'http://data.europa.eu/esco/skill/x' } },
      {
        associationType: 'isChildOf',
        originNodeURI: { identifier: heading },
        destinationNodeURI: written.CFItems[0].CFDocumentURI,
      },
    ]);
    const identifiers = written.CFAssociations.map(({ identifier }: { identifier: string }) => identifier);
    expect(new Set(identifiers).size).toBe(3);
    expect((await lines(JSON.stringify(written))).issues).toEqual([]);
  });

  test('an identifier is the UUID a URI ends in, else one that PostgreSQL would make as well', () => {
    expect(identifierOf(uriOf(7).toUpperCase())).toBe(uuid(7));
    // uuid.uuid3(uuid.NAMESPACE_URL, 'urn:heading') of Python.
    expect(identifierOf('urn:heading')).toBe('43f6c891-09fc-31d0-8dfe-dd6819c54ccd');
  });
});

describeWithData('case', 'real packages', (folder) => {
  test.each([
    ['mockIT.json', { skill: 19, kept: 21 }],
    ['mockMATH.json', { skill: 585, 'skill-relation': 3_354, kept: 21 }],
    ['mockMATHPackage.json', { skill: 48, 'skill-relation': 63, kept: 19 }],
    ['opensalt-AdoptedTestFramework.json', { skill: 1, kept: 2 }],
    ['opensalt-Ordering.json', { skill: 28, 'skill-relation': 27, kept: 2 }],
    ['opensalt-Utf8TestFramework.json', { skill: 1, kept: 2 }],
  ])('%s is read with every record accounted for, and written back reads the same', async (name, expected) => {
    const { records, issues } = await readAll(caseFormat, inputFrom(folder, [name]));
    const counts: Record<string, number> = {};
    for (const { type } of records) counts[type] = (counts[type] ?? 0) + 1;
    expect({ counts, issues }).toEqual({ counts: { framework: 1, ...expected }, issues: [] });
    const again = await readAll(caseFormat, inputOf({ [name]: await writeAll(caseExporter, records) }));
    expect(again.issues).toEqual([]);
    expect(facts(again.records)).toEqual(facts(records));
  });

  test('a list of documents makes each known', async () => {
    const { records, issues } = await readAll(caseFormat, inputFrom(folder, ['mockAllDocs.json']));
    // One stands there twice.
    expect(issues.map(({ code, place }) => `${code} ${place.pointer}`)).toEqual(['DUPLICATE_KEY /CFDocuments/12']);
    expect(records).toHaveLength(2 * 13);
    expect(records.filter(({ type }) => type === 'framework').length).toBe(records.length / 2);
  });
});
