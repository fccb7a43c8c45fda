import { eq, sql } from 'drizzle-orm';
import { type Columns, many, one, rowsOfQuery, rowsOfTable, type Shape, shapeOf } from '../graphql/shape.ts';
import { organizationShape } from '../providers/index.ts';
import { skillShape } from '../skills/index.ts';
import {
  credential,
  credentialRelation,
  credentialSkill,
  endorsement,
  fundingEligibility,
  fundingProgram,
  offering,
  priorLearningPolicy,
} from './tables.ts';

const ofCredential = (row: Columns, of: Columns) => sql`${of.credentialId} = ${row.id}`;

const credentialSkillShape = shapeOf(rowsOfTable(credentialSkill), {
  nested: {
    skill: one(
      () => skillShape,
      (row, of) => sql`${of.id} = ${row.skillId}`,
    ),
  },
});

const credentialRelationShape: Shape = shapeOf(rowsOfTable(credentialRelation), {
  nested: {
    to: one(
      () => credentialShape,
      (row, to) => sql`${to.id} = ${row.toId}`,
    ),
  },
});

const funding = sql`
  select ${fundingEligibility.credentialId}, ${fundingEligibility.status}, ${fundingEligibility.reasons},
         ${fundingProgram.code} as program, ${fundingProgram.name} as program_name, ${fundingProgram.ruleYear},
         ${fundingProgram.url}
  from ${fundingEligibility} join ${fundingProgram} on ${eq(fundingProgram.id, fundingEligibility.programId)}`;

const fundingShape = shapeOf(
  rowsOfQuery(funding, {
    ...{ credentialId: 'credential_id', status: 'status', reasons: 'reasons', url: 'url' },
    ...{ program: 'program', programName: 'program_name', ruleYear: 'rule_year' },
  }),
);

/** How credentials and what hangs from them are read for the API; each list in the order its loader gives. */
export const credentialShape: Shape = shapeOf(rowsOfTable(credential), {
  nested: {
    provider: one(
      () => organizationShape,
      (row, of) => sql`${of.id} = ${row.providerId}`,
    ),
    skills: many(
      () => credentialSkillShape,
      ofCredential,
      (of) => [sql`${of.relation}`, sql`${of.id}`],
    ),
    relations: many(
      () => credentialRelationShape,
      (row, of) => sql`${of.fromId} = ${row.id}`,
      (of) => [sql`${of.kind}`, sql`${of.toUri}`],
    ),
    endorsements: many(
      () => shapeOf(rowsOfTable(endorsement)),
      ofCredential,
      (of) => [sql`${of.id}`],
    ),
    offerings: many(
      () => shapeOf(rowsOfTable(offering)),
      ofCredential,
      (of) => [sql`${of.startsOn}`],
    ),
    priorLearning: one(() => shapeOf(rowsOfTable(priorLearningPolicy)), ofCredential),
    funding: many(
      () => fundingShape,
      ofCredential,
      (of) => [sql`${of.program}`, sql`${of.ruleYear}`],
    ),
  },
});
