const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/iu;

/**
 * A moment in UTC, ISO 8601, of the years 1 to 9999; null when the text is none. A day stands for its start; one without an
 * offset is taken for UTC; `+0200` is understood as `+02:00`.
 */
export function momentFrom(text: string): string | null {
  const [, day, time = '00:00', offset = 'Z'] = MOMENT.exec(text.trim()) ?? [];
  // JavaScript reads 30 February as 2 March.
  if (day === undefined || !isoOf(`${day}T00:00:00Z`)?.startsWith(day)) return null;
  const moment = isoOf(`${day}T${time}${offset.replace(/^(.\d{2})(\d{2})$/u, '$1:$2')}`.toUpperCase());
  return moment !== null && /^(?!0000)\d{4}-/u.test(moment) ? moment : null;
}

function isoOf(text: string): string | null {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace('.000Z', 'Z');
}
