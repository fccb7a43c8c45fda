import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import type { Config } from './config.ts';
import type { Db } from './db/client.ts';
import { findLearnerByKey } from './learners/index.ts';
import { streamLearnerArchive } from './portability/index.ts';
import { fail, ProblemError } from './problem.ts';

/** For the eyes of whoever runs the command alone. */
const [FILE_MODE, FOLDER_MODE] = [0o600, 0o700];

/**
 * Writes what the hub knows of a learner, as `GET /export/learner.zip` hands it out, to a zip or, where `out` does not end in
 * `.zip`, into a folder. Run it as the system.
 *
 * @param key  the learner's, as their portal gives it
 * @throws ProblemError NOT_FOUND for a key nobody has, BAD_USER_INPUT where something is there already
 */
export async function runExportCommand(db: Db, config: Config, key: string, out: string): Promise<void> {
  const learner = await findLearnerByKey(db, key);
  if (!learner) throw new ProblemError(fail('NOT_FOUND', `no learner has the key ${key}`).problem);
  const { publicUrl, signingSecret, port } = config;
  const archive = await streamLearnerArchive(db, learner.id, {
    publicUrl: publicUrl ?? `http://localhost:${port}`,
    signing: { publicUrl, signingSecret },
    now: new Date(),
  });
  const write = (path: string) => createWriteStream(path, { flags: 'wx', mode: FILE_MODE });
  try {
    if (out.endsWith('.zip')) return await pipeline(archive, write(out));
    await mkdir(out, { recursive: true, mode: FOLDER_MODE });
    if ((await readdir(out)).length > 0) throw taken(out);
    const packed = join(out, '.learner.zip');
    try {
      await pipeline(archive, write(packed));
      await unpackInto(packed, out, write);
    } finally {
      await rm(packed, { force: true });
    }
  } catch (error) {
    archive.destroy();
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw taken(out);
    throw error;
  }
}

const taken = (out: string) =>
  new ProblemError(fail('BAD_USER_INPUT', `${out} is there already and is left as it is; name another`).problem);

/** Writes each file of a zip of ours under its name, which yauzl refuses where it would lead out of the folder. */
async function unpackInto(zip: string, folder: string, write: (path: string) => NodeJS.WritableStream): Promise<void> {
  const opened = await openPromise(zip, { lazyEntries: true });
  for await (const entry of opened.eachEntry()) {
    const path = join(folder, entry.fileName);
    await mkdir(join(path, '..'), { recursive: true, mode: FOLDER_MODE });
    await pipeline(await opened.openReadStreamPromise(entry), write(path));
  }
}
