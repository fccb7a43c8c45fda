import { Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { FrameworkType } from '../skills/graphql.ts';
import type { Framework } from '../skills/index.ts';
import { type ExportScope, exportersOf } from './write-export.ts';

@ObjectType('ExportFormat', {
  description: 'A format something can be fetched in, with the address that answers it.',
  simpleResolvers: true,
})
export class ExportFormatType {
  @Field(() => String, { description: 'Name of the format, such as `case`.' }) format: string;
  @Field(() => String, { description: 'What the format is, in English.' }) label: string;
  @Field(() => String, { description: 'Media type of the answer.' }) mediaType: string;
  @Field(() => String, { description: 'Fetch it with GET; it is written as it is read.' }) url: string;
}

function formatsAt(what: ExportScope['what'], hubUrl: string, path: string): ExportFormatType[] {
  return exportersOf(what).map(({ name, label, mediaType }) => ({
    ...{ format: name, label, mediaType },
    url: `${hubUrl}/exports/${path}/${name}`,
  }));
}

@Resolver(() => FrameworkType)
export class ExportResolver {
  @Query(() => [ExportFormatType], {
    description: 'Formats of the whole catalogue. Add `?provider=URI` to the address for one provider.',
  })
  catalogueExports(@Ctx() { publicUrl }: Context): ExportFormatType[] {
    return formatsAt('CATALOGUE', publicUrl, 'catalogue');
  }

  @Query(() => [ExportFormatType], { description: 'Formats of all open postings.' })
  jobExports(@Ctx() { publicUrl }: Context): ExportFormatType[] {
    return formatsAt('JOBS', publicUrl, 'jobs');
  }

  @FieldResolver(() => [ExportFormatType], { description: 'Formats the framework can be fetched in, whole.' })
  exports(@Root() { code }: Framework, @Ctx() { publicUrl }: Context): ExportFormatType[] {
    return formatsAt('FRAMEWORK', publicUrl, `frameworks/${encodeURIComponent(code)}`);
  }
}
