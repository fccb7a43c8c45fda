import { describe, expect, test } from 'vitest';
import { testHub } from '../rig/hub.ts';

describe('an address of an export', () => {
  const hub = testHub();

  test.each([
    ['a framework', '/exports/frameworks/a%00b/case', 'code'],
    ['a provider', '/exports/catalogue/ctdl?provider=%00', 'provider'],
  ])('that names %s with U+0000 is refused before PostgreSQL sees it', async (_what, path, field) => {
    const answer = await fetch(`${hub.url}${path}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT', field } }] });
  });
});
