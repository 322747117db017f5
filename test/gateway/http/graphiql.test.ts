import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'node:http';
import { runGateway, type RunningGateway } from '../support/running-gateway.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

let gateway: RunningGateway;
let page: string;
let policy: string;
let filesPath: string;
beforeAll(async () => {
  gateway = await runGateway();
  const response = await fetch(`${gateway.url}/graphql`, { headers: BROWSER });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  page = await response.text();
  policy = response.headers.get('content-security-policy') ?? '';
  filesPath = /href="(\/graphiql\/[^"]+\/)ruru\.js"/.exec(page)?.[1] ?? '';
});
afterAll(() => gateway.stop());

/** Asks for a path as it is written: fetch would tidy it. */
function rawGet(path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the page for browsers', () => {
  test('needs no token, and names no address but its own', () => {
    expect(page).toContain('ruru-root');
    expect(page).toContain('"endpoint": "/graphql"');
    expect(page).not.toMatch(/(?:https?:)?\/\/[\w-]+\.[\w.-]+/);
    expect(page).not.toMatch(/unpkg|jsdelivr|cdn/i);
  });

  test('is shown only to whoever asks for a page', async () => {
    for (const accept of ['application/json', '*/*']) {
      expect((await fetch(`${gateway.url}/graphql`, { headers: { accept } })).status).toBe(401);
    }
  });

  test('loads only what this server has', async () => {
    const loads = [...page.matchAll(/(?:href|src|from)\s*=?\s*"([^"]+)"/g)].map(([, target]) => target ?? '');
    const files = loads.filter((target) => !target.startsWith('data:'));
    expect(files.length).toBeGreaterThanOrEqual(2);
    for (const file of files) {
      expect(file.startsWith(filesPath)).toBe(true);
      expect((await fetch(gateway.url + file)).status).toBe(200);
    }
  });

  test('may run nothing but its own scripts and reach nothing but its own server', () => {
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/);
    expect(policy.match(/'sha256-[\w+/=]+'/g)?.length).toBe(page.match(/<script/g)?.length);
  });

  test('can be filled with a header of a demonstration, which may hold no script', async () => {
    const demo = await runGateway({
      graphiql: { headers: async () => ({ authorization: 'Bearer </script><script>' }) },
    });
    const html = await (await fetch(`${demo.url}/graphql`, { headers: BROWSER })).text();
    expect(html).toContain('initialHeaders');
    expect(html.match(/<script/g)?.length).toBe((page.match(/<script/g)?.length ?? 0) + 1);
    expect(html).not.toContain('Bearer </script>');
    await demo.stop();
  });

  test('is not there where it is off', async () => {
    const bare = await runGateway({ graphiql: null });
    expect((await fetch(`${bare.url}/graphql`, { headers: BROWSER })).status).toBe(401);
    expect((await fetch(`${bare.url}${filesPath}ruru.js`)).status).toBe(404);
    await bare.stop();
  });
});

describe("the page's files", () => {
  test.each([
    ['ruru.js', 'text/javascript; charset=utf-8'],
    ['ruru.css', 'text/css; charset=utf-8'],
    ['graphqlWorker.js', 'text/javascript; charset=utf-8'],
  ])('%s comes with its type and may be kept for good', async (name, type) => {
    const response = await fetch(`${gateway.url}${filesPath}${name}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await response.text()).length).toBeGreaterThan(1_000);
    const etag = response.headers.get('etag') ?? '';
    expect((await fetch(`${gateway.url}${filesPath}${name}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  test.each([
    '../package.json',
    '..%2fpackage.json',
    '%2e%2e/package.json',
    '....//package.json',
    '/etc/passwd',
    '..\\package.json',
    'ruru.js%00',
    '__proto__',
    'constructor',
    'ruru.js.map',
    '',
  ])('%j leads nowhere', async (name) => {
    expect(await rawGet(`${filesPath}${name}`)).toBe(404);
  });
});
