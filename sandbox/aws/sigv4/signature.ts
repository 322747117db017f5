import { createHash, createHmac } from 'node:crypto';
import type { SandboxRequest } from '../../kernel/stand-in.ts';
import { ALGORITHM, type CredentialScope } from './authorization.ts';

export function sha256Hex(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** RFC 3986: only letters, digits and `-._~` stay as they are. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The path as it was sent, each segment encoded once more: every service but S3 signs it so. */
function canonicalPath(rawUrl: string): string {
  const path = rawUrl.split('?')[0] ?? '/';
  return path
    .split('/')
    .map((segment) => encode(segment))
    .join('/');
}

function canonicalQuery(query: URLSearchParams): string {
  const pairs = [...query].map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return pairs.sort().join('&');
}

function headerText(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  return text.trim().replaceAll(/ +/gu, ' ');
}

function canonicalRequest(request: SandboxRequest, signedHeaders: readonly string[]): string {
  const headers = signedHeaders.map((name) => `${name}:${headerText(request.headers[name])}\n`);
  return [
    request.method,
    canonicalPath(request.rawUrl),
    canonicalQuery(request.query),
    headers.join(''),
    signedHeaders.join(';'),
    sha256Hex(request.body),
  ].join('\n');
}

/** What a signature is made over and with. */
export interface Signing {
  readonly request: SandboxRequest;
  readonly signedHeaders: readonly string[];
  /** `20260402T101500Z` */
  readonly timestamp: string;
  readonly scope: CredentialScope;
  readonly secretAccessKey: string;
}

/** The signature a holder of the secret makes over this request: 64 hexadecimal digits. */
export function signatureOf(signing: Signing): string {
  const { date, region, service, end } = signing.scope;
  const scope = [date, region, service, end].join('/');
  const hashed = sha256Hex(canonicalRequest(signing.request, signing.signedHeaders));
  const toSign = [ALGORITHM, signing.timestamp, scope, hashed].join('\n');
  const dateKey = hmac(`AWS4${signing.secretAccessKey}`, date);
  const key = hmac(hmac(hmac(dateKey, region), service), end);
  return hmac(key, toSign).toString('hex');
}
