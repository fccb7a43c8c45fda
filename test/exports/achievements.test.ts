import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import jsonld from 'jsonld';
import { beforeAll, describe, expect, test } from 'vitest';
import { contextAt } from '../../src/verification/contexts.ts';
import { testHub } from '../rig/hub.ts';
import { importInto } from '../rig/import-into.ts';
import { describeWithData } from '../rig/shared-data.ts';

const SKILLS = `framework_code,framework_name_en,uri,code,kind,label_en,label_fr
bakery,Bakery skills,https://skills.example/knead,B1,SKILL,knead dough,pétrir la pâte
bakery,,https://skills.example/bake,,SKILL,bake bread,
`;
const CASE = {
  CFDocument: {
    ...{ identifier: 'd0000000-0000-4000-8000-000000000001', uri: 'https://fw.example/d', creator: 'E', title: 'Shop' },
    lastChangeDateTime: '2026-02-01T00:00:00Z',
  },
  CFItems: [
    {
      ...{
        identifier: 'a0000000-0000-4000-8000-000000000001',
        uri: 'https://fw.example/i',
        fullStatement: 'sell bread',
      },
      lastChangeDateTime: '2026-02-01T00:00:00Z',
    },
  ],
  CFAssociations: [],
};
const NODES = [
  {
    '@type': 'EducationalOccupationalCredential',
    '@id': 'https://college.example/mc/bread',
    name: [
      { '@language': 'fr', '@value': 'Pain' },
      { '@language': 'en', '@value': 'Bread' },
    ],
    description: 'All of bread.',
    url: 'https://college.example/bread.html',
    credentialCategory: 'Micro-credential',
    provider: { '@type': 'CollegeOrUniversity', '@id': 'https://college.example', name: 'College of Bread' },
    numberOfCredits: 3,
    teaches: ['bake bread', 'https://skills.example/bake', 'smile at customers', 'note: be on time'],
    competencyRequired: ['B1', 'https://fw.example/i', 'https://elsewhere.example/skill'],
  },
  {
    ...{ '@type': 'Course', '@id': 'urn:course:pain', name: { '@language': 'fr', '@value': 'Le pain' } },
    ...{ provider: { '@id': 'https://college.example' }, competencyRequired: 'knead dough' },
  },
];

describe('the catalogue as Open Badges achievements', () => {
  const hub = testHub();
  // biome-ignore lint/suspicious/noExplicitAny: an answer's shape is its document's.
  let document: any;
  beforeAll(async () => {
    await importInto(hub.database, 'framework-csv', { 'skills.csv': SKILLS });
    await importInto(hub.database, 'case', { 'shop.json': JSON.stringify(CASE) });
    const graph = { '@context': 'https://schema.org', '@graph': NODES };
    await importInto(hub.database, 'schema-org', { 'catalogue.json': JSON.stringify(graph) });
    const response = await fetch(`${hub.url}/exports/catalogue/open-badges`);
    expect(response.headers.get('content-disposition')).toContain('catalogue.open-badges.jsonld');
    document = JSON.parse(await response.text());
  });
  const achievement = (id: string) => document['@graph'].find((each: { id: string }) => each.id === id);

  test('states each credential with its kind, its criteria and who made it', () => {
    expect(document['@graph']).toHaveLength(2);
    expect(achievement('https://college.example/mc/bread')).toMatchObject({
      ...{ type: ['Achievement'], achievementType: 'MicroCredential', inLanguage: 'en', name: 'Bread' },
      ...{ description: 'All of bread.', creditsAvailable: 3 },
      criteria: { id: 'https://college.example/bread.html', narrative: 'Awarded after assessment.' },
      creator: { id: 'https://college.example', type: ['Profile'], name: 'College of Bread' },
    });
    expect(achievement('urn:course:pain')).toEqual({
      ...{ id: 'urn:course:pain', type: ['Achievement'], achievementType: 'Course', inLanguage: 'fr' },
      ...{ name: 'Le pain', description: 'Le pain' },
      criteria: { narrative: 'Son organisme ne précise pas de critères.' },
      creator: { id: 'https://college.example', type: ['Profile'], name: 'College of Bread' },
    });
  });

  test('aligns with the skills its words were linked to, once each; words without an address are tags', () => {
    const { alignment, tag } = achievement('https://college.example/mc/bread');
    const bakery = { type: ['Alignment'], targetFramework: 'Bakery skills' };
    expect(alignment).toEqual([
      { ...bakery, targetName: 'bake bread', targetUrl: 'https://skills.example/bake' },
      { ...bakery, targetName: 'knead dough', targetUrl: 'https://skills.example/knead', targetCode: 'B1' },
      expect.objectContaining({ targetName: 'sell bread', targetUrl: 'https://fw.example/i', targetType: 'CFItem' }),
      {
        ...{ type: ['Alignment'], targetName: 'https://elsewhere.example/skill' },
        targetUrl: 'https://elsewhere.example/skill',
      },
    ]);
    expect(tag).toEqual(['smile at customers', 'note: be on time']);
  });

  test('what a course requires beforehand aligns it with nothing', () => {
    expect(achievement('urn:course:pain')).not.toHaveProperty('alignment');
  });

  test('every word of it is one of the Open Badges context', async () => {
    const documentLoader = async (documentUrl: string) => ({ documentUrl, document: contextAt(documentUrl) });
    const options = { algorithm: 'RDFC-1.0', format: 'application/n-quads', documentLoader, safe: true } as const;
    expect(await jsonld.canonize(document, options)).toContain('vocab.html#alignment');
  });

  describeWithData('schemas', 'by the published schema', (folder) => {
    test('each is an Achievement', () => {
      const schema = JSON.parse(readFileSync(join(folder, 'ob_v3p0_achievementcredential_schema_draft4.json'), 'utf8'));
      const ajv = new Ajv.default({ strict: false, allErrors: true, validateFormats: false });
      const isValid = ajv.compile({ $schema: schema.$schema, $defs: schema.$defs, $ref: '#/$defs/Achievement' });
      for (const each of document['@graph']) {
        isValid(each);
        expect(isValid.errors).toBeNull();
      }
    });
  });
});
