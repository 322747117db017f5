/** The parts of an `authorization` header of Signature Version 4. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `date/region/service/aws4_request` */
  readonly scope: CredentialScope;
  /** Lower-case names, in the order they were signed. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
}

export interface CredentialScope {
  /** `20260402` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly end: string;
}

export const ALGORITHM = 'AWS4-HMAC-SHA256';

function parts(text: string): Map<string, string> {
  const pairs = text.split(',').map((part) => part.trim());
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** Reads the header; null when it is none of Signature Version 4 or lacks a part. */
export function parseAuthorization(header: string): Authorization | null {
  const [algorithm, ...rest] = header.split(' ');
  if (algorithm !== ALGORITHM) return null;
  const found = parts(rest.join(' '));
  const credential = found.get('Credential')?.split('/') ?? [];
  const [accessKeyId, date, region, service, end] = credential;
  const signedHeaders = found.get('SignedHeaders')?.split(';') ?? [];
  const signature = found.get('Signature') ?? '';
  if (credential.length !== 5 || !accessKeyId || !date || !region || !service || !end) return null;
  if (signedHeaders.length === 0 || !/^[0-9a-f]{64}$/u.test(signature)) return null;
  return { accessKeyId, scope: { date, region, service, end }, signedHeaders, signature };
}
