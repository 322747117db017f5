import { createHash, createHmac } from 'node:crypto';

/** A signed request to the stand-in, made without any client, so that every part of it can be spoiled. */
export interface SignedPost {
  /** Address of the stand-in, with its mount: `http://127.0.0.1:4010/aws/`. */
  readonly url: string;
  /** `AWSPartnerCentralSelling.ListOpportunities` */
  readonly target: string;
  /** The service's name in the credential scope. */
  readonly signingName: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly region?: string;
  /** Sent instead of the body that was signed. */
  readonly sentBody?: string;
  /** Added or replaced after signing. */
  readonly extraHeaders?: Readonly<Record<string, string>>;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; null when it is empty. */
  readonly body: Record<string, unknown> | null;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function signedHeaders(post: SignedPost): Record<string, string> {
  const url = new URL(post.url);
  const timestamp = `${new Date(post.at).toISOString().slice(0, 19).replaceAll(/[-:]/gu, '')}Z`;
  const date = timestamp.slice(0, 8);
  const scope = `${date}/${post.region ?? 'us-east-1'}/${post.signingName}/aws4_request`;
  const headers: Record<string, string> = { host: url.host, 'x-amz-date': timestamp, 'x-amz-target': post.target };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = ['POST', url.pathname, '', lines, names.join(';'), sha256(post.body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<Buffer | string>((each, part) => hmac(each, part), `AWS4${post.secretAccessKey}`);
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${post.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  const { host: _, ...sent } = headers;
  return { ...sent, 'content-type': 'application/x-amz-json-1.0', authorization };
}

/** Signs and sends the request. */
export async function signedPost(post: SignedPost): Promise<RawAnswer> {
  const headers = { ...signedHeaders(post), ...post.extraHeaders };
  const response = await fetch(post.url, { method: 'POST', headers, body: post.sentBody ?? post.body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text === '' ? null : JSON.parse(text) };
}
