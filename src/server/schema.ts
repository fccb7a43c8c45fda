import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { CredentialRelationResolver, CredentialResolver, CredentialSkillResolver } from '../credentials/graphql.ts';
import { ImportRunResolver, SourceResolver } from '../imports/graphql.ts';
import { OrganizationResolver } from '../providers/graphql.ts';
import {
  FrameworkResolver,
  OccupationResolver,
  OccupationSkillResolver,
  SkillRelationResolver,
  SkillResolver,
} from '../skills/graphql.ts';
import { NodeResolver } from './node.ts';
import { ViewerResolver } from './viewer.ts';

/** The whole API: each domain's resolvers, one line a noun. */
export function makeSchema(): Promise<GraphQLSchema> {
  return buildSchema({
    resolvers: [
      NodeResolver,
      ViewerResolver,
      OrganizationResolver,
      ...[FrameworkResolver, SkillResolver, SkillRelationResolver, OccupationResolver, OccupationSkillResolver],
      ...[CredentialResolver, CredentialSkillResolver, CredentialRelationResolver],
      ...[SourceResolver, ImportRunResolver],
    ],
    validate: false,
  });
}
