import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from './config.ts';
import type { Db } from './db/client.ts';
import { type ExportScope, writeExport } from './exports/index.ts';
import { fail, ProblemError } from './problem.ts';

/**
 * Writes a framework, the catalogue or open postings in an external format, as `GET /exports/…` answers it, to a new file or standard output.
 *
 * @throws ProblemError NOT_FOUND or BAD_USER_INPUT, as `writeExport` says, and where the file is there already
 */
export async function runExportFile(
  db: Db,
  { publicUrl, port }: Config,
  scope: ExportScope,
  { format, out }: { readonly format: string; readonly out: string | undefined },
): Promise<void> {
  const hubUrl = publicUrl ?? `http://localhost:${port}`;
  const written = await writeExport(db, scope, format, { hubUrl, now: new Date() });
  if (!written.ok) throw new ProblemError(written.problem);
  const text = Readable.from(written.value.text);
  if (out === undefined) return pipeline(text, process.stdout, { end: false });
  try {
    await pipeline(text, createWriteStream(out, { flags: 'wx' }));
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (isTaken) throw new ProblemError(fail('BAD_USER_INPUT', `${out} is there already; name another`).problem);
    // Half a file would look like a whole one.
    await rm(out, { force: true });
    throw error;
  }
}
