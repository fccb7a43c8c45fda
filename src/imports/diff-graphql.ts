import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { connectionType } from '../graphql/connection.ts';
import { published } from '../graphql/enum.ts';
import { RECORD_CHANGES } from '../provenance/index.ts';

const ChangeEnum = published('RecordChange', RECORD_CHANGES, 'What becomes of a record.', {
  CREATED: 'It is not here yet.',
  UPDATED: 'It differs from what is here.',
  TOMBSTONED: 'A complete read no longer has it.',
});

@ObjectType('ImportDifference', {
  description: 'One record as it is and as it would be, with the members that differ.',
  simpleResolvers: true,
})
export class ImportDifferenceType {
  @Field(() => String, { description: 'Kind of record, such as `credential` or `skill:en`, or of relation.' })
  kind: string;
  @Field(() => String, {
    description: "The source's own identifier of it; of a relation both ends and what it is; empty for a badge.",
  })
  key: string;
  @Field(() => ChangeEnum, { description: 'What would become of it.' }) change: string;
  @Field(() => GraphQLJSON, {
    nullable: true,
    description: "The source's record as it is, the members that differ; null for a new one, and for a badge.",
  })
  before: unknown;
  @Field(() => GraphQLJSON, {
    nullable: true,
    description: 'The same members as they would be; null for one that is gone, and for a badge.',
  })
  after: unknown;
}

export const DifferenceConnection = connectionType('ImportDifference', ImportDifferenceType, false);
