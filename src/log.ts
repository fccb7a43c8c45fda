import { DrizzleQueryError } from 'drizzle-orm';
import { type Logger, pino, stdSerializers } from 'pino';

export type { Logger };

/** The process's logger: JSON lines on standard error, so that a command's standard output stays its answer. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: ['req.headers.authorization', '*.apiKey', '*.password'], censor: '[hidden]' },
      serializers: { err: describeError },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** An error as it is logged: a statement's text and what PostgreSQL said, never its parameters, which hold people's data. */
function describeError(error: unknown): object {
  if (!(error instanceof DrizzleQueryError)) return stdSerializers.err(error as Error);
  const { cause, query, stack } = error;
  const frames = stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  const said = cause as (Error & { code?: string; detail?: string }) | undefined;
  return { type: 'DrizzleQueryError', message: said?.message, code: said?.code, query, stack: frames.join('\n') };
}
