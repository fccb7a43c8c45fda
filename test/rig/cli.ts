import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '../../dist/src/cli.js');

export interface CliRun {
  readonly child: ChildProcess;
  /** What it printed so far. */
  output(): string;
  /** Resolves when it printed a text; rejects when it ended before. */
  printed(text: string): Promise<void>;
  ended: Promise<{ status: number | null; signal: NodeJS.Signals | null; output: string }>;
}

/** Runs the built command line with an environment of nothing but what is given and PATH. */
export function runCli(args: readonly string[], environment: Readonly<Record<string, string>>): CliRun {
  const child = spawn(process.execPath, [CLI, ...args], {
    // biome-ignore lint/style/noProcessEnv: the child needs the path to find what Node finds.
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const watchers = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
    for (const watcher of watchers) watcher();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = once(child, 'close').then(([status, signal]) => ({ status, signal, output: text }));
  return {
    child,
    output: () => text,
    printed: (wanted) =>
      new Promise((resolve, reject) => {
        const watcher = () => {
          if (text.includes(wanted)) resolve();
        };
        watchers.add(watcher);
        watcher();
        ended.then(() => reject(new Error(`ended without printing ${wanted}:\n${text}`)));
      }),
    ended,
  };
}
