import { readFileSync } from 'node:fs';
import { RULES } from '../../../src/accounts/index.ts';
import { CARRIER, ROWS, type Rule } from '../../../src/graphql/policy.ts';
import { POLICY } from '../../../src/server/policy.ts';
import type { Cell, Matrix } from './matrix.ts';
import { type MatrixViewer, VIEWERS } from './world.ts';

const SIGN: Readonly<Record<Cell, string>> = { refused: '✗', nothing: '–', blank: '∅', shown: '✓' };

/** `docs/authorisation.md`: the rules as they are stated, and what the running hub answered to every viewer. */
export function authorisationPage(fields: Matrix, mutations: Matrix): string {
  return `# Who may see and do what

Written by \`npm run authorisation\`: the rules are those of the code, and every cell is what a running hub answered. \`npm test\`
asks all of it again and fails where an answer differs.

Nothing is allowed that no rule allows: the hub does not start while a field has none. Whether a field may be named at all is
decided on the document before it runs (an error \`UNAUTHENTICATED\` or \`FORBIDDEN\` for the whole of it); which rows it shows, in
the statement that reads them, and for learners' data a second time by PostgreSQL ([decision 4](decisions/0004-two-locks.md)).

## Rules

${table(['rule', 'for', 'who', 'with a scope of', 'rows'], [...RULES, CARRIER].map(ruleRow))}

${table(
  ['rows', 'which'],
  Object.entries(ROWS).map(([name, meaning]) => [`\`${name}\``, meaning]),
)}

## Fields

A learner who shows their badges to one employer and to another also their name, and everybody who might ask about them. Keys
carry all scopes of their role.

${Object.values(SIGN).join(' ')} stand for: refused; the row is not there for them; it is, without this; shown.

${matrixTable('fields', fields)}

Pages of lists, payloads of mutations and \`CredentialAcceptance\`, which only its mutation answers, follow what carries them.

## Mutations

✓ may call it; whose things it then changes is the rule's rows.

${matrixTable('mutations', mutations)}
`;
}

function ruleRow({ name, meaning, roles, scopes, rows }: Rule): string[] {
  const who = roles === 'EVERYBODY' ? 'everybody' : roles.map((role) => role.toLowerCase()).join(', ');
  return [`\`${name}\``, meaning, who, scopes.join(' or '), `\`${rows}\``];
}

/** A line for the fields of a type that share a rule and are answered alike. */
function matrixTable(title: string, matrix: Matrix): string {
  const lines = new Map<
    string,
    { fields: string[]; type: string; rule: Rule; cells: Readonly<Record<MatrixViewer, Cell>> }
  >();
  for (const [coordinate, cells] of matrix) {
    const [type = '', field = ''] = coordinate.split('.');
    const rule = POLICY[type]?.[field];
    if (!rule) throw new Error(`${coordinate} has no rule`);
    const key = [type, rule.name, ...Object.values(cells)].join(' ');
    const line = lines.get(key) ?? { fields: [], type, rule, cells };
    line.fields.push(`\`${field}\``);
    lines.set(key, line);
  }
  const rows = [...lines.values()].map(({ fields, type, rule, cells }) => [
    type,
    fields.join(' '),
    rule.name,
    ...VIEWERS.map((viewer) => SIGN[cells[viewer]]),
  ]);
  return table(['type', title, 'rule', ...VIEWERS], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The cells of the page as it is checked in. */
export function documentedCells(): Matrix {
  const text = readFileSync(new URL('../../../docs/authorisation.md', import.meta.url), 'utf8');
  const meaning = new Map(Object.entries(SIGN).map(([cell, sign]) => [sign, cell as Cell]));
  const matrix = new Map<string, Readonly<Record<MatrixViewer, Cell>>>();
  for (const line of text.split('\n')) {
    const [type = '', fields = '', , ...signs] = line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/gu, ''));
    if (signs.length !== VIEWERS.length || !meaning.has(signs[0] ?? '')) continue;
    const cells = Object.fromEntries(VIEWERS.map((viewer, index) => [viewer, meaning.get(signs[index] ?? '')]));
    for (const [, field] of fields.matchAll(/`(\w+)`/gu))
      matrix.set(`${type}.${field}`, cells as Record<MatrixViewer, Cell>);
  }
  return matrix;
}
