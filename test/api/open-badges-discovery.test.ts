import { describe, expect, test } from 'vitest';
import { testHub } from '../rig/hub.ts';

const HUB = 'https://hub.example/tessera';

describe('the Open Badges discovery document', () => {
  const hub = testHub({ environment: { TESSERA_PUBLIC_URL: HUB } });
  const discovered = async () => {
    const response = await fetch(`${hub.url}/ims/ob/v3p0/discovery`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('application/json');
    return JSON.parse(await response.text());
  };

  test('is an OpenAPI document that says where the hub answers', async () => {
    expect(await discovered()).toMatchObject({
      openapi: '3.0.1',
      info: { title: 'Tessera', version: '3.0', description: expect.stringContaining(`${HUB}/graphql`) },
      servers: [{ url: `${HUB}/ims/ob/v3p0` }],
    });
  });

  test('claims what the hub serves, and nothing else', async () => {
    const { paths, components, security } = await discovered();
    expect(components).toEqual({ securitySchemes: {} });
    expect(security).toBeUndefined();
    const claimed = Object.entries<Record<string, unknown>>(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => [method.toUpperCase(), path] as const),
    );
    expect(claimed).toEqual([['GET', '/discovery']]);
    expect((await fetch(`${hub.url}/exports/catalogue/open-badges`)).status).toBe(200);
    for (const [method, path] of [
      ['GET', '/credentials'],
      ['POST', '/credentials'],
      ['GET', '/profile'],
      ['PUT', '/profile'],
    ] as const) {
      const { status } = await fetch(`${hub.url}/ims/ob/v3p0${path}`, { method });
      expect(status).toBe(404);
    }
  });
});
