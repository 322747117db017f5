import { afterEach, describe, expect, test } from '@jest/globals';
import { createAddressPin } from '../../../platform/http/address-pin.ts';
import { clientFor, httpServer, vendorErrorOf, type Loopback } from './loopback.ts';

const pin = createAddressPin({
  allowedOrigins: ['https://api.acme.example/v1', 'http://127.0.0.1:8081'],
  downloadHosts: ['files.acme.example', '*.blob.acme.example', 'LOCALHOST', '[::1]'],
});

describe('an address is called when', () => {
  test.each([
    ['its origin is configured, whatever the path', 'https://api.acme.example/v2/deals?x=1'],
    ['it writes the configured origin differently', 'HTTPS://API.ACME.EXAMPLE:443/deals'],
    ['it spells the configured loopback address differently', 'http://0x7f.1:8081/'],
    ['its host is a download host', 'https://files.acme.example/export.csv?sig=abc'],
    ['its host is below a download suffix', 'https://store7.blob.acme.example/x'],
    ['it is a download from this machine, even without TLS', 'http://localhost:9000/x'],
    ['it is a download from this machine over IPv6', 'http://[::1]:9000/x'],
  ])('%s', (_why, address) => {
    expect(pin(address)).toHaveProperty('url');
  });
});

describe('an address is refused when', () => {
  const outside = 'the address is outside the configured hosts';
  test.each([
    ['its host is another', 'https://evil.example/', outside],
    ['its port is another', 'https://api.acme.example:8443/', outside],
    ['its scheme is another', 'http://api.acme.example/', outside],
    ['its host only ends like a download suffix', 'https://evilblob.acme.example/', outside],
    ['it is the suffix itself', 'https://blob.acme.example/', outside],
    ['its host only begins like a download host', 'https://files.acme.example.evil.example/', outside],
    ['its host ends in a dot', 'https://files.acme.example./', outside],
    [
      'it hides the host behind a user name',
      'https://files.acme.example@evil.example/',
      'the address carries a user name or password',
    ],
    ['it carries a password', 'https://u:p@api.acme.example/', 'the address carries a user name or password'],
    ['it hides the host behind a backslash', 'https://evil.example\\.blob.acme.example/', outside],
    ['it is a metadata address in disguise', 'http://2852039166/latest', outside],
    ['it is a download without TLS', 'http://files.acme.example/', 'a download needs https'],
    ['it is not HTTP', 'file:///etc/passwd', 'the address is not http or https'],
    ['it is relative', '/deals', 'the address is not a valid absolute address'],
    ['it is empty', '', 'the address is not a valid absolute address'],
  ])('%s', (_why, address, refusal) => {
    expect(pin(address)).toEqual({ refusal });
  });
});

describe('a configuration that would open too much is not accepted', () => {
  test.each(['*', '*.com', '*.', 'https://files.acme.example', 'files.acme.example:8443', 'a*.acme.example', ''])(
    'download host %j',
    (host) => {
      expect(() => createAddressPin({ allowedOrigins: [], downloadHosts: [host] })).toThrow('downloadHosts[0]');
    },
  );

  test.each(['acme.example', 'ftp://acme.example', ''])('allowed origin %j', (origin) => {
    expect(() => createAddressPin({ allowedOrigins: [origin], downloadHosts: [] })).toThrow('allowedOrigins[0]');
  });
});

describe('a refused call', () => {
  const opened: Array<{ close(): Promise<void> }> = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });

  async function twoServers(): Promise<{ allowed: Loopback; other: Loopback; client: ReturnType<typeof clientFor> }> {
    const allowed = await httpServer((_request, response) => response.end('allowed'));
    const other = await httpServer((_request, response) => response.end('other'));
    const client = clientFor([allowed.origin]);
    opened.push(allowed, other, client.http);
    return { allowed, other, client };
  }

  test('makes no connection, and says why without the address', async () => {
    const { other, client } = await twoServers();
    const error = await vendorErrorOf(client.get(`${other.origin}/?sig=top-secret`));
    expect(error).toMatchObject({ kind: 'refused', vendor: 'acme', operation: 'deals.list', httpStatus: undefined });
    expect(error.message).toBe('the call deals.list to acme failed: the address is outside the configured hosts');
    expect(other.connections()).toBe(0);
    expect(client.lines.join('')).not.toMatch(/127\.0\.0\.1|top-secret/);
  });

  test('goes to the vendor itself even where the environment names a proxy', async () => {
    const { allowed, other, client } = await twoServers();
    const before = { ...process.env };
    Object.assign(process.env, { HTTP_PROXY: other.origin, http_proxy: other.origin, ALL_PROXY: other.origin });
    try {
      expect((await client.get(allowed.origin)).body.toString()).toBe('allowed');
    } finally {
      process.env = before;
    }
    expect(other.connections()).toBe(0);
  });
});
