import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { contextAt } from '../../src/verification/contexts.ts';

/** Badges of one issuer with a fresh did:key, and the loader the baseline verifies them with, all in memory. */
export interface Signed {
  readonly badges: readonly object[];
  readonly documentLoader: (url: string) => Promise<unknown>;
}

/** Signs badges with three alignments each; every tenth is changed after it was signed. */
export async function signBadges(count: number): Promise<Signed> {
  const key = await Ed25519Multikey.generate({});
  const { publicKeyMultibase } = await key.export({ publicKey: true });
  const did = `did:key:${publicKeyMultibase}`;
  const method = `${did}#${publicKeyMultibase}`;
  const multikey = 'https://w3id.org/security/multikey/v1';
  const published = { '@context': multikey, id: method, type: 'Multikey', controller: did, publicKeyMultibase };
  const controller = {
    '@context': ['https://www.w3.org/ns/did/v1', multikey],
    id: did,
    verificationMethod: [published],
    assertionMethod: [method],
  };
  const documentLoader = async (documentUrl: string) => {
    const document = { [method]: published, [did]: controller }[documentUrl] ?? contextAt(documentUrl);
    if (!document) throw new Error(`no ${documentUrl}`);
    // The baseline keeps what it processed of a context, as ours does.
    return { contextUrl: null, documentUrl, document, tag: 'static' };
  };
  const signer = { ...key.signer(), id: method };
  const badges: object[] = [];
  for (let index = 0; index < count; index += 1) {
    const suite = new DataIntegrityProof({ cryptosuite, signer, date: '2026-01-02T00:00:00Z' });
    const badge = await vc.issue({ credential: draft(did, index), suite, documentLoader });
    badges.push(index % 10 === 9 ? { ...badge, name: 'Doctor of Everything' } : badge);
  }
  return { badges, documentLoader };
}

function draft(issuer: string, index: number): object {
  const alignment = ['SQL', 'Statistics', 'Charts'].map((targetName) => ({
    type: ['Alignment'],
    targetName,
    targetUrl: `https://skills.example/${targetName}/${index}`,
  }));
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: `urn:example:badge:${index}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: `Data Analysis ${index}`,
    issuer: { id: issuer, type: ['Profile'], name: 'Riverside College' },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: {
      id: `did:example:learner:${index}`,
      type: ['AchievementSubject'],
      achievement: {
        id: `https://college.example/achievements/${index}`,
        type: ['Achievement'],
        name: 'Data Analysis',
        description: 'Cleans, joins and charts data.',
        criteria: { narrative: 'Passes an assessed project.' },
        alignment,
      },
    },
  };
}
