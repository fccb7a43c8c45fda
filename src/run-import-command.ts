import { SingleBar } from 'cli-progress';
import type { Database, Db } from './db/client.ts';
import {
  findIssues,
  type ImportRequest,
  type ImportRun,
  openImport,
  prepareSource,
  runImport,
} from './imports/index.ts';
import { valueOrThrow } from './problem.ts';
import { Stopped } from './stopping.ts';

/** Reads an input in this process, with a progress bar on a terminal; Ctrl-C leaves a run that the next call goes on with. */
export async function runImportCommand(database: Database, request: ImportRequest): Promise<ImportRun> {
  const source = valueOrThrow(await prepareSource(database, request, []));
  const runId = await openImport(database, source);
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Stopped());
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const bar = new SingleBar({
    format: '{bar} {percentage}% · {seen} records · {issues} issues · {duration_formatted}',
    hideCursor: true,
    etaBuffer: 100,
  });
  if (process.stderr.isTTY) bar.start(100, 0, { seen: 0, issues: 0 });
  try {
    const run = await runImport(database, runId, {
      signal: stopping.signal,
      onProgress: ({ run, read, total }) =>
        bar.update(total === 0 ? 0 : Math.floor((100 * read) / total), { seen: run.seen, issues: run.issues }),
    });
    if (run.ok) bar.update(100, { seen: run.value.seen, issues: run.value.issues });
    return valueOrThrow(run);
  } finally {
    bar.stop();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

const ISSUES_SHOWN = 20;

/** Prints how a run ended, with its first issues. */
export async function printRun(db: Db, run: ImportRun): Promise<void> {
  const { seen, created, updated, unchanged, tombstoned, issues, warnings } = run;
  const lines = [
    `${run.state}: ${seen} records seen, ${created} created, ${updated} updated, ${unchanged} unchanged, ` +
      `${tombstoned} gone, ${issues} errors, ${warnings} warnings.`,
  ];
  const shown = await findIssues(db, run.id, { first: ISSUES_SHOWN, after: null });
  for (const { severity, file, line, column, pointer, code, message } of shown) {
    const place = [
      file,
      line === null ? null : `line ${line}`,
      column === null ? null : `column ${column}`,
      pointer || null,
    ];
    lines.push(`  ${severity} ${place.filter((part) => part !== null).join(', ')}: ${message} [${code}]`);
  }
  if (issues + warnings > shown.length)
    lines.push(`  … and ${issues + warnings - shown.length} more; ask the API for importRun.issues`);
  if (run.failure && shown.length === 0) lines.push(`  ${run.failure.message} [${run.failure.code}]`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
