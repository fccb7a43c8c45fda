import type { GraphQLSchema } from 'graphql';
import { beforeAll } from 'vitest';
import { makeSchema } from '../../../src/server/schema.ts';
import { findFreePort } from '../free-port.ts';
import { type Hub, testHub } from '../hub.ts';
import { AUDIENCE, testIssuer } from '../issuer.ts';
import { type Credentials, type MatrixWorld, makeMatrixWorld } from './world.ts';

export interface Asked {
  readonly hub: Hub;
  readonly schema: GraphQLSchema;
  readonly world: MatrixWorld & { readonly viewers: Credentials };
}

/** A hub over the matrix's world, there from `beforeAll` on, with budgets that last. */
export async function matrixHub(as: 'requests' | 'owner' = 'requests'): Promise<Asked> {
  const issuer = testIssuer(await findFreePort());
  const environment = {
    ...{ TESSERA_OIDC_ISSUERS: issuer.url, TESSERA_OIDC_AUDIENCE: AUDIENCE },
    ...{ TESSERA_POINTS_PER_HOUR: '1000000', TESSERA_ANONYMOUS_POINTS_PER_HOUR: '1000000' },
  };
  const hub = testHub({ environment, as });
  const held = { hub } as { -readonly [K in keyof Asked]: Asked[K] };
  beforeAll(async () => {
    held.schema = await makeSchema();
    held.world = await makeMatrixWorld(hub, issuer);
  }, 120_000);
  return held;
}
