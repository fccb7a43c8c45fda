/** What the baseline is called with; it ships no types. */
declare module '@digitalbazaar/vc' {
  interface Options {
    readonly credential: object;
    readonly suite: unknown;
    readonly documentLoader: (url: string) => Promise<unknown>;
  }
  export function issue(options: Options): Promise<object>;
  export function verifyCredential(options: Options): Promise<{ readonly verified: boolean }>;
}
