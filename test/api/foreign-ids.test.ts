import type { GraphQLSchema } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { makeSchema } from '../../src/server/schema.ts';
import { argumentsWith, documentOf, type IdPlace, idCoordinates, idPlaces } from '../rig/foreign/documents.ts';
import { type ForeignWorld, makeForeignWorld } from '../rig/foreign/tenant.ts';
import { findFreePort } from '../rig/free-port.ts';
import { testHub } from '../rig/hub.ts';
import { AUDIENCE, testIssuer } from '../rig/issuer.ts';
import { firstEvent } from '../rig/subscriber.ts';

const ROOTS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

/** A row of any table that no test makes. */
const NOWHERE = 987_654_321;

describe("what is somebody else's, put into every place that takes an id", async () => {
  const issuer = testIssuer(await findFreePort());
  const hub = testHub({
    environment: {
      ...{ TESSERA_OIDC_ISSUERS: issuer.url, TESSERA_OIDC_AUDIENCE: AUDIENCE },
      ...{ TESSERA_POINTS_PER_HOUR: '100000000', TESSERA_ANONYMOUS_POINTS_PER_HOUR: '100000000' },
    },
  });
  const schema: GraphQLSchema = await makeSchema();
  const places = idPlaces(schema);
  const held = {} as { world: ForeignWorld };
  beforeAll(async () => {
    held.world = await makeForeignWorld(hub, issuer);
  });

  test('every id of the schema is put in: an argument or input field at another place fails here', () => {
    expect([...new Set(places.map(({ coordinate }) => coordinate))].sort()).toEqual(idCoordinates(schema));
  });

  const strangers = [
    ...['nobody', 'somebody without a standing', 'another learner', 'another employer'],
    ...['the manager of another employer', 'a portal', 'a provider', 'an auditor'],
  ];
  test.each(strangers)(
    '%s is told nothing of it, not even that it is there, and changes nothing of it',
    async (name) => {
      const { world } = held;
      const before = await world.rows();
      const { told, asked } = await askForAll(name);
      expect(told).toEqual([]);
      expect(asked).toBeGreaterThan(places.length);
      expect(await world.rows()).toEqual(before);
    },
  );

  test('whom it belongs to is told of it by the same questions', async () => {
    const { told } = await askForAll('its learner', 'query');
    const fields = new Set(told.map(({ field }) => field));
    expect([...fields].sort()).toEqual(['node', 'preview', 'recommendations', 'skillGap']);
  });

  /** Puts every id into every place, and the same of what is not there: what was told of the difference, or in words of theirs. */
  async function askForAll(name: string, kind?: 'query'): Promise<{ told: Told[]; asked: number }> {
    const { world } = held;
    const sender = name === 'its learner' ? world.itsLearner : world.strangers[name];
    if (!sender) throw new Error(`there is no ${name}`);
    const { data } = await hub.ask('{ viewer { role scopes } }', {}, sender);
    const ids = { ...world.open, ...world.theirs };
    const told: Told[] = [];
    let asked = 0;
    const ask = async (field: string, document: string, variables: object, id: string): Promise<string> => {
      asked += 1;
      const {
        status,
        data: answered,
        errors,
      } = document.startsWith('subscription')
        ? await firstEvent(hub.url, document, sender, variables)
        : await hub.ask(document, variables, sender);
      const answer = JSON.stringify({ status, data: answered ?? null, errors });
      const isBroken = status >= 500 || /INTERNAL_SERVER_ERROR|VALIDATION_FAILED|TOO_LARGE|RATE_LIMITED/u.test(answer);
      if (isBroken || world.secrets.some((secret) => answer.includes(secret))) {
        told.push({ field, document, variables, answer });
      }
      return answer.replaceAll(id, 'the id');
    };
    /** False where the field as a whole is not for them, whatever it is given. */
    const tryAt = async (place: IdPlace, type: string, id: string): Promise<boolean> => {
      const document = documentOf(schema, place, data.viewer, type);
      const nowhere = toGlobalId(type, NOWHERE);
      const missing = argumentsWith(place, nowhere, ids);
      for (const [index, variables] of argumentsWith(place, id, ids).entries()) {
        const answer = await ask(place.field.name, document, variables, id);
        if (answer.includes(`"message":"${ROOTS[place.kind]}.${place.field.name}: `)) return false;
        // Of another type: what is given beside it does not matter.
        if (answer.includes(' is no id of a ')) break;
        if (!world.hidden.includes(type)) continue;
        const absent = await ask(place.field.name, document, missing[index] ?? {}, nowhere);
        if (absent !== answer) told.push({ field: place.field.name, document, variables, answer, absent });
      }
      return true;
    };
    const [first = '', ...others] = Object.keys(world.theirs);
    for (const place of places.filter((each) => kind === undefined || each.kind === kind)) {
      if (!(await tryAt(place, first, world.theirs[first] ?? ''))) continue;
      await Promise.all([...others, 'Skill'].map((type) => tryAt(place, type, ids[type] ?? '')));
    }
    return { told, asked };
  }
});

interface Told {
  readonly field: string;
  readonly document: string;
  readonly variables: object;
  readonly answer: string;
  /** What was answered of an id that names nothing, where that differs. */
  readonly absent?: string;
}
