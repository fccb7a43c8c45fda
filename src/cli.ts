#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { printSchema } from 'graphql';
import { runApi } from './api.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { OpenLocks } from './db/check-locks.ts';
import { type Db, isConnectionLost } from './db/client.ts';
import { EmbeddedError } from './embedded/index.ts';
import { runExportCommand } from './export-command.ts';
import { runExportFile } from './export-file-command.ts';
import { exportersOf } from './exports/index.ts';
import { formats } from './formats/index.ts';
import { runKeysList, runKeysRotate } from './keys-command.ts';
import { createLogger, type Logger } from './log.ts';
import { ProblemError } from './problem.ts';
import { type ImportFlags, runImportCommands } from './run-import-command.ts';
import { OpenDefaults } from './server/assert-closed.ts';
import { makeSchema } from './server/schema.ts';
import { openServices } from './services.ts';
import { runBoth } from './start.ts';
import { Stopped } from './stopping.ts';

const program = new Command('tessera')
  .description('GraphQL hub for micro-credentials and skills matching. Settings come from the environment; see README.')
  .showHelpAfterError();

/** Runs a command with settings and a log; what the user can act on ends in a sentence and exit status 1. */
function withConfig<Args extends unknown[]>(
  level: 'info' | 'warn',
  command: (config: Config, log: Logger, ...args: Args) => Promise<void>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    try {
      const config = readConfig();
      await command(config, createLogger(config.logLevel ?? level), ...args);
    } catch (error) {
      process.stderr.write(`${sentenceOf(error)}\n`);
      process.exitCode = 1;
    }
  };
}

/** What went wrong, in a sentence where its reader can do something about it; a bug in full. */
function sentenceOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return String(error);
  if (
    [ConfigError, EmbeddedError, OpenDefaults, OpenLocks, ProblemError, Stopped].some((known) => error instanceof known)
  )
    return error.message;
  if (isConnectionLost(error)) {
    return 'The database is away or refuses the connection; check DATABASE_URL and run the same command again.';
  }
  // Of the system: a folder that may not be written, a host that is not known. Its message names the place.
  if ('syscall' in error) return error.message;
  return error.stack;
}

function columnMapping(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, column, header] = /^([a-z0-9_]+)=(.+)$/u.exec(text) ?? [];
  if (column === undefined || header === undefined)
    throw new InvalidArgumentError('write it as our_column=Their header');
  return { ...before, [column]: header };
}

function day(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  if (!isDay) throw new InvalidArgumentError('write it as a day, like 2027-01-31');
  return text;
}

program
  .command('start')
  .description('run API and worker together')
  .action(
    withConfig('warn', (config, log) =>
      runBoth(config, log, ({ api }) => {
        process.stdout.write(
          `Tessera is ready: ${api.url}/graphql (explorer at ${api.url}/graphiql). Ctrl-C stops it.\n`,
        );
      }),
    ),
  );

program
  .command('demo')
  .description('run API and worker with the demo world, and print keys and a query to try')
  .action(
    withConfig('warn', async (config, log) => {
      const { runDemo } = await import('./demo/run-demo.ts');
      await runDemo(config, log);
    }),
  );

program.command('api').description('serve GraphQL over HTTP').action(withConfig('info', runApi));

program
  .command('worker')
  .description('take jobs from the queues')
  .action(
    withConfig('info', async (config, log) => {
      // Forked by `start`, whose log level is meant for both.
      const quiet = process.connected && config.logLevel === undefined ? createLogger('warn') : log;
      const { runWorker } = await import('../workers/main.ts');
      await runWorker(config, quiet);
      // A queue that never reached its server keeps trying, and would keep this process.
      setTimeout(() => process.exit(), 2_000).unref();
    }),
  );

program
  .command('health')
  .description('exit 0 when a worker is connected to the database; for container health checks')
  .action(
    withConfig('warn', async (config, log) => {
      const services = await openServices(config, log, 'tessera-health', 'system');
      const [row] = await services.database.sql<{ workers: number }[]>`
        select count(*)::int as workers from pg_stat_activity
        where application_name = 'tessera-worker' and datname = current_database()`;
      await services.close();
      process.stdout.write(`${row?.workers ?? 0} worker connections\n`);
      if (!row?.workers) process.exitCode = 1;
    }),
  );

program
  .command('migrate')
  .description("bring the database up to this release's schema")
  .action(
    withConfig('warn', async (config, log) => {
      const services = await openServices(config, log, 'tessera-migrate', 'system');
      await services.close();
      process.stdout.write('The database is up to date.\n');
    }),
  );

program
  .command('import')
  .description('import files or folders, one after another, and wait for their ends; exit 0 when every run completed')
  .argument(
    '<path...>',
    'file or folder; each is a source and a run, and so is each file of a folder of several formats',
  )
  .option('--format <name>', `one of ${formats.map(({ name }) => name).join(', ')}; recognised when absent`)
  .option('--framework <code>', 'short code to load a framework under')
  .option('--framework-version <version>', "the publisher's version")
  .option('--column <ours=theirs>', 'header that holds a column of our template; may be repeated', columnMapping)
  .option('--mapping <file>', 'JSON file that says which column of a CSV file fills which of ours')
  .option('--dry-run', 'show what would come of it, and change nothing')
  .option('--only-failed', 'read only the records that the newest run left out')
  .option('--issues <file.csv>', 'write the issues of the run as a table')
  .option('--json', 'one line of JSON a path, and nothing else')
  .action(
    withConfig('warn', async (config, log, paths: readonly string[], flags: ImportFlags) => {
      const services = await openServices(config, log, 'tessera-import', 'system');
      try {
        const areComplete = await runImportCommands(services.database, paths, flags, (text) =>
          process.stdout.write(text),
        );
        if (!areComplete) process.exitCode = 1;
      } finally {
        await services.close();
      }
    }),
  );

interface VerifyFlags {
  readonly json?: boolean;
  readonly asOf?: string;
  readonly offline?: boolean;
}

program
  .command('verify')
  .description('verify badges and print what holds and what does not; exit 0 when all are valid')
  .argument('<file...>', 'JSON, signed (JWS), PNG or SVG; - reads standard input')
  .option('--json', 'one line of JSON a file')
  .option('--as-of <day>', 'verify as of a day, such as 2027-01-31', day)
  .option('--offline', 'ask nobody; what only others can tell is UNKNOWN')
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : 2);
  })
  .action(
    withConfig('warn', async (config, _log, files: readonly string[], { json, asOf, offline }: VerifyFlags) => {
      const { runVerifyCommand } = await import('./verify-command.ts');
      const isValid = await runVerifyCommand(
        {
          files,
          json: json === true,
          offline: offline === true,
          allowHosts: config.fetchAllowHosts,
          ...(asOf !== undefined && { day: asOf }),
        },
        (text) => process.stdout.write(text),
      );
      if (!isValid) process.exitCode = 1;
    }),
  );

/** A command over the database, as the system, that prints what it has to say. */
const withDatabase = <Args extends unknown[]>(
  name: string,
  command: (db: Db, config: Config, print: (text: string) => void, ...args: Args) => Promise<void>,
) =>
  withConfig('warn', async (config, log, ...args: Args) => {
    const services = await openServices(config, log, name, 'system');
    try {
      await command(services.database.db, config, (text) => process.stdout.write(text), ...args);
    } finally {
      await services.close();
    }
  });

const keys = program.command('keys').description('the keys the hub signs learner records with');
keys
  .command('rotate')
  .description('make a new key to sign with; the one before is retired, and stays published')
  .action(withDatabase('tessera-keys', runKeysRotate));
keys
  .command('list')
  .description('print every key, newest first, and whether anything is signed')
  .action(withDatabase('tessera-keys', runKeysList));

const namesOf = (what: Parameters<typeof exportersOf>[0]) =>
  exportersOf(what)
    .map(({ name }) => name)
    .join(', ');
const out = program.command('export').description('write out what the hub holds');
interface ExportFlags {
  readonly format: string;
  readonly out?: string;
  readonly provider?: string;
}
out
  .command('framework')
  .description('write a framework out in an external format')
  .argument('<code>', 'its short code, such as esco')
  .requiredOption('--format <name>', `one of ${namesOf('FRAMEWORK')}`)
  .option('--out <file>', 'a new file; standard output when absent')
  .action(
    withDatabase('tessera-export', (db, config, _print, code: string, { format, out }: ExportFlags) =>
      runExportFile(db, config, { what: 'FRAMEWORK', code }, { format, out }),
    ),
  );
out
  .command('catalogue')
  .description('write the catalogue out in an external format')
  .requiredOption('--format <name>', `one of ${namesOf('CATALOGUE')}`)
  .option('--provider <uri>', 'one organisation only')
  .option('--out <file>', 'a new file; standard output when absent')
  .action(
    withDatabase('tessera-export', (db, config, _print, { format, out, provider }: ExportFlags) =>
      runExportFile(db, config, { what: 'CATALOGUE', ...(provider && { provider }) }, { format, out }),
    ),
  );
out
  .command('jobs')
  .description('write open postings out in an external format')
  .requiredOption('--format <name>', `one of ${namesOf('JOBS')}`)
  .option('--out <file>', 'a new file; standard output when absent')
  .action(
    withDatabase('tessera-export', (db, config, _print, { format, out }: ExportFlags) =>
      runExportFile(db, config, { what: 'JOBS' }, { format, out }),
    ),
  );
out
  .command('learner')
  .description("write everything of a learner's, as the learner gets it, with their badges as one record")
  .argument('<key>', "the learner's key, as their portal gives it")
  .requiredOption('--out <path>', 'a new zip, or a folder that is new or empty')
  .action(
    withDatabase('tessera-export', async (db, config, print, key: string, { out }: { out: string }) => {
      await runExportCommand(db, config, key, out);
      print(`Everything of ${key} is in ${out}.\n`);
    }),
  );

program
  .command('schema')
  .description('print the GraphQL schema')
  .option('--out <file>', 'write it to a file')
  .action(async ({ out }: { out?: string }) => {
    const text = `${printSchema(await makeSchema())}\n`;
    if (out === undefined) process.stdout.write(text);
    else writeFileSync(out, text);
  });

await program.parseAsync();
