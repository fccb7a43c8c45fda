import { Field, ID, InputType, Int } from 'type-graphql';
import { formats } from '../formats/index.ts';
import { published } from '../graphql/enum.ts';
import { MOMENT_FORMS, type MomentForm, PAGING_STYLES, type PagingStyle } from '../provenance/index.ts';

const StyleEnum = published(
  'PagingStyle',
  PAGING_STYLES,
  'How an address gives its records page by page: four ways that are general, then those of hosts the field uses.',
  {
    LINK: 'The header `Link` with `rel="next"` says what is next (RFC 8288).',
    PAGE: 'Pages are numbered in a query parameter, up to an empty or a shorter one.',
    OFFSET: 'Records are counted in a query parameter, up to an empty page or a shorter one.',
    CURSOR: 'The body says what is next: an address, or a cursor for a query parameter.',
    CREDENTIAL_REGISTRY: 'Search of the Credential Registry.',
    CASE: 'CASE 1.0 and 1.1: lists `CFDocuments`, and reads the package of each.',
    CREDLY: "Credly's API.",
    BADGR: "Badgr's API v2.",
    OSMT: "OSMT's API v3.",
  },
);
const FormEnum = published('MomentForm', MOMENT_FORMS, 'How a moment is written in an address.', {
  INSTANT: 'ISO 8601 in UTC, such as `2026-03-01T04:30:00.000Z`.',
  DAY: 'Its day in UTC, such as `2026-03-01`.',
  UNIX_SECONDS: 'Seconds since 1970.',
});

@InputType('ColumnMappingInput', { description: 'A column of our template and the foreign header that holds it.' })
export class ColumnMappingInput {
  @Field(() => String, { description: 'Our column, such as `title_en`.' }) column: string;
  @Field(() => String, { description: "The file's header, such as `Course name`." }) header: string;
}

@InputType('PagingInput', {
  description: 'How an address is asked page by page; what is left out is as usual for the style.',
})
export class PagingInput {
  @Field(() => StyleEnum, { description: 'How pages are told apart.' }) style: PagingStyle;
  @Field(() => String, {
    nullable: true,
    description: "Query parameter of the page's number, the offset or the cursor.",
  })
  parameter?: string | null;
  @Field(() => String, { nullable: true, description: 'Query parameter of how many records a page has.' })
  sizeParameter?: string | null;
  @Field(() => Int, { nullable: true, description: 'Records a page is asked to have, 1 to 10,000; 100 when absent.' })
  size?: number | null;
  @Field(() => Int, { nullable: true, description: 'Number of the first page, 0 or 1; 1 when absent.' })
  first?: number | null;
  @Field(() => String, {
    nullable: true,
    description:
      'JSON Pointer (RFC 6901) to the records of a page; the page itself or the first list in it when absent.',
  })
  items?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'JSON Pointer to the next cursor or address; `/next` when absent.',
  })
  next?: string | null;
  @Field(() => Int, { nullable: true, description: 'Pages that are read at most, up to 10,000; 1,000 when absent.' })
  pagesAtMost?: number | null;
}

@InputType('SinceInput', {
  description: 'How a host is asked for what changed since the last reading. Such a reading tells nothing gone.',
})
export class SinceInput {
  @Field(() => String, { description: 'Query parameter that holds the moment, such as `from`.' }) parameter: string;
  @Field(() => FormEnum, { nullable: true, description: 'How the moment is written; INSTANT when absent.' })
  form?: MomentForm | null;
  @Field(() => String, {
    nullable: true,
    description:
      "What the parameter holds around `{since}`, such as `lastChangeDateTime>'{since}'`; the moment alone when absent.",
  })
  template?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Minutes before the last reading that are asked for again, 0 to 10,080; 60 when absent.',
  })
  overlapMinutes?: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Days after which all is read again, which alone tells what is gone, 1 to 3,650; 30 when absent.',
  })
  fullEveryDays?: number | null;
}

@InputType('BasicCredentialsInput', { description: 'A name and a password (RFC 7617).' })
class BasicCredentialsInput {
  @Field(() => String, { description: 'Without a colon.' }) username: string;
  @Field(() => String, { description: 'Kept sealed, and never given back.' }) password: string;
}

@InputType('HeaderCredentialsInput', { description: 'A header of the host’s own, such as `X-Api-Key`.' })
class HeaderCredentialsInput {
  @Field(() => String, { description: 'Name of the header.' }) name: string;
  @Field(() => String, { description: 'Kept sealed, and never given back.' }) value: string;
}

@InputType('SourceCredentialsInput', {
  description:
    'What a host is asked with: exactly one of these. Kept sealed, never given back, and sent to no other host.',
})
export class SourceCredentialsInput {
  @Field(() => String, { nullable: true, description: 'A token, sent as `Authorization: Bearer …`.' })
  bearer?: string | null;
  @Field(() => BasicCredentialsInput, { nullable: true, description: 'Sent as `Authorization: Basic …`.' })
  basic?: BasicCredentialsInput | null;
  @Field(() => HeaderCredentialsInput, { nullable: true, description: 'Sent as they are.' })
  header?: HeaderCredentialsInput | null;
}

const NAME = { nullable: true, description: 'What lists call it; the last part of the location when absent.' } as const;
const PARTIAL = {
  nullable: true,
  description:
    'Whether a reading states only some of the records, so that none is taken for deleted; false when absent.',
} as const;
const SCHEDULE = {
  nullable: true,
  description:
    'When it is read: a cron pattern of five fields, in UTC, such as `30 4 * * *`; null for on request alone.',
} as const;
const PAGING = { nullable: true, description: 'For an address that gives pages; null for one answer.' } as const;
const SINCE = {
  nullable: true,
  description: 'For a host that tells what changed; null to read all each time.',
} as const;
const CREDENTIALS = { nullable: true, description: 'What the host is asked with; null for nothing.' } as const;

@InputType('RegisterSourceInput', { description: 'Where records come from, and what its owner says about it.' })
export class RegisterSourceInput {
  @Field(() => String, {
    description:
      'Path of a file or folder the server can read, `upload:ID` of a file left at `POST /uploads`, or an https address. A zip is the files in it.',
  })
  location: string;
  @Field(() => String, NAME) name?: string | null;
  @Field(() => String, {
    nullable: true,
    description: `One of ${formats.map(({ name }) => name).join(', ')}; told by content when absent, of an address at its first reading.`,
  })
  format?: string | null;
  @Field(() => String, {
    nullable: true,
    description: "Short code to load a framework under; the source's own when absent.",
  })
  framework?: string | null;
  @Field(() => String, {
    nullable: true,
    description: "The publisher's name of the version, such as `1.2.0`; left open when absent.",
  })
  frameworkVersion?: string | null;
  @Field(() => [ColumnMappingInput], {
    nullable: true,
    description: 'Columns of a spreadsheet that go by other names; none when absent.',
  })
  columns?: ColumnMappingInput[] | null;
  @Field(() => String, {
    nullable: true,
    description: 'JSON of a mapping of foreign columns to ours, for `csv-mapping`; none when absent.',
  })
  mapping?: string | null;
  @Field(() => Boolean, PARTIAL) isPartial?: boolean | null;
  @Field(() => String, SCHEDULE) schedule?: string | null;
  @Field(() => PagingInput, PAGING) paging?: PagingInput | null;
  @Field(() => SinceInput, SINCE) since?: SinceInput | null;
  @Field(() => SourceCredentialsInput, CREDENTIALS) credentials?: SourceCredentialsInput | null;
}

@InputType('UpdateSourceInput', { description: 'A source, and what is to change of it; what is left out stays.' })
export class UpdateSourceInput {
  @Field(() => ID, { description: 'The source.' }) id: string;
  @Field(() => String, NAME) name?: string | null;
  @Field(() => Boolean, PARTIAL) isPartial?: boolean | null;
  @Field(() => String, SCHEDULE) schedule?: string | null;
  @Field(() => PagingInput, PAGING) paging?: PagingInput | null;
  @Field(() => SinceInput, SINCE) since?: SinceInput | null;
  @Field(() => SourceCredentialsInput, CREDENTIALS) credentials?: SourceCredentialsInput | null;
}

@InputType('RemoveSourceInput', { description: 'The source to remove.' })
export class RemoveSourceInput {
  @Field(() => ID, { description: 'The source.' }) id: string;
}
