import { and, eq, gt, isNotNull, sql } from 'drizzle-orm';
import { asSystem } from '../db/as-reader.ts';
import type { Db } from '../db/client.ts';
import { upload, uploadPart } from './tables.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** The size in bytes of an upload of this principal's that has come whole and is still kept; null for any other. */
export async function findUpload(db: Db, id: string, principal: string): Promise<{ size: number } | null> {
  if (!UUID.test(id)) return null;
  const [row] = await asSystem(db, (tx) =>
    tx
      .select({ size: upload.size })
      .from(upload)
      .where(
        and(
          ...[eq(upload.id, id), eq(upload.owner, principal), isNotNull(upload.size)],
          gt(upload.expiresAt, sql`now()`),
        ),
      ),
  );
  return row ? { size: row.size ?? 0 } : null;
}

/** The size in bytes of an upload, whoever left it, for work its owner asked for; null once it is gone. */
export async function findUploadSize(db: Db, id: string): Promise<number | null> {
  if (!UUID.test(id)) return null;
  const [row] = await asSystem(db, (tx) => tx.select({ size: upload.size }).from(upload).where(eq(upload.id, id)));
  return row?.size ?? null;
}

/** The bytes of an upload, piece by piece, none in memory but the one in hand. */
export async function* readUpload(db: Db, id: string): AsyncIterable<Uint8Array> {
  for (let position = 0; ; position += 1) {
    const at = and(eq(uploadPart.uploadId, id), eq(uploadPart.position, position));
    const [part] = await asSystem(db, (tx) => tx.select({ bytes: uploadPart.bytes }).from(uploadPart).where(at));
    if (!part) return;
    yield part.bytes;
  }
}
