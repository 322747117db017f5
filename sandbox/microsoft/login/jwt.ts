import { isSigned, signText } from '../common/seeded.ts';
import { isObject, parseJson } from '../common/json.ts';
import type { JsonObject } from '../common/json.ts';

const HEADER = encode({ typ: 'JWT', alg: 'HS256' });

function encode(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A signed token in the form of a JWT (HS256). */
export function signJwt(claims: JsonObject, key: string): string {
  const content = `${HEADER}.${encode(claims)}`;
  return `${content}.${signText(key, content)}`;
}

/** @returns the claims, or null when the token is malformed or its signature is not ours */
export function readJwt(token: string, key: string): JsonObject | null {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header !== HEADER || !payload || !signature || rest.length > 0) return null;
  if (!isSigned(key, `${header}.${payload}`, signature)) return null;
  const claims = parseJson(Buffer.from(payload, 'base64url'));
  return isObject(claims) ? claims : null;
}
