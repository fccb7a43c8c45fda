/** The checks of a badge, in the order they are told. */
export const CHECK_NAMES = [
  'STRUCTURE',
  'CONTEXT',
  'PROOF',
  'ISSUER_IDENTITY',
  'DATES',
  'REVOCATION',
  'RECIPIENT',
  'ENDORSEMENTS',
  'KNOWN_ISSUER',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** PASS holds, FAIL does not, SKIPPED does not apply, UNKNOWN could not be decided. */
export type CheckResult = 'PASS' | 'FAIL' | 'SKIPPED' | 'UNKNOWN';

/** One thing that was looked at, and a sentence for people that names what it found. */
export interface Check {
  readonly name: CheckName;
  readonly result: CheckResult;
  readonly reason: string;
}

/** What a check found, before it is told which check it belongs to. */
export type Finding = Omit<Check, 'name'>;

export const pass = (reason: string): Finding => ({ result: 'PASS', reason });
export const failed = (reason: string): Finding => ({ result: 'FAIL', reason });
export const skipped = (reason: string): Finding => ({ result: 'SKIPPED', reason });
export const unknown = (reason: string): Finding => ({ result: 'UNKNOWN', reason });

/** VALID when every check that applies passed; UNKNOWN counts as unverified everywhere in the hub. */
export type Verdict = 'VALID' | 'INVALID' | 'REVOKED' | 'UNKNOWN';

/** Facts beside a badge: it is what it is whoever endorses it, and whether or not a registry knows its issuer. */
const BESIDE: readonly CheckName[] = ['ENDORSEMENTS', 'KNOWN_ISSUER'];

/** A failed check makes a badge invalid, a revocation revoked, an undecided check unknown: in this order. */
export function verdictOf(checks: readonly Check[]): Verdict {
  const weighing = checks.filter(({ name }) => !BESIDE.includes(name));
  const failures = weighing.filter(({ result }) => result === 'FAIL');
  if (failures.some(({ name }) => name !== 'REVOCATION')) return 'INVALID';
  if (failures.length > 0) return 'REVOKED';
  return weighing.some(({ result }) => result === 'UNKNOWN') ? 'UNKNOWN' : 'VALID';
}

const WORST_FIRST: readonly CheckResult[] = ['FAIL', 'UNKNOWN', 'PASS', 'SKIPPED'];

/** Several findings of one check as one: the worst result, and each reason that has it or worse to say. */
export function worstOf(findings: readonly Finding[]): Finding {
  const result = WORST_FIRST.find((each) => findings.some((finding) => finding.result === each)) ?? 'SKIPPED';
  const told = [...findings].sort((a, b) => WORST_FIRST.indexOf(a.result) - WORST_FIRST.indexOf(b.result));
  return { result, reason: [...new Set(told.map(({ reason }) => reason))].join(' ') };
}
