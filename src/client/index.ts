import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

export * as operations from './generated.ts';

/** Errors of an answer, as the API documents them. */
export class HubError extends Error {
  readonly code: string;
  readonly field: string | undefined;

  constructor({ message, extensions }: { message: string; extensions?: { code?: string; field?: string } }) {
    super(message);
    this.name = 'HubError';
    this.code = extensions?.code ?? 'INTERNAL_SERVER_ERROR';
    this.field = extensions?.field;
  }
}

export interface ClientOptions {
  /** Address of `/graphql`. */
  readonly url: string;
  /** API key; none for anonymous reads. */
  readonly key?: string;
  /** BCP 47 tag labels are given in. */
  readonly language?: string;
}

interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly ConstructorParameters<typeof HubError>[0][];
}

/** A typed client of the hub: `send(operations.SkillsDocument, { first: 10 })`. @throws HubError for the first error */
export function createHubClient({ url, key, language }: ClientOptions) {
  return {
    async send<Data, Variables extends object>(
      document: TypedDocumentNode<Data, Variables>,
      variables: Variables,
    ): Promise<Data> {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
          ...(language !== undefined && { 'accept-language': language }),
        },
        body: JSON.stringify({ query: print(document), variables }),
      });
      const answer = (await response.json()) as Answer<Data>;
      const [error] = answer.errors ?? [];
      if (error) throw new HubError(error);
      return answer.data;
    },
  };
}
