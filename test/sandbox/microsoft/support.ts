import { startSandbox } from '../../../sandbox/kernel/server.ts';
import type { RunningSandbox } from '../../../sandbox/kernel/server.ts';
import { microsoftAccount, microsoftRefreshToken } from '../../../sandbox/microsoft/accounts.ts';
import { microsoftStandIn } from '../../../sandbox/microsoft/index.ts';
import type { MicrosoftOptions } from '../../../sandbox/microsoft/options.ts';
import type { MicrosoftRole } from '../../../sandbox/microsoft/users.ts';
import type { WireBody, WireEntry } from './wire.ts';

export const SEED = 20_260_402;
export const PARTNER_HOST = 'https://api.partner.microsoft.com';
export const CENTER_HOST = 'https://api.partnercenter.microsoft.com';
export const REFERRALS = '/partner/v1.0/engagements/referrals';
export const INSIGHTS = '/partnercenter/insights/v1/mpn';

/** An answer with its JSON; an empty object when it had none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: WireBody;
}

export interface CallOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** The user whose token is sent; `admin` of partner 1 when left out, null for none. */
  readonly as?: { readonly partner?: number; readonly role?: MicrosoftRole } | null;
  /** A token to send instead of a user's own. */
  readonly token?: string;
}

function resourceOf(path: string): string {
  return path.startsWith('/partnercenter') ? CENTER_HOST : PARTNER_HOST;
}

const NO_JSON = {} as WireBody;

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? (JSON.parse(text) as WireBody) : NO_JSON,
  };
}

/** A started sandbox with the Microsoft stand-in and a clock that tests set. */
export class MicrosoftSandbox {
  readonly clock: { now: number };
  readonly origin: string;
  private readonly sandbox: RunningSandbox;
  private readonly tokens = new Map<string, string>();

  constructor(sandbox: RunningSandbox, clock: { now: number }) {
    this.sandbox = sandbox;
    this.origin = sandbox.origin;
    this.clock = clock;
  }

  /** Posts a form to the token endpoint of a partner's tenant. */
  async tokenRequest(form: Record<string, string>, partner = 1): Promise<Answer> {
    const { tenantId, clientId, clientSecret } = microsoftAccount(SEED, partner);
    const whole = { client_id: clientId, client_secret: clientSecret, grant_type: 'refresh_token', ...form };
    const body = new URLSearchParams(whole);
    return await read(await fetch(`${this.origin}/microsoft/login/${tenantId}/oauth2/token`, { method: 'POST', body }));
  }

  /** A token of a user, asked for once and kept. */
  async token(resource: string, user: { partner?: number; role?: MicrosoftRole } = {}): Promise<string> {
    const { partner = 1, role = 'admin' } = user;
    const key = `${resource} ${partner} ${role}`;
    const kept = this.tokens.get(key);
    if (kept) return kept;
    const refresh_token = microsoftRefreshToken(SEED, partner, role);
    const answer = await this.tokenRequest({ resource, refresh_token }, partner);
    this.tokens.set(key, answer.json.access_token);
    return answer.json.access_token;
  }

  /** Calls a path below `/microsoft` with a good token and the headers its host asks for. */
  async call(path: string, options: CallOptions = {}): Promise<Answer> {
    const { method = 'GET', body, as = {}, headers = {} } = options;
    const token = options.token ?? (as === null ? null : await this.token(resourceOf(path), as));
    const response = await fetch(`${this.origin}/microsoft${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        'client-request-id': crypto.randomUUID(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return await read(response);
  }

  /** Lists referrals with OData options. */
  async list(options: Record<string, string>, call: CallOptions = {}): Promise<Answer> {
    const query = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return await this.call(`${REFERRALS}?${query.join('&')}`, call);
  }

  /** Every referral of a query, page after page, following only the tokens. */
  async listAll(options: Record<string, string>, call: CallOptions = {}): Promise<WireEntry[]> {
    const records: WireEntry[] = [];
    let page = await this.list(options, call);
    records.push(...page.json.value);
    for (let token = skipToken(page); token !== null; token = skipToken(page)) {
      page = await this.list({ $skiptoken: token }, call);
      records.push(...page.json.value);
    }
    return records;
  }

  /** Uses the control door: `records`, `calls`, `faults`. */
  async door(resource: string, method = 'GET', body?: unknown): Promise<Answer> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    return await read(await fetch(`${this.origin}/_control/microsoft/${resource}`, init));
  }

  /** Changes a record as staff would. */
  async change(body: unknown): Promise<Answer> {
    return await this.door('records', 'POST', body);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
  }
}

/** The token of a page's next link, or null for the last page. */
export function skipToken(page: Answer): string | null {
  const link = page.json['@odata.nextLink'];
  return link === undefined ? null : new URL(link).searchParams.get('$skiptoken');
}

/** Starts a sandbox at a fixed instant, without rate limits unless a test wants them. */
export async function startMicrosoft(
  options: Partial<MicrosoftOptions> & { readonly folder?: string } = {},
): Promise<MicrosoftSandbox> {
  const clock = { now: Date.parse('2026-04-02T10:15:03.123Z') };
  const { seed = SEED, partners = 6, dealsPerPartner = 60, rateFactor = 1_000_000, folder = null } = options;
  const sandbox = await startSandbox({
    port: 0,
    seed,
    partners,
    dealsPerPartner,
    rateFactor,
    folder,
    now: () => clock.now,
    standIns: [(base) => microsoftStandIn({ ...options, ...base })],
  });
  return new MicrosoftSandbox(sandbox, clock);
}

/** A body that the create call accepts. */
export function newReferral(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'Plant data lake',
    externalReferenceId: 'CRM-900417',
    type: 'Independent',
    qualification: 'SalesQualified',
    status: 'New',
    substatus: 'Pending',
    target: [{ type: 'SolutionProfile', id: 'SOL-00001-AAA' }],
    customerProfile: {
      name: 'Example Dairy GmbH',
      size: '251to1000employees',
      address: { addressLine1: 'Musterweg 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
      team: [{ firstName: 'Ada', lastName: 'Example', email: 'it@dairy.example', phoneNumber: '+4930000000' }],
      ids: [{ profileType: 'Duns', id: '000000000' }],
    },
    consent: {
      consentToToShareInfoWithOthers: true,
      consentToContact: true,
      consentToShareReferralWithMicrosoftSellers: true,
    },
    details: {
      notes: 'Nine plants, central reporting wanted.',
      dealValue: 50_000,
      currency: 'EUR',
      closingDateTime: '2027-03-31T00:00:00Z',
      requirements: {
        industries: [{ id: 'Manufacturing' }],
        products: [{ id: 'Azure' }],
        services: [{ id: 'ManagedServices' }],
        solutions: [{ id: 'DataWarehouse', name: 'Data Warehouse', type: 'Category' }],
      },
    },
    team: [{ firstName: 'Lin', lastName: 'Sample', email: 'rep@partner.example', phoneNumber: '+4930000001' }],
    ...changes,
  };
}
