import { once } from 'node:events';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type ConnectionOptions, type SecureVersion } from 'node:tls';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readTransportFault } from '../../../platform/http/transport-faults.ts';

const SECRET = Buffer.alloc(32, 7);
const BODY = '{"deal":"one"}';
const GARBAGE = 'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n';

const opened: Array<{ server: Server; sockets: Set<Socket> }> = [];
afterEach(async () => {
  for (const { server, sockets } of opened.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  }
});

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  opened.push({ server, sockets });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Agrees on a key by a secret that both know, so that no certificate is needed. */
function tlsOf(version: SecureVersion) {
  return { ciphers: 'PSK-AES128-GCM-SHA256:TLS_AES_128_GCM_SHA256', minVersion: version, maxVersion: version } as const;
}

/** A vendor that takes whole requests, behind something that answers in its place with bytes that are no TLS. */
async function breakingVendor(version: SecureVersion): Promise<{ port: number; arrived: () => string }> {
  let arrived = '';
  let breakAnswer = (): void => undefined;
  const vendor = createTlsServer({ ...tlsOf(version), pskCallback: () => SECRET }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      arrived += String(bytes);
      if (arrived.endsWith(BODY)) breakAnswer();
    });
  });
  const vendorPort = await listen(vendor);
  const between = createServer((near) => {
    const far = connect(vendorPort, '127.0.0.1');
    far.on('error', () => undefined);
    near.pipe(far).pipe(near);
    breakAnswer = () => {
      far.unpipe(near);
      near.write(GARBAGE);
    };
  });
  return { port: await listen(between), arrived: () => arrived };
}

async function errorOfCall(port: number, version: SecureVersion): Promise<unknown> {
  const options: RequestOptions & ConnectionOptions = {
    ...tlsOf(version),
    host: '127.0.0.1',
    port,
    method: 'POST',
    agent: false,
    pskCallback: () => ({ psk: SECRET, identity: 'house' }),
    checkServerIdentity: () => undefined,
  };
  const call = httpsRequest(options);
  const failed = once(call, 'error');
  call.end(BODY);
  const [error] = await failed;
  return error;
}

describe('a call over TLS', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'whose answer breaks inside %s may have had its effect: it counts as sent',
    async (version) => {
      const { port, arrived } = await breakingVendor(version);
      const error = await errorOfCall(port, version);
      expect(arrived()).toContain(BODY);
      expect(readTransportFault(error)).toMatchObject({
        kind: 'unreachable',
        words: 'the TLS connection broke, or none could be made',
        code: expect.stringMatching(/^ERR_SSL_/),
        notSent: false,
      });
    },
  );

  test.each(['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ECONNREFUSED'])(
    'that ends with %s was not sent: it is known before the first byte',
    (code) => {
      expect(readTransportFault(Object.assign(new Error('no'), { code })).notSent).toBe(true);
    },
  );
});
