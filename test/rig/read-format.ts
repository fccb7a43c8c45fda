import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Exporter } from '../../src/formats/export.ts';
import type { Format, Input, Issue } from '../../src/formats/format.ts';
import type { HubRecord } from '../../src/formats/record.ts';

export const EXPORT_HEAD = { title: 'Skills', hubUrl: 'https://hub.example', writtenAt: '2027-01-02T03:04:05.000Z' };

/** An input of the test's own words, whose bytes come in small pieces. */
export function inputOf(files: Readonly<Record<string, string | Uint8Array>>, said: Partial<Input> = {}): Input {
  return {
    name: Object.keys(files)[0] ?? 'empty',
    files: Object.entries(files).map(([name, text]) => ({
      name,
      async *bytes() {
        const bytes = Buffer.from(text);
        for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
      },
    })),
    ...said,
  };
}

/** Files of the real data, read where they lie. */
export function inputFrom(folder: string, names: readonly string[] = readdirSync(folder).sort()): Input {
  const files = names.map((name) => ({ name, bytes: () => createReadStream(join(folder, name)) }));
  return { name: names[0] ?? folder, files };
}

/** Everything a format reads of an input. */
export async function readAll(format: Format, input: Input): Promise<{ records: HubRecord[]; issues: Issue[] }> {
  const issues: Issue[] = [];
  const records: HubRecord[] = [];
  for await (const record of format.read(input, (issue) => issues.push(issue))) records.push(record);
  return { records, issues };
}

/** Records of one framework as an exporter writes them, all of its own format. */
export async function writeAll(exporter: Exporter, records: readonly HubRecord[], isOwn = true): Promise<string> {
  async function* own() {
    for (const record of records) yield { record, isOwn };
  }
  let text = '';
  for await (const part of exporter.write(own(), EXPORT_HEAD)) text += part;
  return text;
}

/** Records without where they stood, in an order of their own: what must be equal of two readings. */
export function facts(records: readonly HubRecord[]): unknown[] {
  return records
    .map(({ place: _place, ...record }) => record)
    .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

/** Every file of a folder whose name fits. */
export function folderInput(folder: string, only: RegExp = /./u): Input {
  return inputFrom(
    folder,
    readdirSync(folder)
      .filter((name) => only.test(name))
      .sort(),
  );
}

/** An issue in one line: severity, code, where. */
export function lineOf({ severity, code, place }: Issue): string {
  return `${severity} ${code} ${place.line ?? ''}${place.pointer ?? ''}`.trim();
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
