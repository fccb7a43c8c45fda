import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Format, Input, Issue } from '../../src/formats/format.ts';
import type { HubRecord } from '../../src/formats/record.ts';

/** An input of the test's own words. */
export function inputOf(files: Readonly<Record<string, string | Uint8Array>>, said: Partial<Input> = {}): Input {
  return {
    name: 'input',
    files: Object.entries(files).map(([name, content]) => ({
      name,
      async *bytes() {
        // Two pieces, so that nothing rests on a file that comes in one.
        const bytes = Buffer.from(content as string);
        const middle = Math.floor(bytes.length / 2);
        yield bytes.subarray(0, middle);
        yield bytes.subarray(middle);
      },
    })),
    ...said,
  };
}

/** The files of a folder, or those of them that are named. */
export function inputIn(folder: string, names: readonly string[] = readdirSync(folder)): Input {
  return inputOf(Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))])));
}

/** All records and issues of an input. */
export async function readWith(format: Format, input: Input): Promise<{ records: HubRecord[]; issues: Issue[] }> {
  const issues: Issue[] = [];
  const records: HubRecord[] = [];
  for await (const record of format.read(input, (issue) => issues.push(issue))) records.push(record);
  return { records, issues };
}

/** Issues as `SEVERITY CODE file:line column: message`. */
export function saying(issues: readonly Issue[]): string[] {
  return issues.map(({ severity, code, place: { file, line, column, pointer }, message }) => {
    const where = [line === undefined ? file : `${file}:${line}`, pointer, column].filter((part) => part !== undefined);
    return `${severity} ${code} ${where.join(' ')}: ${message}`;
  });
}

/** How many records there are of each type and kind, and how many issues of each severity and code. */
export function countsOf({ records, issues }: { records: readonly HubRecord[]; issues: readonly Issue[] }) {
  const counts: Record<string, number> = {};
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  for (const record of records) count('kind' in record ? `${record.type} ${record.kind}` : record.type);
  for (const { severity, code } of issues) count(`${severity} ${code}`);
  return counts;
}
