import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogueCsvFormat } from '../../src/formats/catalogue-csv/read.ts';
import { CATALOGUE_COLUMNS } from '../../src/formats/catalogue-csv/schema.ts';
import { catalogueCsvExporter } from '../../src/formats/catalogue-csv/write.ts';
import type { Exporter, ExportRecord } from '../../src/formats/export.ts';
import type { Format, Input } from '../../src/formats/format.ts';
import { frameworkCsvFormat } from '../../src/formats/framework-csv/read.ts';
import { FRAMEWORK_COLUMNS } from '../../src/formats/framework-csv/schema.ts';
import { frameworkCsvExporter } from '../../src/formats/framework-csv/write.ts';
import type { HubRecord } from '../../src/formats/record.ts';
import { inputOf, readAll } from '../rig/read-format.ts';

const HEAD = { title: 'x', hubUrl: 'https://hub.example', writtenAt: '2027-01-01T00:00:00Z' };

async function write(exporter: Exporter, records: readonly HubRecord[], isOwn: boolean): Promise<string> {
  async function* each(): AsyncGenerator<ExportRecord> {
    for (const record of records) yield { record, isOwn };
  }
  let text = '';
  for await (const part of exporter.write(each(), HEAD)) text += part;
  return text;
}

/** Records as they are whatever file and line they stand in. */
async function recordsIn(format: Format, input: Input) {
  const { records } = await readAll(format, input);
  return records.map(({ place: _, ...record }) => record);
}

const quoted = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');

/** Words as people write them, and as they should not: what a spreadsheet computes, quotes, line breaks, separators. */
const cell = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('=1+1', '+1', '-5', '-x', '@SUM(A1)', '\tx', '\rx', "'=x", "'x", 'a\r\nb', 'a;b', '"', '1,5', ''),
  )
  .map((text) => text.replaceAll('\0', '').replaceAll('\uFFFD', ''));

test.each<[string, Format, Exporter, readonly string[], Record<string, string>]>([
  [
    'catalogue',
    catalogueCsvFormat,
    catalogueCsvExporter,
    CATALOGUE_COLUMNS,
    { provider_id: 'college', provider_name_en: 'College', credential_id: 'mc', title_en: 'Baking' },
  ],
  [
    'framework',
    frameworkCsvFormat,
    frameworkCsvExporter,
    FRAMEWORK_COLUMNS,
    { framework_code: 'fw', uri: 'https://fw.example/1', kind: 'SKILL', label_en: 'Bake' },
  ],
])(
  'a %s that was read, written and read again is the same, whatever its cells',
  async (_name, format, exporter, columns, needed) => {
    const others = columns.filter((column) => !(column in needed));
    const row = fc.record(Object.fromEntries([...others, '=own column', 'Notes'].map((column) => [column, cell])), {
      requiredKeys: [],
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 3 }), async (rows) => {
        const whole = rows.map(
          (each, index): Record<string, string> => ({
            ...each,
            ...needed,
            ...('uri' in needed ? { uri: `https://fw.example/${index}` } : { credential_id: `mc${index}` }),
          }),
        );
        const header = [...new Set(whole.flatMap((each) => Object.keys(each)))];
        const lines = whole.map((each) => quoted(header.map((column) => each[column] ?? '')));
        const input = inputOf({ 'a.csv': [quoted(header), ...lines].join('\r\n') });
        const { records } = await readAll(format, input);
        const text = await write(exporter, records, true);
        expect(await recordsIn(format, inputOf({ 'b.csv': text }))).toEqual(await recordsIn(format, input));
        expect(await write(exporter, (await readAll(format, inputOf({ 'b.csv': text }))).records, true)).toBe(text);
      }),
      { numRuns: 60 },
    );
  },
);

test('what a spreadsheet would compute begins with an apostrophe, and a number does not', async () => {
  const cells = {
    title_fr: '=cmd',
    description_en: '@x',
    audience: '-not',
    sector: '+not',
    cost: '-5',
    version: '+1.5',
  };
  const needed = { provider_id: 'c', provider_name_en: 'C', credential_id: 'm', title_en: 'T' };
  const row = { ...needed, ...cells };
  const { records } = await readAll(
    catalogueCsvFormat,
    inputOf({ 'a.csv': `${quoted(Object.keys(row))}\n${quoted(Object.values(row))}\n` }),
  );
  const [header = '', line = ''] = (await write(catalogueCsvExporter, records, true)).split('\r\n');
  const written = Object.fromEntries(header.split(',').map((column, index) => [column, line.split(',')[index]]));
  expect(written).toMatchObject({
    ...{ title_fr: "'=cmd", description_en: "'@x", audience: "'-not", sector: "'+not", cost: '-5', version: '+1.5' },
  });
});

test('foreign headers are folded to ours, and columns we do not know stay', async () => {
  const columns = { title_en: 'Course name', provider_id: 'Org' };
  const text = 'Org,provider_name_en,credential_id,Course name,Room\nc,C,m,Baking,12\n';
  const { records } = await readAll(catalogueCsvFormat, inputOf({ 'a.csv': text }, { columns }));
  const written = await write(catalogueCsvExporter, records, true);
  expect(written.split('\r\n')[0]).toBe([...CATALOGUE_COLUMNS, 'Room'].join(','));
  const again = await readAll(catalogueCsvFormat, inputOf({ 'b.csv': written }));
  expect(again.records.map(({ place: _, ...record }) => record)).toEqual(
    records.map(({ place: _, ...record }) => record),
  );
});

test.each([
  [
    'catalogue',
    catalogueCsvFormat,
    catalogueCsvExporter,
    `provider_id,provider_name_en,provider_name_fr,provider_type,credential_id,title_en,title_fr,languages,delivery_mode,cost,currency,part_of,stack_order,partners,skills_taught,skills_assessed,plar_available,plar_methods,plar_fee,osap_status,osap_year,start_dates,noc2021,instructional_hours,assessed
https://c.example,College,Collège,COLLEGE,https://c.example/m,Baking,Cuisson,en;fr,ONLINE_ASYNC,1325.50,CAD,https://c.example/cert#core:2,3,ACME|HIRES,bake;mix,bake,YES,PORTFOLIO,10.00,ELIGIBLE,2026,2027-01-31,01100,7.5,NO
`,
  ],
  [
    'framework',
    frameworkCsvFormat,
    frameworkCsvExporter,
    `framework_code,framework_name_en,framework_version,uri,code,kind,reuse_level,label_en,label_fr,aliases_en,description_en,broader,exact_match
fw,Framework,1,https://fw.example/1,A.1,SKILL,,Bake,Cuire,roast;toast,To bake,https://fw.example/2,https://other.example/1
fw,Framework,1,https://fw.example/2,A,GROUP,,Cook,,,,,
`,
  ],
] as const)(
  'a %s of another format is written with all the template has columns for',
  async (_name, format, exporter, text) => {
    const strip = ({ place: _, ...record }: HubRecord) => ('raw' in record ? { ...record, raw: null } : record);
    const { records } = await readAll(format, inputOf({ 'a.csv': text }));
    const written = await write(exporter, records, false);
    const again = await readAll(format, inputOf({ 'b.csv': written }));
    expect(again.issues).toEqual([]);
    expect(again.records.map(strip)).toEqual(records.map(strip));
  },
);

test.each([
  'https://c.example/m',
  'did:web:c.example',
  'ce-00000000-0000-4000-8000-000000000001',
  'res:ce-00000000-0000-4000-8000-000000000001',
])('a credential that came from elsewhere keeps its identity on the way out and in: %s', async (uri) => {
  const text = `provider_id,provider_name_en,credential_id,title_en\nc,C,${uri},Baking\n`;
  const { records } = await readAll(catalogueCsvFormat, inputOf({ 'a.csv': text }));
  const again = await readAll(
    catalogueCsvFormat,
    inputOf({ 'b.csv': await write(catalogueCsvExporter, records, false) }),
  );
  expect(again.records.map((record) => 'uri' in record && record.uri)).toEqual(['urn:tessera:provider:c', uri]);
});
