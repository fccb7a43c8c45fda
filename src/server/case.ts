import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PUBLIC } from '../accounts/index.ts';
import { findCaseAssociations, findCaseDocuments, findCaseItem, findCaseKept } from '../exports/case-objects.ts';
import { readFramework } from '../exports/read-framework.ts';
import { asVersion, type CaseVersion } from '../formats/case/version.ts';
import { writePackage } from '../formats/case/write.ts';
import type { ExportHead } from '../formats/export.ts';
import type { Context } from '../graphql/context.ts';
import { type PlainParts, plainHandler } from './plain.ts';

/** Of a client's budget: an object, or a whole package. */
const POINTS = 20;
const PACKAGE_POINTS = 200;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
/** Definitions, and whether CASE answers one in a list of its kind. Source: CASE 1.1, getCFConcept and its like. */
const DEFINITIONS = {
  ...{ CFConcepts: true, CFSubjects: true, CFItemTypes: true },
  ...{ CFLicenses: false, CFAssociationGroupings: false },
};

/**
 * The read-only CASE API over every framework of the hub, `/ims/case/v1p0` and `/ims/case/v1p1`, for clients that know CASE. 1.0
 * leaves out what came with 1.1. Errors are `imsx_StatusInfo`. Source: CASE 1.1, REST binding.
 */
export function addCase(app: FastifyInstance, parts: PlainParts): void {
  for (const [path, version] of [
    ['/ims/case/v1p0', '1.0'],
    ['/ims/case/v1p1', '1.1'],
  ] as const) {
    app.register(
      (scope, _options, registered) => {
        scope.addHook('preSerialization', async (_request, reply, payload) => statusInfoOf(reply, payload));
        addRoutes(scope, parts, version);
        registered();
      },
      { prefix: path },
    );
  }
}

type Answer = (context: Context, identifier: string, head: ExportHead, reply: FastifyReply) => Promise<unknown>;

function addRoutes(app: FastifyInstance, parts: PlainParts, version: CaseVersion): void {
  const as = (type: string, value: unknown) => asVersion(type, value, version);
  const one = (path: string, answer: Answer, points = POINTS) =>
    app.get(
      `/${path}/:id`,
      plainHandler(parts, { rule: PUBLIC, points }, async (context, request, reply) => {
        const identifier = (request.params as { id: string }).id.toLowerCase();
        if (!UUID.test(identifier)) return refuse(reply, 400, 'invalid_uuid', `${identifier} is no UUID`);
        const value = await answer(context, identifier, headOf(context), reply);
        return value === null
          ? refuse(reply, 404, 'unknownobject', `${path} ${identifier} is not here`)
          : reply.send(value);
      }),
    );
  app.get(
    '/CFDocuments',
    plainHandler(parts, { rule: PUBLIC, points: POINTS }, async (context, request, reply) => {
      const documents = await findCaseDocuments(context.db, headOf(context));
      const values = documents.map(({ value }) => as('CFDocument', value) as Value);
      return answerPage(request, reply, values, context.publicUrl);
    }),
  );
  one('CFDocuments', async ({ db }, identifier, head) => {
    const found = (await findCaseDocuments(db, head)).find((each) => each.identifier === identifier);
    return found ? as('CFDocument', found.value) : null;
  });
  one(
    'CFPackages',
    async ({ db }, identifier, head, reply) => {
      const found = (await findCaseDocuments(db, head)).find((each) => each.identifier === identifier);
      if (!found) return null;
      reply.type('application/json; charset=utf-8');
      return Readable.from(writePackage(readFramework(db, found.code, 'case'), head, version));
    },
    PACKAGE_POINTS,
  );
  one('CFItems', async ({ db }, identifier, head) => {
    const found = await findCaseItem(db, identifier, head);
    return found && as('CFItem', found.value);
  });
  one('CFItemAssociations', async ({ db }, identifier, head) => {
    const found = await findCaseItem(db, identifier, head);
    if (!found) return null;
    const associations = await findCaseAssociations(db, { itemId: found.id }, head);
    const CFAssociations = associations.map((value) => as('CFAssociation', value));
    return { CFItem: as('CFItem', found.value), CFAssociations };
  });
  one('CFAssociations', async ({ db }, identifier, head) => {
    const [found] = await findCaseAssociations(db, { identifier }, head);
    const value = found ?? (await findCaseKept(db, 'CFAssociation', 'CFAssociations', identifier));
    return value && as('CFAssociation', value);
  });
  one('CFRubrics', async ({ db }, identifier) => {
    const value = await findCaseKept(db, 'CFRubric', 'CFRubrics', identifier);
    return value && as('CFRubric', value);
  });
  for (const [list, isListed] of Object.entries(DEFINITIONS)) {
    one(list, async ({ db }, identifier) => {
      const value = await findCaseKept(db, 'CFDefinitions', list, identifier);
      return value && (isListed ? { [list]: [as(list, value)] } : as(list, value));
    });
  }
}

function headOf({ publicUrl, now }: Context): ExportHead {
  return { title: 'Framework', hubUrl: publicUrl, writtenAt: now.toISOString() };
}

type Value = Readonly<Record<string, unknown>>;
const FILTER = /^(?<field>\w+)\s*(?<sign>!=|>=|<=|=|>|<|~)\s*'(?<value>[^']*)'$/u;

/** `limit` 1 to 100 (100 unless told), `offset`, `sort`, `orderBy`, `filter`, `fields`. Source: CASE 1.1, section 3.1. */
function answerPage(request: FastifyRequest, reply: FastifyReply, all: readonly Value[], hubUrl: string): unknown {
  const asked = request.query as Readonly<Record<string, string | string[] | undefined>>;
  const textOf = (name: string) => (typeof asked[name] === 'string' ? asked[name] : undefined);
  const [limit, offset] = [Number(textOf('limit') ?? 100), Number(textOf('offset') ?? 0)];
  if (!Number.isInteger(limit) || limit < 1 || limit > 100 || !Number.isSafeInteger(offset) || offset < 0) {
    return refuse(reply, 400, 'invalid_selection_field', 'limit is 1 to 100, and offset 0 or more');
  }
  const known = new Set(all.flatMap((value) => Object.keys(value)));
  const sort = textOf('sort');
  if (sort !== undefined && all.length > 0 && !known.has(sort)) {
    return refuse(reply, 400, 'invalid_sort_field', `${sort} is no field of a CFDocument`);
  }
  const { field, sign, value } = FILTER.exec(textOf('filter')?.trim() ?? '')?.groups ?? {};
  if (asked.filter !== undefined && (field === undefined || (all.length > 0 && !known.has(field)))) {
    return refuse(reply, 400, 'invalid_selection_field', "filter is one condition, such as title='Mathematics'");
  }
  const fields = textOf('fields')
    ?.split(',')
    .map((name) => name.trim());
  if (fields && all.length > 0 && !fields.every((name) => known.has(name))) {
    return refuse(reply, 400, 'invalid_selection_field', 'fields names fields of a CFDocument, cut by commas');
  }
  const kept =
    field === undefined ? [...all] : all.filter((each) => fits(String(each[field] ?? ''), sign, value ?? ''));
  if (sort !== undefined) {
    const direction = textOf('orderBy')?.toLowerCase() === 'desc' ? -1 : 1;
    kept.sort((one, other) => direction * (String(one[sort] ?? '') < String(other[sort] ?? '') ? -1 : 1));
  }
  const page = kept.slice(offset, offset + limit);
  const address = (to: number) => {
    const target = new URL(`${hubUrl}${request.url}`);
    target.searchParams.set('limit', String(limit));
    target.searchParams.set('offset', String(to));
    return target.href;
  };
  const last = Math.max(0, Math.ceil(kept.length / limit) - 1) * limit;
  const links = [
    ...(offset + limit < kept.length ? [[offset + limit, 'next'] as const] : []),
    [last, 'last'] as const,
    [0, 'first'] as const,
    ...(offset > 0 ? [[Math.max(0, offset - limit), 'prev'] as const] : []),
  ];
  return reply
    .headers({
      'x-total-count': kept.length,
      link: links.map(([to, name]) => `<${address(to)}>; rel="${name}"`).join(', '),
    })
    .send({ CFDocuments: fields ? page.map((each) => only(each, fields)) : page });
}

function fits(stated: string, sign: string | undefined, value: string): boolean {
  if (sign === '=') return stated === value;
  if (sign === '!=') return stated !== value;
  if (sign === '~') return stated.toLowerCase().includes(value.toLowerCase());
  if (sign === '>') return stated > value;
  if (sign === '<') return stated < value;
  return sign === '>=' ? stated >= value : stated <= value;
}

function only(value: Value, fields: readonly string[]): Value {
  return Object.fromEntries(Object.entries(value).filter(([name]) => fields.includes(name)));
}

function refuse(reply: FastifyReply, status: number, minor: string, description: string): unknown {
  return reply.code(status).send(statusInfo(minor, description));
}

/** Source: CASE 1.1, imsx_StatusInfo. */
function statusInfo(minor: string, description: string) {
  return {
    imsx_codeMajor: 'failure',
    imsx_severity: 'error',
    imsx_description: description,
    imsx_codeMinor: {
      imsx_codeMinorField: [{ imsx_codeMinorFieldName: 'TargetEndSystem', imsx_codeMinorFieldValue: minor }],
    },
  };
}

/** Refusals of the hub's own, such as of a client whose budget is spent, in CASE's form. */
function statusInfoOf(reply: FastifyReply, payload: unknown): unknown {
  const [error] = (payload as { errors?: { message: string }[] } | null)?.errors ?? [];
  if (reply.statusCode < 400 || !error) return payload;
  const minors: Readonly<Record<number, string>> = {
    401: 'unauthorisedrequest',
    403: 'forbidden',
    429: 'server_busy',
    503: 'server_busy',
  };
  return statusInfo(minors[reply.statusCode] ?? 'internal_server_error', error.message);
}
