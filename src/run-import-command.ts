import { createWriteStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { SingleBar } from 'cli-progress';
import type { Database, Db } from './db/client.ts';
import {
  cancelImport,
  findInputs,
  findIssues,
  findLeftOutRun,
  type ImportRequest,
  type ImportRun,
  issuesAsCsv,
  openImport,
  prepareSource,
  type RunToOpen,
  runImport,
  type Source,
} from './imports/index.ts';
import { ProblemError, valueOrThrow } from './problem.ts';
import { Stopped } from './stopping.ts';

/** Options of `tessera import`. */
export interface ImportFlags {
  readonly format?: string;
  readonly framework?: string;
  readonly frameworkVersion?: string;
  readonly column?: Readonly<Record<string, string>>;
  /** Path of a mapping file. */
  readonly mapping?: string;
  readonly dryRun?: boolean;
  readonly onlyFailed?: boolean;
  readonly issues?: string;
  readonly json?: boolean;
}

/**
 * Imports paths one after another, a folder of several formats file by file unless the format is stated. One that cannot be begun with does not keep the others from being read.
 *
 * @returns whether every run completed, with or without issues
 * @throws ProblemError for options that do not go together; Stopped
 */
export async function runImportCommands(
  database: Database,
  stated: readonly string[],
  flags: ImportFlags,
  print: (text: string) => void,
): Promise<boolean> {
  const { dryRun = false, onlyFailed = false, json = false, issues } = flags;
  if (dryRun && onlyFailed) refuse('state one of --dry-run and --only-failed');
  const isTold = flags.format !== undefined || flags.mapping !== undefined;
  const paths = isTold ? stated : (await Promise.all(stated.map(findInputs))).flat();
  if (issues !== undefined && paths.length > 1) refuse('--issues takes the issues of one path');
  let areComplete = true;
  for (const path of paths) {
    const began = performance.now();
    const ended = await runImportCommand(database, requestOf(path, flags), {
      dryRun,
      onlyFailed,
      showsProgress: !json,
    }).catch(unlessProblem);
    areComplete &&= !(ended instanceof ProblemError) && ended.run.state.startsWith('COMPLETED');
    if (json) print(lineOf(path, ended, (performance.now() - began) / 1000));
    if (ended instanceof ProblemError) {
      process.stderr.write(`${paths.length > 1 ? `${path}: ` : ''}${ended.message}\n`);
      continue;
    }
    if (!json) print(`${paths.length > 1 ? `${path}: ` : ''}${await describeRun(database.db, ended.run)}`);
    if (issues !== undefined) await writeIssues(database.db, ended.run, issues);
  }
  return areComplete;
}

function refuse(message: string): never {
  throw new ProblemError({ code: 'BAD_USER_INPUT', message });
}

function unlessProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  throw error;
}

function requestOf(path: string, { format, framework, frameworkVersion, column, mapping }: ImportFlags): ImportRequest {
  const options = {
    ...(framework && { framework }),
    ...(frameworkVersion && { frameworkVersion }),
    ...(column && { columns: column }),
    ...(mapping && { mapping: readFileSync(mapping, 'utf8') }),
  };
  return { location: path, format, options };
}

/** How the command line reads an input. */
interface HowToImport {
  readonly dryRun: boolean;
  /** Reads only what the newest run of the source left out. */
  readonly onlyFailed: boolean;
  /** Whether a bar shows how far it is, on a terminal. */
  readonly showsProgress: boolean;
}

/** A run that has ended, with what was read and by whom. */
interface EndedImport {
  readonly run: ImportRun;
  readonly source: Source;
}

/**
 * Reads an input in this process, with a progress bar on a terminal; Ctrl-C leaves a run that the next call goes on with, but a
 * dry run is over.
 *
 * @throws ProblemError when the input cannot be begun with; Stopped
 */
async function runImportCommand(
  database: Database,
  request: ImportRequest,
  { dryRun, onlyFailed, showsProgress }: HowToImport,
): Promise<EndedImport> {
  const source = valueOrThrow(await prepareSource(database, request, []));
  const runId = await openImport(database, source, await whatOf(database.db, source, { dryRun, onlyFailed }));
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Stopped());
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const bar = new SingleBar({
    format: '{bar} {percentage}% · {seen} records · {issues} issues · {duration_formatted}',
    hideCursor: true,
    etaBuffer: 100,
  });
  if (showsProgress && process.stderr.isTTY) bar.start(100, 0, { seen: 0, issues: 0 });
  let seen = 0;
  try {
    const run = await runImport(database, runId, {
      signal: stopping.signal,
      onProgress: ({ run, read, total }) => {
        seen = run.seen;
        bar.update(total === 0 ? 0 : Math.floor((100 * read) / total), { seen, issues: run.issues });
      },
    });
    if (run.ok) bar.update(100, { seen: run.value.seen, issues: run.value.issues });
    return { run: valueOrThrow(run), source };
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    if (!dryRun) throw new Stopped(`stopped after ${seen} records, which stay; run the same command again to go on`);
    await cancelImport(database.db, runId);
    throw new Stopped('stopped; nothing was changed');
  } finally {
    bar.stop();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

async function whatOf(
  db: Db,
  source: Source,
  { dryRun, onlyFailed }: Pick<HowToImport, 'dryRun' | 'onlyFailed'>,
): Promise<RunToOpen> {
  if (!onlyFailed) return { mode: dryRun ? 'DRY_RUN' : 'WHOLE' };
  return { mode: 'LEFT_OUT', aboutRunId: valueOrThrow(await findLeftOutRun(db, source.id)) };
}

/** Writes a run's issues as CSV. */
async function writeIssues(db: Db, run: ImportRun, file: string): Promise<void> {
  await pipeline(issuesAsCsv(db, run.id), createWriteStream(file));
}

/** How an input fared, as one line of JSON: the run's counters, or why there was no run. */
function lineOf(path: string, ended: EndedImport | ProblemError, seconds: number): string {
  const run = ended instanceof ProblemError ? null : ended.run;
  const failure = ended instanceof ProblemError ? ended.problem : ended.run.failure;
  const { seen = 0, created = 0, updated = 0, unchanged = 0, tombstoned = 0, issues = 0, warnings = 0 } = run ?? {};
  const line = {
    ...{ path, format: ended instanceof ProblemError ? null : ended.source.format, state: run?.state ?? 'FAILED' },
    ...{ seen, created, updated, unchanged, tombstoned, issues, warnings },
    ...{ seconds: Math.round(seconds * 1000) / 1000, dryRun: run?.mode === 'DRY_RUN' },
    ...(failure && { failure: { code: failure.code, message: failure.message } }),
  };
  return `${JSON.stringify(line)}\n`;
}

const ISSUES_SHOWN = 20;

/** How a run ended, with its first issues. */
async function describeRun(db: Db, run: ImportRun): Promise<string> {
  const { seen, created, updated, unchanged, tombstoned, issues, warnings } = run;
  const lines = [
    `${run.mode === 'DRY_RUN' ? 'Dry run, nothing changed: ' : ''}${run.state}: ${seen} records seen, ${created} created, ${updated} updated, ${unchanged} unchanged, ` +
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
    lines.push(`  … and ${issues + warnings - shown.length} more; --issues FILE.csv writes all of them`);
  if (run.failure && shown.length === 0) lines.push(`  ${run.failure.message} [${run.failure.code}]`);
  return `${lines.join('\n')}\n`;
}
