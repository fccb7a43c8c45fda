import { deflateRawSync } from 'node:zlib';
import { badgeDocumentsFormat } from '../../src/formats/badge-documents/read.ts';
import type { Input, InputFile, Issue } from '../../src/formats/format.ts';
import type { BadgeBundleRecord, BadgeRecord } from '../../src/formats/record.ts';

/** A file of a name and bytes, handed over in small chunks. */
export function fileOf(name: string, content: string | Uint8Array): InputFile {
  const bytes = Buffer.from(content);
  return {
    name,
    async *bytes() {
      for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
    },
  };
}

/** What the format reads of files: badges, bundles, and each issue as a line. */
export async function readFiles(...files: readonly InputFile[]) {
  const input: Input = { name: 'badges', files };
  const issues: Issue[] = [];
  const badges: BadgeRecord[] = [];
  const bundles: BadgeBundleRecord[] = [];
  for await (const record of badgeDocumentsFormat.read(input, (issue) => issues.push(issue))) {
    if (record.type === 'badge') badges.push(record);
    if (record.type === 'badge-bundle') bundles.push(record);
  }
  const lines = issues.map(({ severity, code, place: { file, line, pointer }, message }) =>
    [severity, code, `${file}${line === undefined ? '' : `:${line}`}${pointer}`, message].join(' '),
  );
  return { badges, bundles, issues: lines, isRecognised: await badgeDocumentsFormat.recognises(input) };
}

/** A compact JWS that carries a payload; its signature is no proof of anything. */
export function jwsOf(payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'EdDSA', typ: 'JWT' })}.${part(payload)}.c2lnbmF0dXJl`;
}

export interface Packed {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the directory says the file unpacks to, where it lies. */
  readonly claimedSize?: number;
}

/** A zip as a packer writes it. Source: PKWARE APPNOTE 4.3: local headers, central directory, end record. */
export function zipOf(...files: readonly Packed[]): Buffer {
  const [local, central]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const { name, content, claimedSize } of files) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const size = claimedSize ?? bytes.length;
    const fileName = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(fileName.length, 22);
    const header = Buffer.concat([Buffer.from('PK\x03\x04'), common, fileName, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, fileName]));
    local.push(header);
    offset += header.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06'), end]);
}
