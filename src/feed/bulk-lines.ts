import { type SQL, sql } from 'drizzle-orm';
import type { FeedNoun } from './noun.ts';

/**
 * Each noun's rows as lines of JSON, made by PostgreSQL: `row` is the noun's row. What a line says is what the API shows
 * everybody, texts in all their languages, and other things named by their URI.
 */
interface Lines {
  /** A FROM item that has `row` and whatever the object needs. */
  readonly from: string;
  /** Keys and values of the line's object, behind `type` and `id`. */
  readonly object: string;
}

/** `'costCents', row.cost_cents` and so on. */
function fields(of: string, ...keys: readonly string[]): string {
  return keys
    .map((key) => `'${key}', ${of}.${key.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)}`)
    .join(', ');
}

/** A list of what hangs from the row. */
function list(object: string, from: string, orderBy: string): string {
  return `(select coalesce(json_agg(json_build_object(${object}) order by ${orderBy}), '[]') from ${from})`;
}

/** A global id of the API. */
function globalId(type: string, id: string): string {
  return `translate(encode(convert_to('${type}:' || ${id}, 'UTF8'), 'base64'), '+/=', '-_')`;
}

const RECORD = `left join source_record record on record.id = row.source_record_id left join source on source.id = record.source_id`;

/** Where a row came from: the source's name and format, its own key for it, and the run that last changed it. */
function provenance(attribution = 'null'): string {
  return `'provenance', case when record.id is not null then json_build_object('source', source.name, 'format', source.format,
    'key', record.key, 'importRunId', ${globalId('ImportRun', 'record.changed_run_id')}, 'attribution', ${attribution}) end`;
}

const CONCEPT = fields('row', 'uri', 'code', 'kind', 'labels', 'aliases', 'descriptions');

const LINES: Readonly<Record<FeedNoun, Lines>> = {
  ORGANIZATION: {
    from: `organization row ${RECORD}`,
    object: `${fields('row', 'uri', 'name', 'description', 'kind', 'roles', 'url', 'region')}, ${provenance()}`,
  },
  FRAMEWORK: {
    from: 'framework row',
    object: `${fields('row', 'uri', 'code', 'name', 'attribution')}, 'versions',
      (select coalesce(json_agg(version order by id), '[]') from framework_version where framework_id = row.id)`,
  },
  SKILL: {
    from: `skill row join framework on framework.id = row.framework_id ${RECORD}`,
    object: `${CONCEPT}, ${fields('row', 'reuseLevel')}, 'framework', framework.code, 'relations', ${list(
      `${fields('edge', 'kind')}, 'uri', edge.to_uri, ${fields('edge', 'confidence', 'vintage')}`,
      'skill_relation edge where edge.from_id = row.id',
      'edge.kind, edge.to_uri, edge.source_id',
    )}, ${provenance('framework.attribution')}`,
  },
  OCCUPATION: {
    from: `occupation row join framework on framework.id = row.framework_id ${RECORD}`,
    object: `${CONCEPT}, 'framework', framework.code, 'broader',
      (select coalesce(json_agg(far.uri order by far.uri), '[]') from occupation_relation edge
        join occupation far on far.id = edge.broader_id where edge.from_id = row.id),
      'skills', ${list(
        `${fields('edge', 'relation')}, 'uri', skill.uri, ${fields('edge', 'confidence')}`,
        'occupation_skill edge join skill on skill.id = edge.skill_id where edge.occupation_id = row.id',
        'edge.relation, skill.uri, edge.source_id',
      )}, ${provenance('framework.attribution')}`,
  },
  CREDENTIAL: {
    from: `credential row join organization provider on provider.id = row.provider_id ${RECORD}`,
    object: `'provider', provider.uri, ${fields(
      'row',
      ...['uri', 'type', 'status', 'name', 'description', 'url', 'languages', 'deliveryMode', 'learningFormats'],
      ...['assessmentMethods', 'assessed', 'summativeAssessment', 'proctored', 'identityVerified', 'evidenceVisible'],
      ...['instructionalHours', 'totalHours', 'durationWeeks', 'selfPaced', 'costCents', 'currency', 'creditStatus'],
      ...['creditValue', 'transcriptable', 'stackMode', 'validYears', 'qualityProcess', 'qualityBody', 'noc2021'],
    ).replace("'type', row.type", "'credentialType', row.type")}, 'skills', ${list(
      `${fields('edge', 'relation', 'statement', 'how')}, 'uri', skill.uri`,
      'credential_skill edge left join skill on skill.id = edge.skill_id where edge.credential_id = row.id',
      'edge.relation, edge.statement',
    )}, 'relations', ${list(
      `${fields('edge', 'kind')}, 'uri', edge.to_uri, 'group', edge."group", ${fields('edge', 'groupRequired')}`,
      'credential_relation edge where edge.from_id = row.id',
      'edge.kind, edge.to_uri',
    )}, 'endorsements', ${list(
      fields('part', 'partnerName', 'fact'),
      'endorsement part where part.credential_id = row.id',
      'part.partner_name, part.fact',
    )}, 'offerings', ${list(
      fields('part', 'startsOn', 'costCents'),
      'offering part where part.credential_id = row.id',
      'part.starts_on',
    )}, 'priorLearning', (select json_build_object(${fields('part', 'available', 'url', 'methods', 'maxPercent', 'feeCents')})
      from prior_learning_policy part where part.credential_id = row.id), 'funding', ${list(
        `'program', program.code, ${fields('program', 'ruleYear')}, ${fields('part', 'status', 'reasons')}, 'url', program.url`,
        'funding_eligibility part join funding_program program on program.id = part.program_id where part.credential_id = row.id',
        'program.code, program.rule_year',
      )}, ${provenance()}`,
  },
  JOB: {
    from: 'job row join organization employer on employer.id = row.employer_id left join occupation on occupation.id = row.occupation_id',
    object: `'employer', employer.uri, ${fields('row', 'positionId', 'state', 'title', 'description', 'region', 'noc2021')},
      ${fields('row', 'publishedAt', 'closesAt')}, 'occupation', occupation.uri, 'requirement', ${list(
        `'key', node.id::text, 'parent', node.parent_id::text, ${fields('node', 'kind', 'atLeast', 'importance', 'weight')},
         ${fields('node', 'statement', 'neededAtHire', 'acceptedFrom')}, 'skill', skill.uri, 'credential', credential.uri`,
        `requirement node left join skill on skill.id = node.skill_id
         left join credential on credential.id = node.credential_id where node.job_id = row.id`,
        'node.parent_id nulls first, node.position',
      )}`,
  },
};

/** Nouns whose rows stay when they are gone. */
const TOMBSTONED: ReadonlySet<FeedNoun> = new Set(['ORGANIZATION', 'SKILL', 'OCCUPATION', 'CREDENTIAL']);

/**
 * A page of a noun's lines by id, those that are gone left out.
 *
 * @param type  its name in the API
 */
export function linesOf(noun: FeedNoun, type: string, page: { readonly after: number; readonly first: number }): SQL {
  const { from, object } = LINES[noun];
  const alive = TOMBSTONED.has(noun) ? ' and row.tombstoned_at is null' : '';
  const line = `json_build_object('type', '${type}', 'id', ${globalId(type, 'row.id')}, ${object})`;
  return sql`
    select row.id, ${sql.raw(line)}::text as line from ${sql.raw(from)}
    where row.id > ${page.after}${sql.raw(alive)} order by row.id limit ${page.first}`;
}
