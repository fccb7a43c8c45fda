import { open } from 'node:fs/promises';
import type { Dispatcher } from 'undici';
import { follow } from './follow.ts';
import type { Guard } from './guard.ts';
import { type FetchFault, faultOfStatus } from './guarded-fetch.ts';
import { TooLarge, unpackGzip } from './gzip.ts';
import type { Pace } from './pace.ts';
import { readRetryAfter } from './retry-after.ts';

/** A file to be fetched. */
export interface FileAsked {
  readonly url: string;
  /** Where it is to lie; what lies there goes. */
  readonly path: string;
  /** Most bytes it may have, packed and unpacked. */
  readonly atMost: number;
  readonly accept?: string;
  /** Credentials: for the host of `url` alone. */
  readonly secretHeaders?: Readonly<Record<string, string>>;
  /** What the host said of the file that is here already: it is fetched only where that has changed. */
  readonly known?: Validators;
  /** Aborted when the process is to stop. */
  readonly signal?: AbortSignal;
}

/** By what a host tells whether a file is still the same. Source: RFC 9110, 8.8. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What came of a file before its host broke off; the next attempt goes on from there where the host lets it. */
export interface Begun {
  bytes: number;
  /** What `If-Range` holds: a part of another state of the file must not be put behind this one. Null: begin again. */
  validator: string | null;
  encoding: string | null;
}

/** A file that lies whole on the disk, and what its host said of it. */
export interface Whole {
  /** Unpacked. */
  readonly bytes: number;
  /** The address that answered, behind redirects. */
  readonly url: string;
  readonly validators: Validators;
  /** Of the header `Link`, in one line; empty where there is none. */
  readonly link: string;
  /** How many records the host says there are in all (`Total`, `X-Total-Count`); null where it does not. */
  readonly total: number | null;
}

/** A host that did not answer as it must. */
export class Fault extends Error {
  readonly reason: FetchFault;
  /** How long it asks to be left alone, in milliseconds; null where it does not say. */
  readonly waitMs: number | null;

  constructor(reason: FetchFault, message: string, waitMs: number | null = null) {
    super(message);
    this.name = 'Fault';
    this.reason = reason;
    this.waitMs = waitMs;
  }

  /** Whether asking again would be answered the same. */
  get isFinal(): boolean {
    return this.reason !== 'UNREACHABLE';
  }
}

type Attempted = FileAsked & { readonly userAgent: string; readonly idleMs: number; readonly signal: AbortSignal };
type Outcome = ({ readonly ok: true; readonly isUnchanged: false } & Whole) | { ok: true; isUnchanged: true };

/** One request for a file, or for what is missing of it. @throws Fault, FailedAt, and what the disk throws */
export async function attempt(guard: Guard, pace: Pace, asked: Attempted, begun: Begun): Promise<Outcome> {
  const { url, signal, idleMs, secretHeaders = {} } = asked;
  if (begun.validator === null) Object.assign(begun, { bytes: 0, encoding: null });
  const followed = await follow(guard, url, {
    ...{ headers: headersOf(asked, begun), secretHeaders, signal, idleMs },
    beforeAsking: ({ host }) => pace(host),
  });
  if (!followed.ok) throw new Fault(followed.reason, followed.message);
  const { answer } = followed;
  const status = answer.statusCode;
  if (status === 304 && asked.known) {
    await answer.body.dump();
    return { ok: true, isUnchanged: true };
  }
  const goesOn = status === 206 && begun.bytes > 0 && startOf(answer.headers['content-range']) === begun.bytes;
  if (status !== 200 && !goesOn) {
    await answer.body.dump();
    // A part that cannot be gone on with, 416 or another place in it: from the start.
    const hadPart = begun.bytes > 0;
    begun.validator = null;
    const wait = readRetryAfter(answer.headers['retry-after'], new Date());
    const reason = hadPart && (status === 206 || status === 416) ? 'UNREACHABLE' : faultOfStatus(status);
    throw new Fault(reason, `${url} answered HTTP ${status}`, wait);
  }
  if (!goesOn) begin(begun, answer, url);
  await writeBody(answer, asked, begun, goesOn);
  const bytes = begun.encoding === 'gzip' ? await unpack(asked, begun) : begun.bytes;
  return { ok: true, isUnchanged: false, bytes, url: followed.url, ...saidOf(answer) };
}

function headersOf({ accept = '*/*', known = {}, userAgent }: Attempted, { bytes, validator }: Begun) {
  const goesOn = bytes > 0 && validator !== null;
  return {
    ...{ accept, 'accept-encoding': 'gzip, identity;q=0.5', 'user-agent': userAgent },
    ...(known.etag !== undefined && !goesOn && { 'if-none-match': known.etag }),
    ...(known.lastModified !== undefined && !goesOn && { 'if-modified-since': known.lastModified }),
    ...(goesOn && { range: `bytes=${bytes}-`, 'if-range': validator }),
  };
}

/** Notes what a part of this answer could be gone on with. */
function begin(begun: Begun, { headers }: Dispatcher.ResponseData, url: string): void {
  const encoding = textOf(headers['content-encoding'])?.toLowerCase() ?? null;
  if (encoding !== null && encoding !== 'gzip' && encoding !== 'identity') {
    throw new Fault('NOT_FOUND', `${url} answers in the encoding ${encoding}, though gzip alone was asked for`);
  }
  const etag = textOf(headers.etag);
  const mayGoOn = textOf(headers['accept-ranges']) === 'bytes';
  const strong = etag?.startsWith('W/') ? undefined : etag;
  const validator = mayGoOn ? (strong ?? textOf(headers['last-modified']) ?? null) : null;
  Object.assign(begun, { bytes: 0, encoding, validator });
}

/** Writes a body behind what is there; whole, or throws. */
async function writeBody(answer: Dispatcher.ResponseData, asked: Attempted, begun: Begun, goesOn: boolean) {
  const { url, path, atMost, idleMs } = asked;
  const length = textOf(answer.headers['content-length']);
  const isChunked = textOf(answer.headers['transfer-encoding'])?.toLowerCase().includes('chunked') ?? false;
  const tooLarge = () => new Fault('TOO_LARGE', `${url} answers more than ${atMost} bytes`);
  // Nothing would tell a whole answer from one that was cut off.
  if (length === undefined && !isChunked) {
    answer.body.destroy();
    throw new Fault('NOT_FOUND', `${url} does not say where its answer ends (Content-Length, or chunks)`);
  }
  const whole = length === undefined ? null : begun.bytes + Number(length);
  if (whole !== null && whole > atMost) {
    answer.body.destroy();
    throw tooLarge();
  }
  const file = await open(path, goesOn ? 'r+' : 'w');
  const slow = watchSlowness(idleMs, () => {
    answer.body.destroy(
      new Fault('UNREACHABLE', `${url} sends less than ${SLOWEST} bytes in ${idleMs / 1_000} seconds`),
    );
  });
  try {
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      slow.saw(chunk.length);
      if (begun.bytes + chunk.length > atMost) throw tooLarge();
      await file.write(chunk, 0, chunk.length, begun.bytes);
      begun.bytes += chunk.length;
    }
    if (whole !== null && begun.bytes !== whole) {
      throw new Fault('UNREACHABLE', `${url} sent ${begun.bytes} bytes of ${whole}`);
    }
    await file.truncate(begun.bytes);
  } finally {
    slow.stop();
    await file.close();
  }
}

/** Fewer bytes than this in the time a host may be idle are next to nothing: it holds the connection, not the file. */
const SLOWEST = 1_024;

function watchSlowness(everyMs: number, onSlow: () => void) {
  let seen = 0;
  const timer = setInterval(() => {
    if (seen < SLOWEST) onSlow();
    seen = 0;
  }, everyMs);
  return {
    saw: (bytes: number) => {
      seen += bytes;
    },
    stop: () => clearInterval(timer),
  };
}

/** Puts the unpacked file in the place of the packed one. */
async function unpack({ url, path, atMost, signal }: Attempted, begun: Begun): Promise<number> {
  try {
    return await unpackGzip(path, { atMost, signal });
  } catch (error) {
    signal.throwIfAborted();
    begun.validator = null;
    if (error instanceof TooLarge) throw new Fault('TOO_LARGE', `${url} ${error.message}`);
    throw new Fault('UNREACHABLE', `${url} answers damaged gzip`);
  }
}

function saidOf({ headers }: Dispatcher.ResponseData): Pick<Whole, 'validators' | 'link' | 'total'> {
  const etag = textOf(headers.etag);
  const lastModified = textOf(headers['last-modified']);
  const total = textOf(headers.total) ?? textOf(headers['x-total-count']);
  return {
    validators: { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) },
    link: [headers.link ?? []].flat().join(', '),
    total: total !== undefined && /^\d+$/u.test(total) ? Number(total) : null,
  };
}

/** The first byte of a part. Source: RFC 9110, 14.4. */
function startOf(contentRange: string | string[] | undefined): number | null {
  const start = /^bytes (?<start>\d+)-/u.exec(textOf(contentRange) ?? '')?.groups?.start;
  return start === undefined ? null : Number(start);
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
