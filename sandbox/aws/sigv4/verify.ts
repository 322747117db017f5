import { timingSafeEqual } from 'node:crypto';
import type { SandboxRequest } from '../../kernel/stand-in.ts';
import { AwsError } from '../errors.ts';
import { parseAuthorization, type Authorization } from './authorization.ts';
import { sha256Hex, signatureOf } from './signature.ts';

const REGION = 'us-east-1';
const SCOPE_END = 'aws4_request';
const MAX_SKEW_MS = 5 * 60_000;

/** Headers a signature must cover: without them a signed request could be turned into another. */
const MUST_BE_SIGNED = ['host', 'x-amz-date', 'x-amz-target'];

/** An account as signatures know it. */
export interface Signer {
  readonly secretAccessKey: string;
}

/** What a signature is checked against. */
export interface SignatureCheck<S extends Signer> {
  readonly signerOf: (accessKeyId: string) => S | undefined;
  /** The name the credential scope must have, such as `partnercentral-selling`. */
  readonly signingName: string;
  readonly now: number;
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidSignatureException', message);
}

function header(request: SandboxRequest, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** `20260402T101500Z` in milliseconds; NaN when it has another form. */
function instantOf(timestamp: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u.exec(timestamp);
  if (!match) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function checkTime(timestamp: string, now: number): void {
  const signedAt = instantOf(timestamp);
  if (Number.isNaN(signedAt)) throw invalid('x-amz-date must have the form YYYYMMDDTHHMMSSZ.');
  if (signedAt < now - MAX_SKEW_MS) throw invalid(`Signature expired: ${timestamp} is more than 5 minutes ago.`);
  if (signedAt > now + MAX_SKEW_MS)
    throw invalid(`Signature not yet current: ${timestamp} is more than 5 minutes ahead.`);
}

function checkScope({ scope }: Authorization, timestamp: string, signingName: string): void {
  if (scope.region !== REGION) throw invalid(`Credential should be scoped to a valid region, not '${scope.region}'.`);
  if (scope.service !== signingName) throw invalid(`Credential should be scoped to correct service: '${signingName}'.`);
  if (scope.end !== SCOPE_END) throw invalid(`Credential should be scoped with a valid terminator: '${SCOPE_END}'.`);
  if (scope.date !== timestamp.slice(0, 8)) throw invalid('Date in Credential scope does not match x-amz-date.');
}

function checkPayload(request: SandboxRequest): void {
  const claimed = header(request, 'x-amz-content-sha256');
  if (claimed && claimed !== sha256Hex(request.body)) {
    throw invalid('The provided x-amz-content-sha256 header does not match what was computed.');
  }
}

/**
 * Checks a request's Signature Version 4.
 * @returns whose key signed it
 * @throws AwsError AccessDeniedException without an authorization header, UnrecognizedClientException for a key
 *   nobody has or a session token (there are none), InvalidSignatureException for everything that does not fit
 */
export function verifySignature<S extends Signer>(request: SandboxRequest, check: SignatureCheck<S>): S {
  const text = header(request, 'authorization');
  if (!text) throw new AwsError('AccessDeniedException', 'Missing Authentication Token.', { reason: 'ACCESS_DENIED' });
  const authorization = parseAuthorization(text);
  if (!authorization) throw invalid('Authorization header requires Credential, SignedHeaders and Signature.');
  const timestamp = header(request, 'x-amz-date');
  checkScope(authorization, timestamp, check.signingName);
  const signer = check.signerOf(authorization.accessKeyId);
  if (!signer || header(request, 'x-amz-security-token')) {
    throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  checkTime(timestamp, check.now);
  const unsigned = MUST_BE_SIGNED.find((name) => !authorization.signedHeaders.includes(name));
  if (unsigned) throw invalid(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
  checkPayload(request);
  const { signedHeaders, scope } = authorization;
  const expected = signatureOf({ request, signedHeaders, timestamp, scope, secretAccessKey: signer.secretAccessKey });
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(authorization.signature))) {
    throw invalid('The request signature we calculated does not match the signature you provided.');
  }
  return signer;
}
