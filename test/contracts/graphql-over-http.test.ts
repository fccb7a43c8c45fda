import { serverAudits } from 'graphql-http';
import { describe, expect, test } from 'vitest';
import { testHub } from '../rig/hub.ts';

const BY_GET = 'a GET that a page of another site can send is refused, unless a header shows that it cannot be one';
const PLAIN_JSON =
  'clients and proxies that know HTTP alone see that nothing was done; the body says the same to all others';

/** What the specification allows or recommends and we do otherwise, each with the reason. Everything it requires holds. */
const OTHERWISE: Readonly<Record<string, string>> = {
  ...{ '5A70': BY_GET, D6D5: BY_GET, '6A70': BY_GET },
  ...{ '572B': PLAIN_JSON, FDE2: PLAIN_JSON, '7B9B': PLAIN_JSON },
};

describe('GraphQL over HTTP', () => {
  const hub = testHub();
  // The audits' names do not depend on the address, which is known only once the server listens.
  const audits = serverAudits({ url: 'http://127.0.0.1' });

  test.each(audits.map(({ name, id }) => [name, id]))('%s', async (name, id) => {
    const audit = serverAudits({ url: () => `${hub.url}/graphql` }).find((each) => each.id === id);
    const result = await audit?.fn();
    expect({ id, isOk: result?.status === 'ok' }).toEqual({ id, isOk: OTHERWISE[id] === undefined });
    if (OTHERWISE[id] !== undefined) expect(name).not.toMatch(/^MUST/u);
  });
});
