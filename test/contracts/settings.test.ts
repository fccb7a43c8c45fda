import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';

test.each([
  ['an issuer over http elsewhere', { TESSERA_OIDC_ISSUERS: 'http://id.example' }, 'must be an https address'],
  ['an issuer that is no address', { TESSERA_OIDC_ISSUERS: 'https://id.example, example' }, '"example" must be'],
  ['an issuer with a query', { TESSERA_OIDC_ISSUERS: 'https://id.example/?a=b' }, 'without ? and #'],
  [
    'a name that only begins as this machine',
    { TESSERA_OIDC_ISSUERS: 'http://127.0.0.1.example' },
    'must be an https address',
  ],
  ['issuers without an audience', { TESSERA_OIDC_ISSUERS: 'https://id.example' }, 'TESSERA_OIDC_AUDIENCE: must be set'],
])('%s stops the start', (_case, environment, fault) => {
  const audience = fault.includes('AUDIENCE') ? {} : { TESSERA_OIDC_AUDIENCE: 'hub' };
  expect(() => readConfig({ ...environment, ...audience })).toThrow(fault);
});

test('issuers are a list, separated as one likes', () => {
  const config = readConfig({
    TESSERA_OIDC_ISSUERS: 'https://id.example/realms/a, http://localhost:8080/b\nhttp://127.0.0.1:4001/dev',
    TESSERA_OIDC_AUDIENCE: 'hub',
  });
  expect(config.oidcIssuers).toEqual([
    'https://id.example/realms/a',
    'http://localhost:8080/b',
    'http://127.0.0.1:4001/dev',
  ]);
});
