import { ingramAccounts } from '../../../sandbox/ingram/accounts.ts';
import { ingramStandIn } from '../../../sandbox/ingram/index.ts';
import type { IngramOptions } from '../../../sandbox/ingram/options.ts';
import { startSandbox } from '../../../sandbox/kernel/server.ts';
import type { RunningSandbox } from '../../../sandbox/kernel/server.ts';

export const SEED = 20_260_402;
export const DEALS = '/resellers/v6/deals';
export const SEARCH = `${DEALS}/search`;

/** An object of an answer, as far as tests read its members. */
export interface WireObject {
  readonly [member: string]: WireValue;
}
export type WireValue = string | number | boolean | null | WireObject | readonly WireValue[];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: WireObject;
}

export interface CallOptions {
  readonly partner?: number;
  /** Which of the partner's accounts, from 0. */
  readonly account?: number;
  /** Laid over the headers that the account gives; null takes one away. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly token?: string | null;
  readonly method?: string;
}

/** The list of objects that a member holds. */
export function listOf(object: WireObject, name: string): readonly WireObject[] {
  const value = object[name];
  if (!Array.isArray(value)) throw new TypeError(`${name} is no list`);
  return value as readonly WireObject[];
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) as WireObject };
}

function accountOf(partner: number, at: number) {
  const account = ingramAccounts(SEED, partner)[at];
  if (!account) throw new RangeError(`partner ${partner} has no account ${at}`);
  return account;
}

/** A started stand-in for Ingram Micro with a clock that tests set. */
export class IngramSandbox {
  readonly clock: { now: number };
  readonly origin: string;
  private readonly sandbox: RunningSandbox;
  private readonly tokens = new Map<number, string>();

  constructor(sandbox: RunningSandbox, clock: { now: number }) {
    this.sandbox = sandbox;
    this.origin = sandbox.origin;
    this.clock = clock;
  }

  async tokenRequest(query: Record<string, string>): Promise<Answer> {
    return await read(await fetch(`${this.origin}/ingram/oauth/oauth20/token?${new URLSearchParams(query)}`));
  }

  async token(partner = 1): Promise<string> {
    const kept = this.tokens.get(partner);
    if (kept !== undefined) return kept;
    const { clientId, clientSecret } = accountOf(partner, 0);
    const query = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const token = String((await this.tokenRequest(query)).json['access_token']);
    this.tokens.set(partner, token);
    return token;
  }

  /** Calls a path below `/ingram`, or a whole address, with a good token and good headers. */
  async call(path: string, options: CallOptions = {}): Promise<Answer> {
    const { partner = 1, account = 0, method = 'GET' } = options;
    const { customerNumber, countryCode } = accountOf(partner, account);
    const token = options.token === undefined ? await this.token(partner) : options.token;
    const whole = {
      authorization: token === null ? null : `Bearer ${token}`,
      'IM-CustomerNumber': customerNumber,
      'IM-CountryCode': countryCode,
      'IM-CorrelationID': 'trace-1',
      'IM-SenderID': 'tests',
      'IM-ApplicationId': 'tests',
      ...options.headers,
    };
    const headers = Object.entries(whole).filter((entry): entry is [string, string] => entry[1] !== null);
    const url = path.startsWith('http') ? path : `${this.origin}/ingram${path}`;
    return await read(await fetch(url, { method, headers }));
  }

  async search(query: Record<string, string> = {}, options: CallOptions = {}): Promise<Answer> {
    return await this.call(`${SEARCH}?${new URLSearchParams(query)}`, options);
  }

  /** Every row of a query, counting the pages up. */
  async all(query: Record<string, string> = {}, options: CallOptions = {}): Promise<WireObject[]> {
    const rows: WireObject[] = [];
    for (let page = 1; ; page += 1) {
      const { json } = await this.search({ Size: '100', ...query, Page: String(page) }, options);
      rows.push(...listOf(json, 'deals'));
      if (json['nextPage'] === null) return rows;
    }
  }

  /** Uses the control door: `records`, `calls`, `faults`. */
  async door(resource: string, method = 'GET', body?: unknown): Promise<Answer> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    return await read(await fetch(`${this.origin}/_control/ingram/${resource}`, init));
  }

  async change(body: unknown): Promise<Answer> {
    return await this.door('records', 'POST', body);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
  }
}

/** Starts a sandbox at a fixed instant. */
export async function startIngram(options: Partial<IngramOptions> = {}): Promise<IngramSandbox> {
  const clock = { now: Date.parse('2026-04-02T10:15:03.123Z') };
  const { seed = SEED, partners = 4, dealsPerPartner = 60, rateFactor = 1 } = options;
  const sandbox = await startSandbox({
    port: 0,
    seed,
    partners,
    dealsPerPartner,
    rateFactor,
    now: () => clock.now,
    standIns: [(base) => ingramStandIn({ ...options, ...base })],
  });
  return new IngramSandbox(sandbox, clock);
}
