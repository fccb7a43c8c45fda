import { eq, sql } from 'drizzle-orm';
import { asSystem } from '../db/as-reader.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import { fail, ok, type Result } from '../problem.ts';
import { upload, uploadPart } from './tables.ts';

/** How long an upload is kept: an import that reads it may be tried again for hours. */
const KEPT_MS = 24 * 3_600_000;
const PART_BYTES = 1024 * 1024;
/** Most bytes that are kept of one principal's, those under way counted as the largest they may become. */
const KEPT_AT_MOST = 1024 ** 3;
/** Uploads past their time that go with each new one. */
const DROPPED_AT_ONCE = 20;

/** An upload whose bytes have all come. */
export interface Uploaded {
  readonly id: string;
  readonly size: number;
  readonly expiresAt: Date;
}

/**
 * Takes a file in pieces as they come, each in a transaction of its own: no slow sender holds one open, and memory holds one
 * piece. What ends early leaves nothing.
 *
 * @param owner  the principal who may name it
 * @returns      DOCUMENT_TOO_LARGE beyond `atMost` bytes, and where what is kept for the owner leaves no room for as many
 */
export async function recordUpload(
  db: Db,
  owner: { readonly principal: string; readonly learnerId: LearnerId | null },
  chunks: AsyncIterable<Uint8Array>,
  atMost: number,
): Promise<Result<Uploaded, 'DOCUMENT_TOO_LARGE'>> {
  const expiresAt = new Date(Date.now() + KEPT_MS);
  const id = await asSystem(db, (tx) => openUpload(tx, owner, expiresAt, atMost));
  if (id === null) {
    const message = 'the files you left within the last day fill what is kept for you; each goes a day after it came';
    return fail('DOCUMENT_TOO_LARGE', message);
  }
  let isWhole = false;
  try {
    let size = 0;
    let position = 0;
    for await (const part of parts(chunks)) {
      size += part.length;
      if (size > atMost) return fail('DOCUMENT_TOO_LARGE', `it is larger than ${atMost} bytes; send it in parts`);
      await asSystem(db, (tx) => tx.insert(uploadPart).values({ uploadId: id, position, bytes: part }));
      position += 1;
    }
    await asSystem(db, (tx) => tx.update(upload).set({ size }).where(eq(upload.id, id)));
    isWhole = true;
    return ok({ id, size, expiresAt });
  } finally {
    if (!isWhole) await asSystem(db, (tx) => tx.delete(upload).where(eq(upload.id, id)));
  }
}

async function openUpload(
  tx: Db,
  { principal, learnerId }: { principal: string; learnerId: LearnerId | null },
  expiresAt: Date,
  atMost: number,
): Promise<string | null> {
  await tx.execute(sql`delete from ${upload} where ${upload.id} in (
    select id from ${upload} where expires_at < now() limit ${DROPPED_AT_ONCE} for update skip locked)`);
  const [held] = await query<{ bytes: string }>(
    tx,
    sql`select coalesce(sum(coalesce(size, ${atMost})), 0) as bytes from ${upload}
        where owner = ${principal} and expires_at > now()`,
  );
  if (Number(held?.bytes) + atMost > KEPT_AT_MOST) return null;
  const [row] = await tx.insert(upload).values({ owner: principal, learnerId, expiresAt }).returning({ id: upload.id });
  if (!row) throw new Error('an upload was not opened');
  return row.id;
}

/** The same bytes in pieces of one size, the last one smaller. */
async function* parts(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; ) {
      const taken = chunk.subarray(from, from + PART_BYTES - size);
      from += taken.length;
      size += taken.length;
      waiting.push(taken);
      if (size < PART_BYTES) continue;
      yield Buffer.concat(waiting);
      waiting = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(waiting);
}
