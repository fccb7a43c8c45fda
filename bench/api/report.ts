import type { Measured } from './load.ts';
import type { Operation, ServerName } from './operations.ts';
import type { LeftOut } from './without.ts';

/** What one operation took at one number of connections, by server. */
export interface Line {
  readonly operation: Operation;
  /** Of our answer's data. */
  readonly bytes: number;
  readonly connections: number;
  readonly measured: ReadonlyMap<ServerName, Measured>;
}

/** What our server takes with a part left out. */
export type Overheads = ReadonlyMap<LeftOut, Measured>;

/** Where, when and how a run was measured, as lines of text. */
export interface Setting {
  readonly machine: readonly string[];
  readonly versions: Readonly<Record<ServerName, string>>;
  readonly seconds: number;
  readonly rounds: number;
}

const TAIL = 3;

/** The report of a run in Markdown. */
export function reportOf(lines: readonly Line[], overheads: Overheads, setting: Setting): string {
  const { machine, versions, seconds, rounds } = setting;
  const names = Object.keys(versions) as ServerName[];
  return `# Performance

Written by \`npm run bench:api -- --write docs/performance.md\`; run it again rather than edit this.

The API is measured against servers that do the same and know neither rights nor limits: Mercurius with its JIT and DataLoaders
written by hand, and PostGraphile 5. All stand on the same PostgreSQL, with the same data and ${names.length > 1 ? 'the same' : 'a'} pool of connections; each is a
process of its own; they are asked by turns, ${rounds} rounds of ${seconds} s, after a warm-up. Before anything is timed their answers
are compared member by member. Ours runs as in production: a key is looked up, rights are decided, the cost is counted and taken
from a budget, on every request.

${machine.map((each) => `- ${each}`).join('\n')}
${names.map((name) => `- ${versions[name]}`).join('\n')}

Believe the ratios, not the figures: load generator, servers and PostgreSQL share the machine with whatever else it does.
*CPU* is the processor time of the server's process a request, which neighbours move less; *spread* is the slowest and the
fastest round. Latencies come in whole milliseconds.

## Targets

${targetsOf(lines).join('\n')}

## Operations

${[...new Set(lines.map(({ operation }) => operation))].map((operation) => sectionOf(operation, lines)).join('\n')}
## What our own parts cost

The first operation at 16 connections, on a server composed of the same parts with one left out.

| left out | req/s | CPU ms | throughput it costs | CPU it costs |
| --- | ---: | ---: | ---: | ---: |
${[...overheads].map(([part, measured]) => overheadOf(part, measured, overheads.get('nothing'))).join('\n')}

*Authorisation* is the look-up of the key and the decision on the document; row-level security is not in it, since a catalogue
has none. *Limits* are depth, aliases, directives, tokens, values, cost and the budget. *Logging* is Fastify's logger: requests
are not logged one by one.

## Again

\`\`\`sh
npm ci --prefix bench/api        # the baselines; without them ours is measured alone
npm run bench:api -- --write docs/performance.md
npm run bench:api -- --profile /tmp/profile   # a CPU profile of our server under the first operation
\`\`\`
`;
}

function targetsOf(lines: readonly Line[]): string[] {
  const [first] = lines;
  const judged = (text: string, isMet: boolean) => `- ${isMet ? 'met' : '**missed**'}: ${text}`;
  return lines
    .filter(({ operation }) => operation === first?.operation)
    .flatMap(({ operation, connections, measured }) => {
      const ours = measured.get('tessera');
      if (!ours) return [];
      const others = [...measured].filter(([name]) => name !== 'tessera');
      const against = others.map(([name, its]) => {
        const ratio = ours.requestsPerSecond / its.requestsPerSecond;
        const text = `${operation.name}, ${connections} connections: ${told(ratio, 2)} × the throughput of ${name}; at least 1`;
        return judged(text, ratio >= 1);
      });
      if (connections !== 64) return against;
      const tail = ours.p99 / ours.p50;
      const text = `${operation.name}, ${connections} connections: p99 is ${told(tail, 1)} × p50; at most ${TAIL}`;
      return [...against, judged(text, tail <= TAIL)];
    });
}

function sectionOf(operation: Operation, lines: readonly Line[]): string {
  const of = lines.filter((line) => line.operation === operation);
  const rows = of.flatMap(({ connections, measured }) =>
    [...measured].map(([name, its]) => {
      const ours = measured.get('tessera') ?? its;
      const cells = [connections, name, told(its.requestsPerSecond), `${told(its.slowest)} to ${told(its.fastest)}`];
      return `| ${[...cells, told(its.p50), told(its.p99), told(its.cpu, 2), told(ours.requestsPerSecond / its.requestsPerSecond, 2)].join(' | ')} |`;
    }),
  );
  return `### ${operation.name}

Our answer's data: ${of[0]?.bytes} bytes.${operation.leftOut === '' ? '' : ` Ours alone: ${operation.leftOut}.`}

| connections | server | req/s | spread | p50 ms | p99 ms | CPU ms | ours to it |
| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}
`;
}

function overheadOf(part: LeftOut, its: Measured, all: Measured | undefined): string {
  const figures = `| ${part} | ${told(its.requestsPerSecond)} | ${told(its.cpu, 2)} |`;
  if (!all || part === 'nothing') return `${figures} | |`;
  const percent = (share: number) => `${told(share * 100)} %`;
  return `${figures} ${percent(1 - all.requestsPerSecond / its.requestsPerSecond)} | ${percent(1 - its.cpu / all.cpu)} |`;
}

/** A figure; a dash where a round on a drowned machine was too short for a single answer. */
function told(value: number, digits = 0): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '–';
}
