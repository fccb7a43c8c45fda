import { gzipSync } from 'node:zlib';
import type { TestIssuer } from './issuer.ts';
import type { BadgeWeb } from './web.ts';

export interface StatusList {
  /** Entries that are set. */
  readonly revoked: readonly number[];
  readonly purpose?: string;
  /** Entries of the list. */
  readonly size?: number;
  /** What stands for the encoded list, instead of one. */
  readonly encodedList?: string;
}

/** A signed status list of an issuer. */
export function makeStatusList(
  url: string,
  issuer: TestIssuer,
  { revoked, purpose = 'revocation', size = 131_072, encodedList }: StatusList,
): Promise<object> {
  const bits = Buffer.alloc(size / 8);
  for (const index of revoked) bits[index >> 3] = (bits[index >> 3] ?? 0) | (128 >> (index & 7));
  return issuer.sign({
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: url,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: issuer.id,
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: {
      id: `${url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: encodedList ?? `u${gzipSync(bits).toString('base64url')}`,
    },
  });
}

/** Publishes a signed status list at its address. */
export async function publishStatus(web: BadgeWeb, url: string, issuer: TestIssuer, list: StatusList): Promise<void> {
  web.pages.set(url, { document: await makeStatusList(url, issuer, list) });
}
