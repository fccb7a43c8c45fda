import { beforeAll, describe, expect, test } from 'vitest';
import type { LearnerId } from '../../src/db/ids.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { openImport, prepareSource, runImport } from '../../src/imports/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { escoFiles, uri, writeFolder, writeInto } from '../rig/esco-folder.ts';
import { testHub } from '../rig/hub.ts';
import { importInto } from '../rig/import-into.ts';
import { makeLearners } from '../rig/learner-world.ts';
import { BAKER, onetFiles } from '../rig/onet-folder.ts';

const STRUCTURE =
  'Level,Code - NOC 2021 V1.0,Class title\n5,63202,Bakers of the NOC\n5,00010,Legislators\n5,10010,Aldermen\n';
const NOC_ONET = `noc,noc_title,onet,onet_title\n63202,Bakers,${BAKER},Bakers\n10,Legislators,11-1031.00,Legislators\n`;
const SKOS = `subject,predicate,object,confidence,vintage,concept,subject_framework,object_framework
${BAKER},skos:closeMatch,${uri.occupation('o1')},0.5,2025,,onet,
${BAKER},skos:closeMatch,${uri.occupation('o2')},0.9,2025,,onet,
10010,skos:relatedMatch,${uri.occupation('o1')},,,,noc,
00010,skos:closeMatch,${uri.occupation('o1')},0.2,,,noc,
`;
const OCCUPATION = `query ($framework: String!, $code: String!, $first: Int, $after: String) {
  occupations(filter: { framework: $framework, code: $code }) { nodes {
    id skills { skill { label } }
    crosswalks { kind confidence vintage targetFramework targetRef target { label } }
    inferredSkills(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { relation need confidence support skill { label } occupation { code } reason french: reason(language: "fr")
              path { kind confidence vintage from { code } to { code } } }
    }
  } }
}`;

describe('skills inferred through crosswalks', () => {
  const hub = testHub();
  const { 'Skills.txt': _skills, ...withoutSkills } = onetFiles();
  const occupationsAlone = { 'Occupation Data.txt': withoutSkills['Occupation Data.txt'] ?? '' };
  const find = async (framework: string, code: string, page: object = { first: 10 }) =>
    (await hub.ask(OCCUPATION, { framework, code, ...page })).data.occupations.nodes[0];

  beforeAll(async () => {
    // The crosswalks come first: what they name is linked when it comes.
    await importInto(hub.database, 'crosswalk', { 'noc2021_onet26.csv': NOC_ONET, 'skos.csv': SKOS });
    await importInto(hub.database, 'noc', { 'structure.csv': STRUCTURE });
    await importInto(hub.database, 'onet', occupationsAlone);
    await importInto(hub.database, 'esco', escoFiles());
  });

  test('the surest way counts, in words and as rows, with the product of its confidences; essential skills come first', async () => {
    const baker = await find('noc', '63202');
    expect(baker.skills).toEqual([]);
    expect(baker.crosswalks).toEqual([
      {
        ...{ kind: 'CLOSE', vintage: 'NOC 2021, O*NET 26', targetFramework: 'onet', targetRef: BAKER },
        ...{ confidence: expect.closeTo(0.8, 5), target: { label: 'Bakers' } },
      },
    ]);
    const nodes = baker.inferredSkills.nodes;
    expect(
      nodes.map(({ skill, need, confidence, support, relation }: Record<string, { label: string }>) => [
        skill?.label,
        ...[need, confidence, support, relation],
      ]),
    ).toEqual([
      ['knead dough', 'OPTIONAL', 0.72, 2, 'INFERRED'],
      ['bake bread', 'ESSENTIAL', 0.4, 1, 'INFERRED'],
      ['fermentation of dough', 'OPTIONAL', 0.4, 1, 'INFERRED'],
    ]);
    expect(nodes[1]).toMatchObject({
      occupation: { code: '63202' },
      path: [
        { kind: 'CLOSE', vintage: 'NOC 2021, O*NET 26', from: { code: '63202' }, to: { code: BAKER } },
        { kind: 'CLOSE', confidence: 0.5, vintage: '2025', from: { code: BAKER }, to: { code: '7512.1' } },
      ],
      reason:
        'Inferred from the occupation “Bakers of the NOC” (noc) through crosswalks: it is close to “Bakers” (onet), which is close to “baker” (esco), which states it as essential; confidence 0.4.',
      french:
        'Déduite de la profession « Bakers of the NOC » (noc) par correspondances : elle est proche de « Bakers » (onet), qui est proche de « baker » (esco), qui la dit essentielle; confiance 0,4.',
    });
  });

  test('they come in pages', async () => {
    const { inferredSkills: one } = await find('noc', '63202', { first: 1 });
    expect([one.totalCount, one.nodes.length, one.pageInfo.hasNextPage]).toEqual([3, 1, true]);
    const { inferredSkills: rest } = await find('noc', '63202', { first: 5, after: one.pageInfo.endCursor });
    expect(rest.nodes.map(({ skill }: { skill: { label: string } }) => skill.label)).toEqual([
      'bake bread',
      'fermentation of dough',
    ]);
  });

  test.each([
    ['an occupation whose framework states skills', 'esco', '7512.1'],
    ['one that is only related to another', 'noc', '10010'],
    ['one whose ways are all less sure than is followed', 'noc', '00010'],
  ])('none for %s', async (_case, framework, code) => {
    expect((await find(framework, code)).inferredSkills.nodes).toEqual([]);
  });

  test('a second import of a crosswalk changes nothing, and a row that is gone from it is dropped', async () => {
    const location = writeFolder({ 'noc.csv': NOC_ONET }, 'crosswalk');
    const read = async () => {
      const source = valueOrThrow(await prepareSource(hub.database, { format: 'crosswalk', location }, []));
      return valueOrThrow(await runImport(hub.database, await openImport(hub.database, source)));
    };
    expect(await read()).toMatchObject({ seen: 2, created: 2 });
    writeInto(location, { 'noc.csv': `${NOC_ONET}63202,Bakers,51-9999.00,Others\n` });
    expect(await read()).toMatchObject({ seen: 3, created: 1, updated: 0, unchanged: 2, tombstoned: 0 });
    writeInto(location, { 'noc.csv': NOC_ONET });
    expect(await read()).toMatchObject({ seen: 2, created: 0, updated: 0, unchanged: 2, tombstoned: 1 });
  });

  test('a gap to such an occupation says of each leaf that nobody stated it', async () => {
    const [learner] = (await makeLearners(hub.database.db, 'one')) as [LearnerId];
    const key = await hub.makeKey({ name: 'one', role: 'LEARNER', learnerId: learner });
    const { data, errors } = await hub.ask(
      `query ($learner: ID!, $occupation: ID!) {
        skillGap(learnerId: $learner, occupationId: $occupation) {
          isInferred requirements { importance label reason inferred { confidence need } }
        }
        recommendations(learnerId: $learner, occupationId: $occupation) { plans { steps { reasons } } }
      }`,
      { learner: toGlobalId('Learner', learner), occupation: (await find('noc', '63202')).id },
      { key },
    );
    expect(errors).toBeUndefined();
    expect(data.skillGap.isInferred).toBe(true);
    expect(data.skillGap.requirements[1]).toEqual({
      ...{ importance: 'UNSPECIFIED', label: 'bake bread', inferred: { confidence: 0.4, need: 'ESSENTIAL' } },
      reason: expect.stringMatching(
        /^Inferred from the occupation “Bakers of the NOC” .* confidence 0\.4\. No badge or claim/u,
      ),
    });
  });

  test('so does a gap to a posting that states no requirement, and its stored matches are none', async () => {
    const [employer] = await hub.database.sql`
      insert into organization (uri, name, kind, roles) values ('urn:e', '{"en":"E"}', 'EMPLOYER', '{EMPLOYER}') returning id`;
    const [occupation] = await hub.database.sql`select id from occupation where uri = ${uri.occupation('o1')}`;
    const [job] = await hub.database.sql`
      insert into job (employer_id, position_id, title, occupation_id)
      values (${employer?.id}, 'p', '{"en":"Baker"}', ${occupation?.id}) returning id`;
    const [row] = await hub.database.sql`select id from learner limit 1`;
    const key = await hub.makeKey({ name: 'two', role: 'LEARNER', learnerId: Number(row?.id) as LearnerId });
    const { data } = await hub.ask(
      `query ($learner: ID!, $job: ID!) { skillGap(learnerId: $learner, jobId: $job) {
        isInferred requirements { importance label reason inferred { need path { kind } } } } }`,
      { learner: toGlobalId('Learner', Number(row?.id)), job: toGlobalId('Job', Number(job?.id)) },
      { key },
    );
    expect(data.skillGap.isInferred).toBe(true);
    expect(data.skillGap.requirements[0]).toEqual({
      ...{ importance: 'UNSPECIFIED', label: 'knead dough', inferred: { need: 'ESSENTIAL', path: [] } },
      reason: expect.stringContaining(
        'Inferred from the occupation “baker” (esco), which states it as essential; confidence 1.',
      ),
    });
  });

  test('skills the framework comes to state itself take the place of inferred ones', async () => {
    await importInto(hub.database, 'onet', onetFiles());
    // O*NET is nearer now and states skills of its own; NOC still has none.
    const labels = (await find('noc', '63202')).inferredSkills.nodes.map(
      ({ skill, confidence }: { skill: { label: string }; confidence: number }) => `${skill.label} ${confidence}`,
    );
    expect(labels).toContain('Food production 0.8');
    expect(labels).not.toContain('Reading 0.8');
    expect((await find('onet', BAKER)).inferredSkills.nodes).toEqual([]);
  });
});
