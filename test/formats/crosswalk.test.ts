import { describe, expect, test } from 'vitest';
import { crosswalkFormat } from '../../src/formats/crosswalk/read.ts';
import { recogniseFormat } from '../../src/formats/index.ts';
import type { OccupationRef } from '../../src/formats/record.ts';
import { inputFrom, inputOf, readAll, saying } from '../rig/read-format.ts';
import { describeWithData } from '../rig/shared-data.ts';

const NOC = 'noc,noc_title,onet,onet_title';
const ESCO =
  'id,esco_occupation,isco_code,onet_code,onet_occupation,matching_job_titles,semantic_similarity,confidence,concept_uri';
const SOC = 'soc_code,soc_title,isco08_code,isco08_title,mapping_type';
const SKOS = 'subject,predicate,object,confidence,vintage,concept,subject_framework,object_framework';

async function read(text: string, name = 'table.csv') {
  const { records, issues } = await readAll(crosswalkFormat, inputOf({ [name]: text }));
  const end = (of: OccupationRef | string) =>
    typeof of === 'string' ? of : [of.framework, of.ref].filter(Boolean).join(' ');
  const edges = records.flatMap((record) =>
    record.type === 'occupation-crosswalk' || record.type === 'skill-relation'
      ? [`${end(record.from)} ${record.kind} ${end(record.to)} ${record.confidence} ${record.vintage ?? '-'}`]
      : [`unexpected ${record.type}`],
  );
  return { edges, issues: saying(issues) };
}

test.each<[string, string, string, string[], string[]]>([
  [
    'a NOC code that lost its zeros is given them back, and one warning says so for all',
    'noc2021_onet26.csv',
    `${NOC}\n10,Legislators,11-1031.00,Legislators\n11,Senior managers,11-1011.00,Chief Executives\n14111,Clerks,43-9021.00,Clerks`,
    [
      'noc 00010 CLOSE onet 11-1031.00 0.8 NOC 2021, O*NET 26',
      'noc 00011 CLOSE onet 11-1011.00 0.8 NOC 2021, O*NET 26',
      'noc 14111 CLOSE onet 43-9021.00 0.8 NOC 2021, O*NET 26',
    ],
    [
      'WARNING FIELD_INVALID noc2021_onet26.csv:2 noc: codes have lost the zeros in front: 10 is read as 00010, and so are all below; export the column as text',
    ],
  ],
  [
    'a code that is none, and one that is missing, leave their rows out',
    'table.csv',
    `${NOC}\n1.0,A,11-1031.00,A\n14111,B,111031,B\n14111,C,,C`,
    [],
    [
      'ERROR FIELD_INVALID table.csv:2 noc: "1.0" is not a NOC code such as 00010',
      'ERROR FIELD_INVALID table.csv:3 onet: "111031" is not an O*NET-SOC code such as 15-1252.00',
      'ERROR FIELD_MISSING table.csv:4 onet: onet is empty; every row needs it',
    ],
  ],
  [
    'a pair stated again counts once, and in other words it is an issue',
    'table.csv',
    `${NOC}\n14111,A,43-9021.00,A\n14111,A,43-9021.00,A\n14111,A,43-9021.00,B`,
    ['noc 14111 CLOSE onet 43-9021.00 0.8 NOC 2021', 'noc 14111 CLOSE onet 43-9021.00 0.8 NOC 2021'],
    ['ERROR DUPLICATE_KEY table.csv:4: an earlier row states the same pair in other words; the first one counts'],
  ],
  [
    "Nesta's three levels of confidence become shares, and any other is an issue",
    'esco_onet_crosswalk_Nov2020.csv',
    `${ESCO}\n1,a,1111,11-1011.00,x,['y'],0.8,2.0,urn:a\n2,b,1111,11-1011.00,x,[],0.8,1.0,urn:b\n3,c,1111,11-1011.00,x,[],0.8,0.5,urn:c\n4,d,1111,11-1011.00,x,[],0.8,3,urn:d`,
    [
      'urn:a CLOSE onet 11-1011.00 0.95 Nov2020, O*NET-SOC 2010',
      'urn:b CLOSE onet 11-1011.00 0.8 Nov2020, O*NET-SOC 2010',
      'urn:c CLOSE onet 11-1011.00 0.5 Nov2020, O*NET-SOC 2010',
    ],
    ['ERROR FIELD_INVALID esco_onet_crosswalk_Nov2020.csv:5 confidence: "3" is none of 2, 1 and 0.5'],
  ],
  [
    'SOC to ISCO: a SOC code is the O*NET code ending in .00, an ISCO code an ESCO heading, and the type says how sure',
    'table.csv',
    `${SOC}\n15-1252,A,2512,B,direct\n39-6011,A,513,B,approximate\n49-1011,A,7232,B,Partial\n49-1011,A,7232,B,odd`,
    [
      'onet 15-1252.00 EXACT http://data.europa.eu/esco/isco/C2512 0.95 SOC 2010, ISCO-08',
      'onet 39-6011.00 CLOSE http://data.europa.eu/esco/isco/C513 0.6 SOC 2010, ISCO-08',
      'onet 49-1011.00 CLOSE http://data.europa.eu/esco/isco/C7232 0.5 SOC 2010, ISCO-08',
    ],
    ['ERROR FIELD_INVALID table.csv:5 mapping_type: "odd" is none of direct, approximate, partial'],
  ],
  [
    'SKOS: of skills unless said or seen to be occupations; narrow read from its far end; each predicate spelt in any way',
    'table.csv',
    [
      SKOS,
      'urn:a,skos:exactMatch,urn:b,,,,,',
      'urn:a,http://www.w3.org/2004/02/skos/core#narrowMatch,urn:c,0.7,2025,,,',
      'urn:o,closeMatch,http://data.europa.eu/esco/occupation/1,,,,,',
      'urn:o,skos:broadMatch,urn:p,"0,5",,occupation,,',
      '14111,skos:exactMatch,43-9021.00,,,,noc,onet',
      'urn:a,owl:sameAs,urn:b,,,,,',
      'urn:a,skos:exactMatch,,,,,,',
      'urn:a,skos:exactMatch,1,,,skill,,x',
      'urn:a,skos:closeMatch,urn:b,7,,,,',
    ].join('\n'),
    [
      'urn:a EXACT urn:b 1 -',
      'urn:c BROADER urn:a 0.7 2025',
      'urn:o CLOSE http://data.europa.eu/esco/occupation/1 0.8 -',
      'urn:o BROADER urn:p 0.5 -',
      'noc 14111 EXACT onet 43-9021.00 1 -',
      'urn:a CLOSE urn:b 0.8 -',
    ],
    [
      'ERROR FIELD_INVALID table.csv:7 predicate: "owl:sameAs" is none of skos:exactMatch, skos:closeMatch, skos:broadMatch, skos:narrowMatch and skos:relatedMatch',
      'ERROR FIELD_MISSING table.csv:8 object: object is empty; every row needs it',
      'ERROR FIELD_INVALID table.csv:9 object_framework: skills are named by URI; leave the framework empty',
      'WARNING FIELD_INVALID table.csv:10 confidence: 7 is out of range; write a number from 0 to 1',
    ],
  ],
  [
    'a row of too many cells is left out, and a header may have a mark, blanks and capitals',
    'table.csv',
    `\uFEFFNOC,\u00A0noc_title,ONET ,onet_title\n14111,A,43-9021.00,A\n14111,A,43-9022.00,A,B`,
    ['noc 14111 CLOSE onet 43-9021.00 0.8 NOC 2021'],
    [
      'ERROR COLUMN_COUNT table.csv:3 onet_title: the row has 5 cells, the header 4; quote cells that hold a separator or line breaks',
    ],
  ],
])('%s', async (_promise, name, text, edges, issues) => {
  expect(await read(text, name)).toEqual({ edges, issues });
});

describe('what is a crosswalk', () => {
  test('is told by its columns, in any file of the folder', async () => {
    const input = inputOf({ 'a.txt': `${NOC}\n`, 'b.csv': `${SKOS}\n` });
    expect((await recogniseFormat(input))?.name).toBe('crosswalk');
    expect(await crosswalkFormat.check(input)).toEqual([]);
  });

  test('a table of other columns stops the import, and says which would do', async () => {
    expect(await crosswalkFormat.check(inputOf({ 'a.csv': 'from,to\n' }))).toMatchObject([
      { code: 'HEADER_INVALID', message: expect.stringContaining('columns noc, onet; or concept_uri') },
    ]);
    expect(await crosswalkFormat.recognises(inputOf({ 'a.csv': `${NOC}\n`, 'b.csv': 'from,to\n' }))).toBe(false);
  });

  test('foreign names of columns are understood', async () => {
    const input = inputOf(
      { 'a.csv': 'left,how,right\nurn:a,skos:exactMatch,urn:b\n' },
      { columns: { subject: 'left', predicate: 'how', object: 'right' } },
    );
    expect(await crosswalkFormat.check(input)).toEqual([]);
    expect((await readAll(crosswalkFormat, input)).records).toMatchObject([{ from: 'urn:a', to: 'urn:b' }]);
  });
});

describeWithData('crosswalk', 'the published crosswalks', (folder) => {
  test('every row of them is an edge or an issue', async () => {
    const noc = await readAll(crosswalkFormat, inputFrom(folder, ['noc2021_onet26.csv']));
    expect([noc.records.length, noc.issues.map(({ severity }) => severity).sort()]).toEqual([
      1_467 - noc.issues.filter(({ severity }) => severity === 'ERROR').length,
      expect.arrayContaining(['WARNING']),
    ]);
    expect(noc.issues.filter(({ severity }) => severity === 'WARNING').length).toBe(1);
    const esco = await readAll(crosswalkFormat, inputFrom(folder, ['esco_onet_crosswalk_Nov2020.csv']));
    expect([esco.records.length, esco.issues]).toEqual([1_680, []]);
  });
});
