import { sql } from 'drizzle-orm';
import { type Db, transaction } from '../db/client.ts';
import type { FrameworkId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import { linkWords } from '../queue/jobs.ts';
import { enqueue } from '../queue/outbox.ts';
import type { StoredIndex } from './find-indexes.ts';
import { skillIndexChunk } from './tables.ts';

const CHUNK_BYTES = 4 * 1024 * 1024;

/** Puts an index in the place of the one before, as a whole or not at all, and asks for words to be linked with it. */
export function storeIndex(
  db: Db,
  frameworkId: FrameworkId,
  { stamp, skills, bytes }: { readonly stamp: string; readonly skills: number; readonly bytes: Uint8Array },
): Promise<void> {
  const chunks = Math.ceil(bytes.length / CHUNK_BYTES);
  return transaction(
    db,
    async (tx) => {
      const [row] = await query<{ build: string }>(
        tx,
        sql`insert into skill_index (framework_id, stamp, skills, size, chunks)
            values (${frameworkId}, ${stamp}, ${skills}, ${bytes.length}, ${chunks})
            on conflict (framework_id) do update
              set build = gen_random_uuid(), stamp = excluded.stamp, skills = excluded.skills, size = excluded.size,
                  chunks = excluded.chunks, built_at = now()
            returning build`,
      );
      if (!row) throw new Error(`the index of framework ${frameworkId} was not written`);
      await tx.execute(sql`delete from skill_index_chunk where framework_id = ${frameworkId}`);
      for (let position = 0; position < chunks; position += 1) {
        const chunk = Buffer.from(bytes.subarray(position * CHUNK_BYTES, (position + 1) * CHUNK_BYTES));
        await tx.insert(skillIndexChunk).values({ frameworkId, build: row.build, position, bytes: chunk });
      }
      await enqueue(tx, linkWords, {});
    },
    { attempts: 3 },
  );
}

/** The bytes of a build; null where another has taken its place. */
export async function readIndex(db: Db, { frameworkId, build, size, chunks }: StoredIndex): Promise<Uint8Array | null> {
  const whole = new Uint8Array(size);
  let filled = 0;
  for (let position = 0; position < chunks; position += 1) {
    const [row] = await query<{ bytes: Buffer }>(
      db,
      sql`select bytes from skill_index_chunk
          where framework_id = ${frameworkId} and build = ${build} and position = ${position}`,
    );
    if (!row) return null;
    whole.set(row.bytes, filled);
    filled += row.bytes.length;
  }
  return whole;
}
