import { beforeAll, describe, expect, test } from 'vitest';
import { identifierOf } from '../../src/formats/case/identifier.ts';
import { testHub } from '../rig/hub.ts';
import { importInto } from '../rig/import-into.ts';

const id = (number: number, kind = 'a') => `${kind}0000000-0000-4000-8000-00000000000${number}`;
const uriOf = (list: string, key: string) => `https://fw.example/ims/case/v1p1/${list}/${key}`;
const item = (number: number) => ({
  ...{
    identifier: id(number),
    uri: uriOf('CFItems', id(number)),
    fullStatement: `Statement ${number}`,
    subject: ['Data'],
  },
  lastChangeDateTime: '2026-02-01T00:00:00Z',
});
const link = (number: number) => ({
  title: 's',
  identifier: id(number),
  uri: uriOf('CFItems', id(number)),
  targetType: 'CASE',
});
const PACKAGE = {
  CFDocument: {
    ...{ identifier: id(0, 'd'), uri: uriOf('CFDocuments', id(0, 'd')), creator: 'Example', title: 'Data skills' },
    ...{ caseVersion: '1.1', lastChangeDateTime: '2026-02-01T00:00:00Z' },
  },
  CFItems: [item(1), item(2)],
  CFAssociations: [
    {
      ...{ identifier: id(1, 'b'), uri: uriOf('CFAssociations', id(1, 'b')), associationType: 'isChildOf' },
      ...{ originNodeURI: link(1), destinationNodeURI: link(2), lastChangeDateTime: '2026-02-01T00:00:00Z' },
    },
  ],
  CFDefinitions: {
    CFItemTypes: [{ identifier: id(7, 'c'), title: 'Target' }],
    CFLicenses: [{ identifier: id(8, 'c'), title: 'CC' }],
  },
};
const BAKERY =
  'framework_code,framework_name_en,uri,kind,label_en,close_match\nbakery,Bakery,urn:knead,SKILL,knead,urn:else\n';

describe('the CASE API', () => {
  const hub = testHub();
  const get = async (path: string) => {
    const response = await fetch(`${hub.url}/ims/case/${path}`);
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
  };
  beforeAll(async () => {
    await importInto(hub.database, 'case', { 'package.json': JSON.stringify(PACKAGE) });
    await importInto(hub.database, 'framework-csv', { 'bakery.csv': BAKERY });
  });

  test('gives a package back as it came, and leaves out of 1.0 what came with 1.1', async () => {
    const { body } = await get(`v1p1/CFPackages/${id(0, 'd')}`);
    expect(body).toEqual(PACKAGE);
    const { body: old } = await get(`v1p0/CFPackages/${id(0, 'd')}`);
    expect(old.CFDocument.caseVersion).toBeUndefined();
    expect(old.CFItems[0]).toEqual({ ...item(1), subject: undefined });
    expect(old.CFAssociations[0].originNodeURI.targetType).toBeUndefined();
  });

  test('answers each thing by its identifier', async () => {
    expect((await get(`v1p1/CFDocuments/${id(0, 'd')}`)).body).toEqual(PACKAGE.CFDocument);
    expect((await get(`v1p1/CFItems/${id(1).toUpperCase()}`)).body).toEqual(item(1));
    const [association] = PACKAGE.CFAssociations;
    expect((await get(`v1p1/CFAssociations/${id(1, 'b')}`)).body).toEqual(association);
    expect((await get(`v1p1/CFItemAssociations/${id(2)}`)).body).toEqual({
      CFItem: item(2),
      CFAssociations: [association],
    });
    expect((await get(`v1p1/CFItemTypes/${id(7, 'c')}`)).body).toEqual({
      CFItemTypes: PACKAGE.CFDefinitions.CFItemTypes,
    });
    expect((await get(`v1p1/CFLicenses/${id(8, 'c')}`)).body).toEqual(PACKAGE.CFDefinitions.CFLicenses[0]);
  });

  test('serves what came in another format, too', async () => {
    const { body } = await get(`v1p1/CFPackages/${identifierOf('urn:tessera:framework:bakery')}`);
    expect(body.CFItems).toMatchObject([{ identifier: identifierOf('urn:knead'), fullStatement: 'knead' }]);
    for (const association of body.CFAssociations.slice(0, 1)) {
      expect((await get(`v1p1/CFAssociations/${association.identifier}`)).body.destinationNodeURI.uri).toBe('urn:else');
    }
    expect((await get(`v1p1/CFItems/${identifierOf('urn:knead')}`)).body.fullStatement).toBe('knead');
  });

  test('pages, sorts, filters and cuts documents', async () => {
    const { body, headers } = await get('v1p1/CFDocuments?limit=1&sort=title&orderBy=desc&fields=title');
    expect(body).toEqual({ CFDocuments: [{ title: 'Data skills' }] });
    expect(headers.get('x-total-count')).toBe('2');
    expect(headers.get('link')).toContain('offset=1');
    const { body: found } = await get(`v1p1/CFDocuments?filter=${encodeURIComponent("title='Bakery'")}`);
    expect(found.CFDocuments).toMatchObject([{ title: 'Bakery' }]);
  });

  test.each([
    [`v1p1/CFItems/${id(9)}`, 404, 'unknownobject'],
    [`v1p1/CFPackages/${id(9)}`, 404, 'unknownobject'],
    ['v1p1/CFItems/x', 400, 'invalid_uuid'],
    ['v1p1/CFDocuments?limit=0', 400, 'invalid_selection_field'],
    ['v1p1/CFDocuments?sort=nothing', 400, 'invalid_sort_field'],
    ['v1p1/CFDocuments?filter=nothing', 400, 'invalid_selection_field'],
    ['v1p1/CFDocuments?fields=nothing', 400, 'invalid_selection_field'],
  ])('says of %s what is wrong as CASE does', async (path, status, minor) => {
    const answered = await get(path);
    expect(answered.status).toBe(status);
    expect(answered.body).toMatchObject({
      imsx_codeMajor: 'failure',
      imsx_codeMinor: { imsx_codeMinorField: [{ imsx_codeMinorFieldValue: minor }] },
    });
  });
});
