import { ciscoAccount } from '../../../sandbox/cisco/accounts.ts';
import { ciscoStandIn } from '../../../sandbox/cisco/index.ts';
import type { CiscoOptions } from '../../../sandbox/cisco/options.ts';
import { startSandbox } from '../../../sandbox/kernel/server.ts';
import type { RunningSandbox } from '../../../sandbox/kernel/server.ts';

export const SEED = 20_260_402;
export const SEARCH = '/dfm/services/reseller/v1/searchReseller';
export const LIST_QUOTES = '/commerce/QUOTING/v1/ListQuoteService';
export const ACQUIRE_QUOTE = '/commerce/QUOTING/v1/AcquireQuoteService';
export const TOKEN = '/oauth2/default/v1/token';
/** Every deal is approved in this range. */
export const ALL = { dealApprovalDateFrom: '01-Jan-2025', dealApprovalDateTo: '31-Dec-2026' };

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
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent instead of the partner's own token; null for none. */
  readonly token?: string | null;
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? (JSON.parse(text) as WireObject) : {},
  };
}

/** The list of objects that a member holds. */
export function listOf(object: WireObject, name: string): readonly WireObject[] {
  const value = object[name];
  if (!Array.isArray(value)) throw new TypeError(`${name} is no list`);
  return value as readonly WireObject[];
}

/** The object that a member holds. */
export function objectOf(object: WireObject, name: string): WireObject {
  const value = object[name];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError(`${name} is no object`);
  return value as WireObject;
}

/** A started stand-in for Cisco with a clock that tests set. */
export class CiscoSandbox {
  readonly clock: { now: number };
  readonly origin: string;
  private readonly sandbox: RunningSandbox;
  private readonly tokens = new Map<number, string>();

  constructor(sandbox: RunningSandbox, clock: { now: number }) {
    this.sandbox = sandbox;
    this.origin = sandbox.origin;
    this.clock = clock;
  }

  async tokenRequest(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const init = { method: 'POST', body: new URLSearchParams(form), headers };
    return await read(await fetch(`${this.origin}/cisco${TOKEN}`, init));
  }

  async token(partner = 1): Promise<string> {
    const kept = this.tokens.get(partner);
    if (kept !== undefined) return kept;
    const { clientId, clientSecret } = ciscoAccount(SEED, partner);
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const { json } = await this.tokenRequest(form);
    const token = String(json['access_token']);
    this.tokens.set(partner, token);
    return token;
  }

  /** Calls a path below `/cisco`, or a whole address, with a good token. */
  async call(path: string, options: CallOptions = {}): Promise<Answer> {
    const { partner = 1, method = 'GET', body, headers = {} } = options;
    const token = options.token === undefined ? await this.token(partner) : options.token;
    const url = path.startsWith('http') ? path : `${this.origin}/cisco${path}`;
    const init = {
      method,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    return await read(await fetch(url, init));
  }

  async deals(query: Record<string, string>, options: CallOptions = {}): Promise<Answer> {
    return await this.call(`/deals?${new URLSearchParams(query)}`, options);
  }

  /** Every deal of a query, following the links in the body. */
  async allDeals(query: Record<string, string>, options: CallOptions = {}): Promise<WireObject[]> {
    const deals: WireObject[] = [];
    let page = await this.deals({ offset: '0', ...query }, options);
    for (;;) {
      deals.push(...listOf(page.json, 'items'));
      const { next } = objectOf(page.json, 'pagination');
      if (typeof next !== 'string') return deals;
      page = await this.call(next, options);
    }
  }

  async search(request: unknown, options: CallOptions & { query?: string } = {}): Promise<Answer> {
    const { query = '?page=1&limit=500', ...rest } = options;
    return await this.call(`${SEARCH}${query}`, {
      partner: 3,
      method: 'POST',
      body: { resellerSearchRequest: request },
      ...rest,
    });
  }

  /** Uses the control door: `records`, `calls`, `faults`. */
  async door(resource: string, method = 'GET', body?: unknown): Promise<Answer> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    return await read(await fetch(`${this.origin}/_control/cisco/${resource}`, init));
  }

  async change(body: unknown): Promise<Answer> {
    return await this.door('records', 'POST', body);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
  }
}

/** Starts a sandbox at a fixed instant, without rate limits unless a test wants them. */
export async function startCisco(options: Partial<CiscoOptions> = {}): Promise<CiscoSandbox> {
  const clock = { now: Date.parse('2026-04-02T10:15:03.123Z') };
  const { seed = SEED, partners = 4, dealsPerPartner = 30, rateFactor = 1_000_000 } = options;
  const sandbox = await startSandbox({
    port: 0,
    seed,
    partners,
    dealsPerPartner,
    rateFactor,
    now: () => clock.now,
    standIns: [(base) => ciscoStandIn({ ...options, ...base })],
  });
  return new CiscoSandbox(sandbox, clock);
}
