import { open } from 'node:fs/promises';
import { unpack } from './formats/index.ts';
import { createGuardedFetch, remember } from './http/index.ts';
import { type Verdict, type Verification, verifyBadge } from './verification/index.ts';

/** What `tessera verify` is told. */
export interface VerifyRequest {
  /** Paths; `-` is standard input. */
  readonly files: readonly string[];
  readonly json: boolean;
  readonly offline: boolean;
  /** A day as `2027-01-31`; today's moment when absent. */
  readonly day?: string;
  /** Hosts that may be asked although they are not public. */
  readonly allowHosts: readonly string[];
}

const BYTES_AT_MOST = 10 * 1024 * 1024;

/** Verifies files and prints what was found of each, in their order; resolves to whether all are valid. */
export async function runVerifyCommand(request: VerifyRequest, print: (text: string) => void): Promise<boolean> {
  const fetch = createGuardedFetch({ allowHosts: request.allowHosts });
  const now = new Date();
  const asOf = request.day === undefined ? now : new Date(`${request.day}T00:00:00Z`);
  const asOfEnd = request.day === undefined ? now : new Date(`${request.day}T23:59:59.999Z`);
  const options = { asOf, asOfEnd, now, resolve: request.offline ? null : remember(fetch) };
  try {
    const verdicts: Verdict[] = [];
    for (const file of request.files) {
      const bytes = await readBytes(file);
      const unpacked = typeof bytes === 'string' ? null : await unpack(bytes);
      const verification: Verification = unpacked?.ok
        ? await verifyBadge(unpacked.value, options)
        : unreadable(typeof bytes === 'string' ? bytes : (unpacked?.problem.message ?? ''));
      verdicts.push(verification.verdict);
      print(request.json ? `${JSON.stringify({ file, ...asLine(verification) })}\n` : asTable(file, verification));
    }
    return verdicts.every((verdict) => verdict === 'VALID');
  } finally {
    await fetch.close();
  }
}

/** The bytes of a file, never more than a badge may have and one; or why it cannot be read. */
async function readBytes(file: string): Promise<Uint8Array | string> {
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const stream = file === '-' ? process.stdin : (await open(file)).createReadStream();
    for await (const chunk of stream) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > BYTES_AT_MOST) break;
    }
    return Buffer.concat(chunks);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return 'There is no such file; check its path.';
    if (code === 'EISDIR') return 'It is a folder; name the files in it.';
    return `It could not be opened (${String(code)}); check its rights.`;
  }
}

function unreadable(reason: string): Verification {
  const checks = [{ name: 'STRUCTURE', result: 'FAIL', reason }] as const;
  return { packaging: 'UNKNOWN', container: 'NONE', verdict: 'INVALID', checks, document: {} };
}

/** A verification without the document, which the reader has. */
function asLine({ packaging, container, verdict, checks, fetchedAt, inner, document }: Verification): object {
  return {
    ...(typeof document.id === 'string' && { id: document.id }),
    packaging,
    container,
    verdict,
    checks,
    ...(fetchedAt && { fetchedAt }),
    ...(inner && { inner: inner.map(asLine) }),
  };
}

function asTable(file: string, { packaging, container, verdict, checks, inner }: Verification): string {
  const lines = [
    `${file}: ${verdict} (${container === 'NONE' ? packaging : `${packaging} in ${container}`})`,
    ...checks.map(({ name, result, reason }) => `  ${result.padEnd(7)} ${name.padEnd(15)} ${reason}`),
  ];
  const nested = (inner ?? []).map((one, index) => asTable(`credential ${index + 1}`, one).replace(/^(?=.)/gmu, '  '));
  return `${lines.join('\n')}\n${nested.join('')}`;
}
