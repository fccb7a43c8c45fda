import { isIP } from 'node:net';
import { z } from 'zod';

/** A value that never prints: logging or serialising it shows `[hidden]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one place that needs it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[hidden]';
  }

  toJSON(): string {
    return '[hidden]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[hidden]';
  }
}

/** Whether an address can be taken apart as the drivers will. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password, pathname } = new URL(text);
  try {
    return [username, password, pathname].every((part) => typeof decodeURIComponent(part) === 'string');
  } catch {
    return false;
  }
}

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//u, 'must start with postgres:// or postgresql://')
  .refine(isAddress, 'must be an address like postgres://user:password@host:5432/database, special characters as %40')
  .transform((url) => new Secret(url));
const redisUrl = z
  .string()
  .regex(/^rediss?:\/\//u, 'must start with redis:// or rediss://')
  .refine(isAddress, 'must be an address like redis://host:6379, special characters as %40')
  .transform((url) => new Secret(url));
/** What keys for sealing are made of. */
const sealing = z
  .string()
  .min(32, 'must have at least 32 characters')
  .transform((secret) => new Secret(secret));
const port = z.coerce.number('must be a whole number').int('must be a whole number').min(0).max(65_535);
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/u;
/** An OpenID Connect issuer: https, or this machine. Source: OpenID Connect Discovery 1.0, 4.1. */
const issuer = z.string().refine(
  (text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, search, hash } = new URL(text);
    return (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))) && search === '' && hash === '';
  },
  { error: ({ input }) => `"${input}" must be an https address without ? and #` },
);
const issuers = z
  .string()
  .transform((text) => text.split(/[\s,]+/u).filter((part) => part !== ''))
  .pipe(z.array(issuer));
const list = z.string().transform((text) => text.split(':').filter((part) => part !== ''));

/** Host names, addresses and networks, separated by spaces or commas. */
const hosts = z
  .string()
  .transform((text) => text.split(/[\s,]+/u).filter((part) => part !== ''))
  .pipe(
    z.array(
      z.string().refine(isHostOrNetwork, {
        error: ({ input }) => `"${input}" must be a host name, an address or a network like 10.1.0.0/16`,
      }),
    ),
  );

function isHostOrNetwork(text: string): boolean {
  const [address = '', prefix, ...others] = text.split('/');
  if (prefix === undefined) return isIP(address) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/iu.test(address);
  const longest = isIP(address) === 6 ? 128 : isIP(address) === 4 ? 32 : -1;
  return others.length === 0 && /^\d{1,3}$/u.test(prefix) && Number(prefix) <= longest;
}

/**
 * Every setting: its environment variable, how it is read, its default in words and what it does. The table in README is
 * made from this list, and nothing else reads the environment.
 */
export const SETTINGS = {
  databaseUrl: {
    name: 'DATABASE_URL',
    parse: postgresUrl.optional(),
    fallback: 'an embedded PostgreSQL under `TESSERA_DATA_DIR`',
    meaning: 'PostgreSQL 15 or later that holds the truth.',
  },
  redisUrl: {
    name: 'REDIS_URL',
    parse: redisUrl.optional(),
    fallback: 'the same PostgreSQL, schema `bullmq`',
    meaning: 'Redis 6.2 or later for the queues; advised in production.',
  },
  host: {
    name: 'HOST',
    parse: z.string().default('127.0.0.1'),
    fallback: '`127.0.0.1`',
    meaning: 'Address the API listens on; `0.0.0.0` in a container.',
  },
  port: {
    name: 'PORT',
    parse: port.default(4000),
    fallback: '`4000`',
    meaning: 'Port of the API; 0 takes a free one.',
  },
  publicUrl: {
    name: 'TESSERA_PUBLIC_URL',
    parse: z
      .url({ protocol: /^https?$/u, error: 'must be an address like https://hub.example.org' })
      .transform((url) => url.replace(/\/+$/u, ''))
      .optional(),
    fallback: 'as each request names the host, with http',
    meaning: 'Address people reach the API at from outside: share links and the hub’s own identifier are made of it.',
  },
  dataDir: {
    name: 'TESSERA_DATA_DIR',
    parse: z.string().min(1).default('.tessera'),
    fallback: '`.tessera`',
    meaning: 'Folder of the embedded services.',
  },
  adminKey: {
    name: 'TESSERA_ADMIN_KEY',
    parse: z
      .string()
      .min(16, 'must have at least 16 characters')
      .transform((key) => new Secret(key))
      .optional(),
    fallback: 'none; the demo makes one and prints it',
    meaning: "The first administrator's API key, sent as `Authorization: Bearer …`.",
  },
  signingSecret: {
    name: 'TESSERA_SIGNING_SECRET',
    parse: sealing.optional(),
    fallback: 'none: nothing is signed',
    meaning: 'Seals the private keys this hub signs learner records with; `npx tessera keys rotate` makes the first.',
  },
  sourceSecret: {
    name: 'TESSERA_SOURCE_SECRET',
    parse: sealing.optional(),
    fallback: 'none: no credentials are taken',
    meaning: 'Seals the credentials that sources of imports are asked with.',
  },
  sourceSecretBefore: {
    name: 'TESSERA_SOURCE_SECRET_BEFORE',
    parse: sealing.optional(),
    fallback: 'none',
    meaning:
      'The one before, while `TESSERA_SOURCE_SECRET` is changed: what it sealed is sealed anew when a worker starts.',
  },
  oidcIssuers: {
    name: 'TESSERA_OIDC_ISSUERS',
    parse: issuers.default([]),
    fallback: 'none: only keys are accepted',
    meaning: 'OpenID Connect issuers whose tokens people may sign in with, separated by spaces or commas.',
  },
  oidcAudience: {
    name: 'TESSERA_OIDC_AUDIENCE',
    parse: z.string().min(1).optional(),
    fallback: 'none; needed with issuers',
    meaning: 'What the `aud` of those tokens must be: the name this hub is registered under.',
  },
  pointsPerHour: {
    name: 'TESSERA_POINTS_PER_HOUR',
    parse: z.coerce.number().int().min(1).max(100_000_000).default(5_000),
    fallback: '`5000`',
    meaning: 'Points an API key may use an hour; a point stands for about ten objects of an answer.',
  },
  anonymousPointsPerHour: {
    name: 'TESSERA_ANONYMOUS_POINTS_PER_HOUR',
    parse: z.coerce.number().int().min(1).max(100_000_000).optional(),
    fallback: '`60`; as with a key where only this machine can ask',
    meaning: 'Points an address may use an hour without a key.',
  },
  importDirs: {
    name: 'TESSERA_IMPORT_DIRS',
    parse: list.default([]),
    fallback: 'any folder this process can read',
    meaning: 'Folders (separated by `:`) from which an administrator may import by path over the API.',
  },
  fetchAllowHosts: {
    name: 'TESSERA_FETCH_ALLOW_HOSTS',
    parse: hosts.default([]),
    fallback: 'none: only public addresses are asked',
    meaning:
      'Hosts and networks (such as `badges.intern` or `10.1.0.0/16`) that may be asked for badges, keys, lists and sources although they are not public.',
  },
  fetchMaxBytes: {
    name: 'TESSERA_FETCH_MAX_BYTES',
    parse: z.coerce
      .number()
      .int()
      .min(1_000)
      .max(1e12)
      .default(2 * 1024 ** 3),
    fallback: '`2147483648`',
    meaning: 'Bytes that one reading of a source may fetch at most, unpacked and with all its pages.',
  },
  fetchTimeoutSeconds: {
    name: 'TESSERA_FETCH_TIMEOUT_SECONDS',
    parse: z.coerce.number().min(0.1).max(86_400).default(3_600),
    fallback: '`3600`',
    meaning: 'Seconds in which a file of a source must have come whole.',
  },
  fetchIdleSeconds: {
    name: 'TESSERA_FETCH_IDLE_SECONDS',
    parse: z.coerce.number().min(0.1).max(600).default(30),
    fallback: '`30`',
    meaning: 'Seconds in which a host of a source must have sent 1 KB; one that drips is let go.',
  },
  fetchRetries: {
    name: 'TESSERA_FETCH_RETRIES',
    parse: z.coerce.number().int().min(0).max(20).default(5),
    fallback: '`5`',
    meaning: 'How often a host of a source that fails is asked again, after 1, 2, 4 … seconds.',
  },
  fetchPerSecond: {
    name: 'TESSERA_FETCH_PER_SECOND',
    parse: z.coerce.number().int().min(1).max(1_000).default(5),
    fallback: '`5`',
    meaning: 'Requests a second that a process sends to one host of sources at most.',
  },
  databasePool: {
    name: 'TESSERA_DATABASE_POOL',
    parse: z.coerce.number().int().min(2).max(200).default(10),
    fallback: '`10`',
    meaning: 'Connections a process opens to PostgreSQL at most.',
  },
  statementTimeoutMs: {
    name: 'TESSERA_STATEMENT_TIMEOUT_MS',
    parse: z.coerce.number().int().min(100).max(600_000).default(10_000),
    fallback: '`10000`',
    meaning: 'Milliseconds after which a statement of the API is cancelled (`TIMEOUT`); workers have no such bound.',
  },
  workerConcurrency: {
    name: 'TESSERA_WORKER_CONCURRENCY',
    parse: z.coerce.number().int().min(1).max(64).default(2),
    fallback: '`2`',
    meaning: 'Jobs of one kind a worker process runs at once.',
  },
  linkConfidence: {
    name: 'TESSERA_LINK_CONFIDENCE',
    parse: z.coerce.number().min(0).max(1).default(0.9),
    fallback: '`0.9`',
    meaning:
      'Confidence, 0 to 1, from which words are tied to a skill without a person; below, they wait in `linkReviews`. 1 has all wait but the certain.',
  },
  nodeEnv: {
    name: 'NODE_ENV',
    parse: z.string().optional(),
    fallback: 'none',
    meaning:
      '`production` keeps the schema from strangers unless `TESSERA_INTROSPECTION` says otherwise; the image sets it.',
  },
  introspection: {
    name: 'TESSERA_INTROSPECTION',
    parse: z
      .enum(['on', 'off'], 'must be on or off')
      .transform((word) => word === 'on')
      .optional(),
    fallback: '`off` in production, else `on`; the demo has it on',
    meaning: 'Whether the API describes its schema to whoever asks; the explorer needs it.',
  },
  logLevel: {
    name: 'LOG_LEVEL',
    parse: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
    fallback: '`info` for `api` and `worker`, else `warn`',
    meaning: 'Least severe log line written (JSON on standard error).',
  },
} as const;

type SettingName = keyof typeof SETTINGS;

/** All settings, read and frozen. */
export type Config = { readonly [K in SettingName]: z.output<(typeof SETTINGS)[K]['parse']> };

/** What signing takes: as whom, and what opens the key. */
export type SigningSettings = Partial<Pick<Config, 'publicUrl' | 'signingSecret'>>;

/** What sources are registered under: which hosts may be asked, and what seals their credentials. */
export type SourceSettings = Partial<Pick<Config, 'fetchAllowHosts' | 'sourceSecret' | 'sourceSecretBefore'>>;

/** Points an hour of who sends no key: few for strangers, no fewer than with a key for whoever sits at this machine. */
export function anonymousPoints({ anonymousPointsPerHour, pointsPerHour, host }: Config): number {
  const isLocal = host === 'localhost' || host === '::1' || host.startsWith('127.');
  return anonymousPointsPerHour ?? (isLocal ? pointsPerHour : 60);
}

/** Whether the API describes its schema: as stated, else everywhere but in production. */
export function showsSchema({ introspection, nodeEnv }: Config): boolean {
  return introspection ?? nodeEnv !== 'production';
}

/** Every fault of the environment in one message, a line each. */
export class ConfigError extends Error {
  constructor(faults: readonly string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads all settings from an environment. An empty variable counts as unset.
 *
 * @throws ConfigError naming every faulty variable and what it must be
 */
export function readConfig(environment: NodeJS.ProcessEnv = processEnvironment()): Config {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(SETTINGS)) {
    const parsed = setting.parse.safeParse(environment[setting.name] || undefined);
    if (parsed.success) values[key] = parsed.data;
    else faults.push(`${setting.name}: ${parsed.error.issues.map((issue) => issue.message).join('; ')}`);
  }
  const { oidcIssuers, oidcAudience } = values as Partial<Config>;
  if (oidcIssuers?.length && oidcAudience === undefined) {
    // Without it a token that people gave to any other site of the issuer would open this one.
    faults.push(`${SETTINGS.oidcAudience.name}: must be set together with ${SETTINGS.oidcIssuers.name}`);
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(values) as Config;
}

/** The rows of README's table of settings. */
export function settingsTable(): string {
  const rows = Object.values(SETTINGS).map(
    ({ name, fallback, meaning }) => `| \`${name}\` | ${fallback} | ${meaning} |`,
  );
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

/** The environment of a process started by this one: ours, with the database this one uses. */
export function environmentOfChild(databaseUrl: string): NodeJS.ProcessEnv {
  return { ...processEnvironment(), [SETTINGS.databaseUrl.name]: databaseUrl };
}

function processEnvironment(): NodeJS.ProcessEnv {
  // biome-ignore lint/style/noProcessEnv: the one place that reads the environment.
  return process.env;
}
