export { didDocument, didOf, type PublishedKey } from './did.ts';
export { findSigner, findSigningKeys, type Signer } from './find-signing-keys.ts';
export { rotateSigningKey } from './rotate-signing-key.ts';
