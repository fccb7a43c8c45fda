import { expect, test } from 'vitest';
import { recogniseFormat } from '../../src/formats/index.ts';
import { elementUri, niceFormat } from '../../src/formats/nice/read.ts';
import type { HubRecord } from '../../src/formats/record.ts';
import { inputOf, readAll, saying } from '../rig/read-format.ts';

const element = (id: string, element_type: string, title: string, text: string) => ({
  ...{ element_identifier: id, element_type, title, text, doc_identifier: 'NICE' },
});
const relation = (from: string, to: string, relationship_identifier: string, dest = 'NICE') => ({
  ...{ source_element_identifier: from, source_doc_identifier: 'NICE', relationship_identifier },
  ...{ dest_element_identifier: to, dest_doc_identifier: dest, provenance_doc_identifier: 'NICE' },
});
const whole = {
  documents: [{ doc_identifier: 'NICE', name: 'NICE', version: '2.0.0', website: 'https://example.org' }],
  relationship_types: [],
  elements: [
    element('DD-WRL-002', 'work_role', 'Enterprise Architecture', 'Designs it.'),
    element('T0001', 'task', '', 'Draw plans'),
    element('K0001', 'knowledge', '', 'Knowledge of plans'),
    element('S0001', 'skill', '', '[Withdrawn: see S0002]'),
    element('DD', 'category', 'Design', ''),
    element('S0003', 'skill', '', ''),
  ],
  relationships: [
    relation('DD-WRL-002', 'T0001', 'projection'),
    relation('DD-WRL-002', 'K0001', 'projection'),
    relation('DD-WRL-002', 'S9999', 'projection'),
    relation('DD-WRL-002', '15-1299.00', 'external_reference', 'ONET'),
    relation('DD', 'DD-WRL-002', 'projection'),
  ],
};

const end = (uri: string) => uri.replace(/^.*\//u, '');
function told(record: HubRecord): string[] {
  switch (record.type) {
    case 'framework':
      return [`framework ${record.version}`];
    case 'occupation':
      return [`work role ${record.code} ${record.labels.en}: ${record.descriptions.en}`];
    case 'skill':
      return [`${record.skillKind} ${record.code} ${record.labels.en}: ${record.descriptions.en ?? '-'}`];
    case 'occupation-skill':
      return [`${end(record.from)} ${record.relation} ${end(record.to)}`];
    case 'occupation-crosswalk':
      return [`${end(record.from.ref)} ${record.kind} ${record.to.framework} ${record.to.ref}`];
    case 'kept':
      return [`kept ${record.kind} ${record.key}`];
    default:
      return [];
  }
}

test.each([
  ['with its wrapper', { response: { elements: whole } }, '/response/elements'],
  ['without it', whole, ''],
])(
  'an export %s: roles, statements, what roles contain; withdrawn ones are kept and told',
  async (_case, document, at) => {
    const { records, issues } = await readAll(niceFormat, inputOf({ 'nice.json': JSON.stringify(document) }));
    expect(records.flatMap(told)).toEqual([
      'framework 2.0.0',
      'work role DD-WRL-002 Enterprise Architecture: Designs it.',
      'TASK T0001 Draw plans: -',
      'KNOWLEDGE K0001 Knowledge of plans: -',
      'DD-WRL-002 ESSENTIAL T0001',
      'DD-WRL-002 ESSENTIAL K0001',
      'DD-WRL-002 ESSENTIAL S9999',
      'DD-WRL-002 RELATED onet 15-1299.00',
      'kept nice:relationship NICE|DD|projection|NICE|DD-WRL-002',
      'kept nice:withdrawn skill S0001',
      'kept nice:category category DD',
    ]);
    expect(saying(issues)).toEqual([
      `WARNING ELEMENT_WITHDRAWN nice.json ${at}/elements/3: S0001 is withdrawn: it is kept, and no skill or work role any more`,
      `ERROR FIELD_INVALID nice.json ${at}/elements/5: it has neither title nor text`,
    ]);
  },
);

test('it is told by its members, and a role is named stably', async () => {
  expect((await recogniseFormat(inputOf({ 'x.json': JSON.stringify(whole) })))?.name).toBe('nice');
  expect(elementUri('T0001')).toMatch(/NICE\/T0001$/u);
});
