import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  Info,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { FrameworkId, OccupationId, SkillId } from '../db/ids.ts';
import { inLanguage, textIn } from '../db/localized-text.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { IdField, LanguageArg } from '../graphql/decorators.ts';
import { direct } from '../graphql/direct.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { NodeType } from '../graphql/node.ts';
import { refuse } from '../graphql/problems.ts';
import { brought, type Soon } from '../graphql/shape.ts';
import { sized } from '../graphql/size.ts';
import { wantedOf } from '../graphql/wanted.ts';
import { EdgeKindEnum, NeedEnum, ReuseLevelEnum, SkillKindEnum } from './enum-graphql.ts';
import {
  countOccupations,
  countSkills,
  type Framework,
  findFrameworks,
  findOccupation,
  findOccupations,
  findSkill,
  findSkills,
  type NeededSkill,
  type Occupation,
  type SkillEdge,
  type SkillRow,
} from './find-skills.ts';
import { edgesOfSkill, frameworkById, frameworkCounts, skillById, skillsOfOccupation } from './loaders.ts';
import { type ReuseLevel, type SkillKind } from './skill.ts';

@ObjectType('Framework', {
  implements: NodeType,
  description: 'A published set of skills, named everywhere by its short code.',
  simpleResolvers: true,
})
export class FrameworkType extends NodeType {
  @Field(() => String, { description: 'Short code, such as `esco`.' }) code: string;
  @Field(() => String, { nullable: true, description: 'Address its publisher names it by; null when there is none.' })
  uri: string | null;
  @Field(() => String, { nullable: true, description: 'The attribution its licence asks for.' }) attribution:
    | string
    | null;
}

@ObjectType('Skill', {
  implements: NodeType,
  description: 'A skill or piece of knowledge of one framework.',
  simpleResolvers: true,
})
export class SkillType extends NodeType {
  @Field(() => String, { description: 'Its identity in its framework.' }) uri: string;
  @Field(() => String, { nullable: true, description: "The framework's own code; null when it has none." }) code:
    | string
    | null;
  @Field(() => SkillKindEnum, { description: 'GROUP is a heading, which nobody holds.' }) kind: SkillKind;
  @Field(() => ReuseLevelEnum, { nullable: true, description: 'Null when the framework does not say.' })
  reuseLevel: ReuseLevel | null;
}

@ObjectType('SkillRelation', {
  description: 'An edge from a skill to another, in its own framework or as a crosswalk.',
  simpleResolvers: true,
})
export class SkillRelationType {
  @Field(() => EdgeKindEnum, { description: 'Read from this skill to the other.' }) kind: string;
  @Field(() => String, { description: 'The other skill, loaded or not.' }) targetUri: string;
  @Field(() => Float, { description: '0 to 1: how sure whoever asserted it is.' }) confidence: number;
}

@ObjectType('Occupation', {
  implements: NodeType,
  description: 'An occupation of one framework.',
  simpleResolvers: true,
})
export class OccupationType extends NodeType {
  @Field(() => String, { description: 'Its identity in its framework.' }) uri: string;
  @Field(() => String, { nullable: true, description: "The framework's own code, such as ESCO's `2511.3`." }) code:
    | string
    | null;
}

@ObjectType('OccupationSkill', { description: 'A skill an occupation needs.', simpleResolvers: true })
export class OccupationSkillType {
  @Field(() => NeedEnum, { description: 'INFERRED came through a crosswalk, never from the framework itself.' })
  relation: string;
}

@InputType('SkillFilter', { description: 'Which skills; what is absent does not limit.' })
class SkillFilterInput {
  @Field(() => String, { nullable: true, description: 'Short code, such as `esco`.' }) framework?: string | null;
  @Field(() => [SkillKindEnum], { nullable: true, description: 'All but GROUP when absent.' }) kinds?:
    | SkillKind[]
    | null;
  @Field(() => String, { nullable: true, description: 'A whole label or alias in any language, whatever its case.' })
  label?: string | null;
}

@InputType('OccupationFilter', { description: 'Which occupations; what is absent does not limit.' })
class OccupationFilterInput {
  @Field(() => String, { nullable: true, description: 'Short code, such as `esco`.' }) framework?: string | null;
  @Field(() => String, { nullable: true, description: 'A whole label or alias in any language, whatever its case.' })
  label?: string | null;
  @Field(() => String, { nullable: true, description: "The framework's own code, such as ESCO's `2511.3`." }) code?:
    | string
    | null;
}

const SkillConnection = connectionType('Skill', SkillType);
const OccupationConnection = connectionType('Occupation', OccupationType);
const FrameworkConnection = connectionType('Framework', FrameworkType, false);

@Resolver(() => FrameworkType)
export class FrameworkResolver {
  @Query(() => FrameworkConnection, { description: 'Frameworks loaded here, oldest first.' })
  async frameworks(@Args(() => PageArgs) page: PageArgs, @Ctx() { db }: Context): Promise<Connection<Framework>> {
    const first = firstOf(page);
    const after = readIdCursor<FrameworkId>('frameworks', page.after);
    return pageOf('frameworks', await findFrameworks(db, { first: first + 1, after }), first, ({ id }) => [id]);
  }

  @IdField()
  id(@Root() { id }: Framework): string {
    return toGlobalId('Framework', id);
  }

  @FieldResolver(() => String, { description: 'In the asked language, else English, else whichever there is.' })
  name(@Root() { name }: Framework, @Ctx() ctx: Context, @LanguageArg() tag?: string): string {
    return textIn(name, tag ?? ctx.language);
  }

  @FieldResolver(() => Int, { description: 'Skills it states today, headings not counted.' })
  async skillCount(@Root() { id }: Framework, @Ctx() ctx: Context): Promise<number> {
    return (await frameworkCounts(ctx).load(id))?.skills ?? 0;
  }

  @FieldResolver(() => Int, { description: 'Occupations it states today, headings not counted.' })
  async occupationCount(@Root() { id }: Framework, @Ctx() ctx: Context): Promise<number> {
    return (await frameworkCounts(ctx).load(id))?.occupations ?? 0;
  }

  @FieldResolver(() => Int, { description: 'Pairs of occupation and skill where the skill is essential.' })
  async essentialLinkCount(@Root() { id }: Framework, @Ctx() ctx: Context): Promise<number> {
    return (await frameworkCounts(ctx).load(id))?.essentialLinks ?? 0;
  }

  @FieldResolver(() => Int, { description: 'Pairs of occupation and skill where the skill is optional.' })
  async optionalLinkCount(@Root() { id }: Framework, @Ctx() ctx: Context): Promise<number> {
    return (await frameworkCounts(ctx).load(id))?.optionalLinks ?? 0;
  }
}

@Resolver(() => SkillType)
export class SkillResolver {
  @Query(() => SkillType, { nullable: true, description: 'A skill by id or URI; exactly one of them.' })
  skill(
    @Arg('id', () => ID, { nullable: true, description: 'Its global id.' }) id: string | null,
    @Arg('uri', () => String, { nullable: true, description: 'Its identity in its framework, in full.' }) uri:
      | string
      | null,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SkillRow | null> {
    if (id != null && uri == null) return findSkill(db, { id: idOf<SkillId>('Skill', id, 'id') }, wantedOf(info));
    if (uri != null && id == null) return findSkill(db, { uri }, wantedOf(info));
    return refuse('BAD_USER_INPUT', 'state exactly one of id and uri', 'id');
  }

  @Query(() => SkillConnection, { description: 'Skills in a stable order, headings left out unless asked for.' })
  async skills(
    @Arg('filter', () => SkillFilterInput, {
      nullable: true,
      description: 'All skills when absent, headings left out.',
    })
    filter: SkillFilterInput | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<SkillRow>> {
    const first = firstOf(page);
    const after = readIdCursor<SkillId>('skills', page.after);
    const rows = await findSkills(db, filter ?? {}, { first: first + 1, after }, wantedOf(info));
    return pageOf(
      'skills',
      rows,
      first,
      ({ id }) => [id],
      () => countSkills(db, filter ?? {}),
    );
  }

  @IdField()
  id(@Root() { id }: SkillRow): string {
    return toGlobalId('Skill', id);
  }

  @FieldResolver(() => String, {
    description: 'Preferred label in the asked language, else English, else whichever there is.',
  })
  label(@Root() { labels }: SkillRow, @Ctx() ctx: Context, @LanguageArg() tag?: string): string {
    return textIn(labels, tag ?? ctx.language);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Null when the framework gives none.' })
  description(@Root() { descriptions }: SkillRow, @Ctx() ctx: Context, @LanguageArg() tag?: string): string | null {
    return textIn(descriptions, tag ?? ctx.language) || null;
  }

  @FieldResolver(() => [String], { description: 'Other labels in the asked language.' })
  aliases(@Root() { aliases }: SkillRow, @Ctx() ctx: Context, @LanguageArg() tag?: string): readonly string[] {
    return inLanguage(aliases, tag ?? ctx.language) ?? [];
  }

  @direct
  @FieldResolver(() => FrameworkType, { description: 'Who states it.' })
  framework(@Root() row: SkillRow, @Ctx() ctx: Context): Soon<Framework | null> {
    return brought(row, 'framework', () => frameworkById(ctx).load(row.frameworkId));
  }

  @sized(40)
  @direct
  @FieldResolver(() => [SkillRelationType], { description: 'Edges to other skills, at most 200.' })
  relations(@Root() row: SkillRow, @Ctx() ctx: Context): Soon<SkillEdge[]> {
    return brought(row, 'relations', () => edgesOfSkill(ctx).load(row.id));
  }
}

@Resolver(() => SkillRelationType)
export class SkillRelationResolver {
  @direct
  @FieldResolver(() => SkillType, { nullable: true, description: 'Null while the other skill is not loaded.' })
  target(@Root() row: SkillEdge, @Ctx() ctx: Context): Soon<SkillRow | null> {
    return brought(row, 'target', () => (row.targetId === null ? null : skillById(ctx).load(row.targetId)));
  }
}

@Resolver(() => OccupationType)
export class OccupationResolver {
  @Query(() => OccupationType, { nullable: true, description: 'An occupation by id or URI; exactly one of them.' })
  occupation(
    @Arg('id', () => ID, { nullable: true, description: 'Its global id.' }) id: string | null,
    @Arg('uri', () => String, { nullable: true, description: 'Its identity in its framework, in full.' }) uri:
      | string
      | null,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Occupation | null> {
    if (id != null && uri == null) {
      return findOccupation(db, { id: idOf<OccupationId>('Occupation', id, 'id') }, wantedOf(info));
    }
    if (uri != null && id == null) return findOccupation(db, { uri }, wantedOf(info));
    return refuse('BAD_USER_INPUT', 'state exactly one of id and uri', 'id');
  }

  @Query(() => OccupationConnection, {
    description: 'Occupations in a stable order, headings of the classification left out.',
  })
  async occupations(
    @Arg('filter', () => OccupationFilterInput, { nullable: true, description: 'All occupations when absent.' })
    filter: OccupationFilterInput | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Occupation>> {
    const first = firstOf(page);
    const after = readIdCursor<OccupationId>('occupations', page.after);
    const rows = await findOccupations(db, filter ?? {}, { first: first + 1, after }, wantedOf(info));
    return pageOf(
      'occupations',
      rows,
      first,
      ({ id }) => [id],
      () => countOccupations(db, filter ?? {}),
    );
  }

  @IdField()
  id(@Root() { id }: Occupation): string {
    return toGlobalId('Occupation', id);
  }

  @FieldResolver(() => String, { description: 'In the asked language, else English, else whichever there is.' })
  label(@Root() { labels }: Occupation, @Ctx() ctx: Context, @LanguageArg() tag?: string): string {
    return textIn(labels, tag ?? ctx.language);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Null when the framework gives none.' })
  description(@Root() { descriptions }: Occupation, @Ctx() ctx: Context, @LanguageArg() tag?: string): string | null {
    return textIn(descriptions, tag ?? ctx.language) || null;
  }

  @direct
  @FieldResolver(() => FrameworkType, { description: 'Who states it.' })
  framework(@Root() row: Occupation, @Ctx() ctx: Context): Soon<Framework | null> {
    return brought(row, 'framework', () => frameworkById(ctx).load(row.frameworkId));
  }

  @sized(50)
  @direct
  @FieldResolver(() => [OccupationSkillType], { description: 'Skills it needs, essential ones first.' })
  skills(@Root() row: Occupation, @Ctx() ctx: Context): Soon<NeededSkill[]> {
    return brought(row, 'skills', () => skillsOfOccupation(ctx).load(row.id));
  }
}

@Resolver(() => OccupationSkillType)
export class OccupationSkillResolver {
  @direct
  @FieldResolver(() => SkillType, { description: 'The skill needed.' })
  skill(@Root() row: NeededSkill, @Ctx() ctx: Context): Soon<SkillRow | null> {
    return brought(row, 'skill', () => skillById(ctx).load(row.skillId));
  }
}
