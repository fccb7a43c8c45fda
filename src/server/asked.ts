import type { DocumentNode, GraphQLSchema } from 'graphql';

/** An operation that asks to be run: its document was found valid. */
export interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}
