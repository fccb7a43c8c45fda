import { Readable } from 'node:stream';
import yazl from 'yazl';
import { asLearner } from '../consent/index.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import { DOCUMENT_TYPES } from '../learners/index.ts';
import type { LeftOutBadge } from './clr.ts';
import {
  findBadgeBytes,
  findDocumentContent,
  findExportedBadges,
  findExportedDocuments,
  findLearnerData,
  type LearnerData,
} from './find-learner-data.ts';
import { LEFT_OUT } from './learner-columns.ts';
import { type Exporter, makeRecord } from './make-record.ts';

/** Everything of a learner's in one value, for those who hold few badges. */
export interface LearnerExport {
  readonly exportedAt: Date;
  /** Rows by table. */
  readonly data: LearnerData;
  readonly clr: object;
  readonly leftOutOfClr: readonly LeftOutBadge[];
}

/** Everything the hub knows of a learner, and their badges as one record. */
export async function exportLearner(db: Db, learnerId: LearnerId, exporter: Exporter): Promise<LearnerExport> {
  const data = await asLearner(db, learnerId, (tx) => findLearnerData(tx, learnerId, { withDocuments: true }));
  const { clr, leftOut } = await makeRecord(db, data, exporter);
  return { exportedAt: exporter.now, data, clr, leftOutOfClr: leftOut };
}

/**
 * A learner's export as a zip that is made as it is read: `data.json` (rows by table), `badges/` (each as it
 * came), `clr.json`, `documents/` (as handed in) and `manifest.json`, which says of the record who signed it. Each file is read when its turn comes.
 */
export async function streamLearnerArchive(db: Db, learnerId: LearnerId, exporter: Exporter): Promise<Readable> {
  const own = <T>(work: (tx: Db) => Promise<T>) => asLearner(db, learnerId, work);
  const badges = await own((tx) => findExportedBadges(tx, learnerId));
  const documents = await own((tx) => findExportedDocuments(tx, learnerId));
  const zip = new yazl.ZipFile();
  const failed = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)));
  const add = (name: string, read: () => Promise<string | Uint8Array>) =>
    zip.addReadStreamLazy(name, { mtime: exporter.now }, (done) => {
      read().then((content) => done(null, Readable.from([Buffer.from(content)])), failed);
    });
  const output = zip.outputStream as Readable;

  const files = badges.map((badge, index) => ({
    ...badge,
    file: `badges/${fileNameOf(index, badge.name)}.${badge.ending}`,
  }));
  let manifest: object = {
    ...{ exportedAt: exporter.now, exportedBy: exporter.publicUrl },
    badges: files.map(({ file, uri, name, format, verification }) => ({ file, uri, name, format, verification })),
    documents: documents.map(({ id, mediaType, ...each }) => ({ file: documentFile(id, mediaType), ...each })),
    leftOut: LEFT_OUT,
  };
  // Made before the manifest, which tells of it: each file is read when the one before it is written.
  add('clr.json', async () => {
    const data = await own((tx) => findLearnerData(tx, learnerId, { withDocuments: true }));
    const { clr, leftOut, signature } = await makeRecord(db, data, exporter);
    manifest = { ...manifest, clr: { file: 'clr.json', ...signature }, leftOutOfClr: leftOut };
    return JSON.stringify(clr, null, 2);
  });
  add('manifest.json', async () => JSON.stringify(manifest, null, 2));
  add('data.json', async () =>
    JSON.stringify(await own((tx) => findLearnerData(tx, learnerId, { withDocuments: false })), null, 2),
  );
  for (const { id, file } of files) add(file, () => own((tx) => findBadgeBytes(tx, learnerId, id)));
  for (const { id, mediaType } of documents) {
    add(documentFile(id, mediaType), () => own((tx) => findDocumentContent(tx, learnerId, id)));
  }
  zip.end();
  return output;
}

const documentFile = (id: number, mediaType: string) => `documents/${id}.${DOCUMENT_TYPES[mediaType] ?? 'bin'}`;

/** A name every file system takes, in the order of the badges. */
function fileNameOf(index: number, name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/gu, '-')
    .slice(0, 60);
  return `${String(index + 1).padStart(4, '0')}-${plain.replace(/^-|-$/gu, '')}`;
}
