import { ibmWorkshop, type IbmCredentials } from '../../../../vendors/ibm/index.ts';
import { START, startRawBench, type Bench } from '../../support/raw-bench.ts';
import type { Route } from '../../support/raw-server.ts';
import { StillClock } from '../../support/still-clock.ts';

export { START, type Bench } from '../../support/raw-bench.ts';

const CREDENTIALS: IbmCredentials = { apiKey: 'key-secret-1', partnerId: 'enterprise-1' };

export const TOKEN = 'POST /iam/identity/token';
export const POOLS = 'GET /partner/v1/credit-pools';

/** A token as IAM makes them: nobody here checks its signature. */
export function jwt(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`;
}

/**
 * Starts a server below `/iam` and `/partner`, and opens a session against it. Every route but the sign-in wants a token
 * of the sign-in. Tokens live an hour, whatever `expires_in` says.
 */
export function startBench(routes: Readonly<Record<string, Route>>): Promise<Bench> {
  const clock = new StillClock(START);
  const issued: string[] = [];
  return startRawBench({
    workshop: ibmWorkshop,
    credentials: CREDENTIALS,
    endpoints: (origin) => ({ iam: `${origin}/iam/`, partner: `${origin}/partner/` }),
    routes,
    door: {
      at: TOKEN,
      signIn: () => {
        const iat = Math.floor(clock.now().getTime() / 1000);
        const token = jwt({ iat, exp: iat + 3600, jti: String(issued.length) });
        issued.push(token);
        return { body: { access_token: token, refresh_token: 'not_supported', token_type: 'Bearer', expires_in: 10 } };
      },
      tokenOf: (heard) => {
        const token = heard.headers.authorization?.replace(/^Bearer /, '') ?? '';
        return issued.includes(token) ? token : undefined;
      },
      refusal: { status: 401, body: { errors: [{ code: 'unauthorized', message: 'bad token' }] } },
    },
    clock,
  });
}
