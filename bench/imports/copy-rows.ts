import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';

/** Writes the rows of tables to files, a file a table, in the form COPY reads. */
export async function copyOut(from: string, tables: readonly string[], folder: string): Promise<void> {
  for (const table of tables) {
    // A connection a table: postgres.js leaves it paused when the last rows of a COPY met a full buffer.
    const origin = postgres(from, { max: 1 });
    await pipeline(await origin`copy ${origin(table)} to stdout`.readable(), createWriteStream(join(folder, table)));
    await origin.end({ timeout: 0 });
  }
}

/** COPY of those rows into the same tables, indexes and all; returns seconds. */
export async function copyIn(to: string, tables: readonly string[], folder: string): Promise<number> {
  const target = postgres(to, { max: 1 });
  try {
    await target`select 1`;
    const started = performance.now();
    for (const table of tables) {
      await pipeline(createReadStream(join(folder, table)), await target`copy ${target(table)} from stdin`.writable());
    }
    return (performance.now() - started) / 1_000;
  } finally {
    await target.end({ timeout: 5 });
  }
}
