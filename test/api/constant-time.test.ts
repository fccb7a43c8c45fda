import { timingSafeEqual } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { ADMIN_KEY, testHub } from '../rig/hub.ts';

vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  return { ...crypto, timingSafeEqual: vi.fn(crypto.timingSafeEqual) };
});
const compared = vi.mocked(timingSafeEqual);
afterEach(() => compared.mockClear());

const hub = testHub();
const statusWith = async (key: string) => (await hub.ask('{ viewer { role } }', {}, { key })).status;

test('keys are compared as hashes in constant time, right or wrong, and never by the database', async () => {
  const secret = await hub.makeKey({ name: 'auditor', role: 'AUDITOR' });
  const wrong = `${secret.slice(0, -4)}AAAA`;
  expect([await statusWith(secret), await statusWith(wrong), await statusWith(ADMIN_KEY)]).toEqual([200, 401, 200]);
  // The administrator's key and the client's for the first two; the administrator's for the third.
  expect(compared).toHaveBeenCalledTimes(5);
  for (const [one, other] of compared.mock.calls) expect([one.byteLength, other.byteLength]).toEqual([64, 64]);
});
