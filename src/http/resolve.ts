/** Why an address was not answered. GONE is HTTP 410; NOT_FOUND another 4xx; the rest says nothing about the document. */
export type ResolveFault = 'REFUSED' | 'UNREACHABLE' | 'NOT_FOUND' | 'GONE' | 'TOO_LARGE';

export type Resolved =
  | {
      readonly ok: true;
      readonly body: Uint8Array;
      /** Where it was found at last, after redirects. */
      readonly url: string;
      readonly fetchedAt: Date;
    }
  | { readonly ok: false; readonly reason: ResolveFault; readonly message: string };

/** Asks an address of somebody else's. `maxAgeSeconds` is how old an answer may be that was kept. */
export type Resolve = (
  url: string,
  options?: { readonly accept?: string; readonly maxAgeSeconds?: number },
) => Promise<Resolved>;

/** Asks nobody: for what may not wait on other hosts. */
export const NOWHERE: Resolve = async (url) => ({
  ...{ ok: false, reason: 'REFUSED' },
  message: `${url} was not asked: other hosts are not asked here`,
});
