import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { SETTINGS } from '../../src/config.ts';

const root = (name: string) => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

// No container engine runs here, so the file is read as an engine would read it.
const compose = parse(root('docker-compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};

test('containers: every service has a health check, and what lasts lies in named volumes', () => {
  expect(Object.keys(compose.services)).toEqual(['postgres', 'redis', 'api', 'worker']);
  for (const { healthcheck } of Object.values(compose.services)) expect(healthcheck?.test.length).toBeGreaterThan(0);
  const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) =>
    volumes.map((each) => each.split(':')[0]),
  );
  expect(new Set(mounted)).toEqual(new Set(Object.keys(compose.volumes)));
});

test.each(['api', 'worker'])(
  'containers: %s is our command, with settings we have, after its services are healthy',
  (name) => {
    const { command, environment = {}, depends_on } = compose.services[name] ?? {};
    expect(command).toEqual([name]);
    const known: string[] = Object.values(SETTINGS).map((setting) => setting.name);
    expect(Object.keys(environment).filter((each) => !known.includes(each))).toEqual([]);
    expect(environment).toMatchObject({ DATABASE_URL: expect.any(String), REDIS_URL: 'redis://redis:6379' });
    expect(depends_on).toEqual({ postgres: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' } });
  },
);

test('the image is built in stages and runs as a user who is not root', () => {
  const lines = root('Dockerfile').split('\n');
  expect(lines.filter((line) => line.startsWith('FROM ')).length).toBeGreaterThan(1);
  expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER node');
});
