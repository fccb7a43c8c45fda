import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { LearnerId } from '../../src/db/ids.ts';
import { findUpload, readUpload } from '../../src/uploads/index.ts';
import { ADMIN_KEY, testHub } from '../rig/hub.ts';

const hub = testHub();

interface Answered {
  readonly uploadId: string;
  readonly size: number;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

async function send(
  body: string | Uint8Array | ReadableStream,
  key: string | null = ADMIN_KEY,
  type = 'application/octet-stream',
) {
  const response = await fetch(`${hub.url}/uploads`, {
    method: 'POST',
    headers: { 'content-type': type, ...(key !== null && { authorization: `Bearer ${key}` }) },
    body,
    duplex: 'half',
  } as RequestInit);
  return { status: response.status, answer: (await response.json()) as Answered };
}

async function bytesOf(id: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of readUpload(hub.database.db, id)) parts.push(part);
  return Buffer.concat(parts);
}

test.each([
  ['nothing', 0],
  ['a byte', 1],
  ['one part exactly', 1024 * 1024],
  ['three parts and a half', 3.5 * 1024 * 1024],
])('%s comes back as it was sent', async (_promise, size) => {
  const sent = randomBytes(size);
  const { status, answer } = await send(sent);
  expect({ status, size: answer.size }).toEqual({ status: 201, size });
  expect((await bytesOf(answer.uploadId)).equals(sent)).toBe(true);
});

test('a body in pieces of any media type is taken, JSON too, and not parsed', async () => {
  const pieces = new ReadableStream({
    start(controller) {
      for (const piece of ['{"not":', ' json', '']) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  const { status, answer } = await send(pieces, ADMIN_KEY, 'application/json');
  expect(status).toBe(201);
  expect((await bytesOf(answer.uploadId)).toString()).toBe('{"not": json');
});

test('nobody without a key leaves a file', async () => {
  const { status, answer } = await send('x', null);
  expect({ status, code: answer.errors?.[0]?.extensions.code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
});

test('a file beyond the bound is refused and leaves nothing', async () => {
  const { status, answer } = await send(Buffer.alloc(65 * 1024 * 1024));
  expect({ status, code: answer.errors?.[0]?.extensions.code }).toEqual({ status: 413, code: 'DOCUMENT_TOO_LARGE' });
  const [left] = await hub.database
    .sql`select count(*)::int as parts from upload_part where octet_length(bytes) = 1048576 and bytes = ${Buffer.alloc(1024 * 1024)}`;
  expect(left?.parts).toBe(0);
});

test('a file is its sender’s alone', async () => {
  const { answer } = await send('mine');
  expect(await findUpload(hub.database.db, answer.uploadId, 'administrator')).toEqual({ size: 4 });
  expect(await findUpload(hub.database.db, answer.uploadId, 'client 1')).toBeNull();
  expect(await findUpload(hub.database.db, 'no id', 'administrator')).toBeNull();
});

test('one sender fills no more than is kept for one, and takes no room from others', async () => {
  const [learner] = await hub.database.sql<{ id: string }[]>`
    insert into learner (key, display_name, pseudonym) values ('a', 'Amina', 'Heron') returning id`;
  const key = await hub.makeKey({ name: 'a', role: 'LEARNER', learnerId: Number(learner?.id) as LearnerId });
  expect((await send('x', key)).status).toBe(201);
  const [first] = await hub.database.sql<
    { owner: string }[]
  >`select owner from upload order by created_at desc limit 1`;
  const owner = first?.owner ?? '';
  await hub.database.sql`
    insert into upload (owner, size, expires_at) select ${owner}, ${64 * 1024 ** 2}::bigint, now() + interval '1 day' from generate_series(1, 14)`;
  expect((await send('x', key)).status).toBe(201);
  await hub.database.sql`insert into upload (owner, expires_at) values (${owner}, now() + interval '1 day')`;
  const { status, answer } = await send('x', key);
  expect({ status, code: answer.errors?.[0]?.extensions.code }).toEqual({ status: 413, code: 'DOCUMENT_TOO_LARGE' });
  expect((await send('x')).status).toBe(201);
  await hub.database.sql`update upload set expires_at = now() - interval '1 second' where owner = ${owner}`;
  expect((await send('x', key)).status).toBe(201);
});
