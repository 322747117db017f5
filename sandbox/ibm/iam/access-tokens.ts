import { createHmac, timingSafeEqual } from 'node:crypto';
import { ibmAccount } from '../accounts.ts';
import { isObject, parseJson } from '../../kernel/json.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { IbmSettings } from '../options.ts';

const SECOND = 1000;

const encode = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEADER = encode({ alg: 'HS256', typ: 'JWT' });

/** A token and what its own claims say, in seconds since 1970. */
export interface IssuedToken {
  readonly token: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Issues access tokens in the form of a JWT that anybody can decode, and checks them. */
export class AccessTokens {
  private serial = 0;
  private expiredThrough = 0;
  private readonly settings: IbmSettings;

  constructor(settings: IbmSettings) {
    this.settings = settings;
  }

  issue(partner: number): IssuedToken {
    this.serial += 1;
    const issuedAt = Math.floor(this.settings.now() / SECOND);
    const expiresAt = issuedAt + this.settings.tokenLifetimeSeconds;
    const { partnerId } = ibmAccount(this.settings.seed, partner);
    const content = `${HEADER}.${encode({
      iam_id: `IBMid-${partnerId.slice(0, 10)}`,
      sub: `sandbox-${partner}`,
      account: { valid: true, bss: partnerId },
      iat: issuedAt,
      exp: expiresAt,
      iss: 'https://iam.cloud.ibm.com/identity',
      grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
      jti: `${this.serial}`,
      partner,
    })}`;
    return { token: `${content}.${this.sign(content)}`, issuedAt, expiresAt };
  }

  /** The partner whose token it is, or null when it is not ours or no longer good. */
  check(token: string): number | null {
    const [header = '', payload = '', signature = '', ...rest] = token.split('.');
    const expected = Buffer.from(this.sign(`${header}.${payload}`));
    const given = Buffer.from(signature);
    if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const claims = parseJson(Buffer.from(payload, 'base64url'));
    if (!isObject(claims) || Number(claims['jti']) <= this.expiredThrough) return null;
    return Number(claims['exp']) * SECOND > this.settings.now() ? Number(claims['partner']) : null;
  }

  /** Makes every token issued so far expired, whatever its claims say. */
  expireAll(): void {
    this.expiredThrough = this.serial;
  }

  private sign(content: string): string {
    return createHmac('sha256', `${this.settings.seed}:ibm:tokens`).update(content).digest('base64url');
  }
}
