import { ibmAccount } from '../../../sandbox/ibm/accounts.ts';
import { ibmStandIn } from '../../../sandbox/ibm/index.ts';
import type { IbmOptions } from '../../../sandbox/ibm/options.ts';
import { startSandbox } from '../../../sandbox/kernel/server.ts';
import type { RunningSandbox } from '../../../sandbox/kernel/server.ts';

export const SEED = 20_260_402;
export const POOLS = '/v1/credit-pools';
export const OPTIONS = '/v1/billing-options';
export const USAGE = '/v1/resource-usage-reports';
export const GRANT = 'urn:ibm:params:oauth:grant-type:apikey';

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

/** The list of objects that a member holds. */
export function listOf(object: WireObject | undefined, name: string): readonly WireObject[] {
  const value = object?.[name];
  if (!Array.isArray(value)) throw new TypeError(`${name} is no list`);
  return value as readonly WireObject[];
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) as WireObject };
}

/** A started stand-in for IBM Cloud with a clock that tests set. */
export class IbmSandbox {
  readonly clock: { now: number };
  readonly origin: string;
  private readonly sandbox: RunningSandbox;
  private readonly tokens = new Map<number, string>();

  constructor(sandbox: RunningSandbox, clock: { now: number }) {
    this.sandbox = sandbox;
    this.origin = sandbox.origin;
    this.clock = clock;
  }

  async tokenRequest(form: Record<string, string>): Promise<Answer> {
    return await read(
      await fetch(`${this.origin}/ibm/identity/token`, { method: 'POST', body: new URLSearchParams(form) }),
    );
  }

  async freshToken(partner = 1): Promise<string> {
    const { apiKey } = ibmAccount(SEED, partner);
    const form = { grant_type: GRANT, apikey: apiKey, response_type: 'cloud_iam' };
    return String((await this.tokenRequest(form)).json['access_token']);
  }

  async token(partner = 1): Promise<string> {
    const token = this.tokens.get(partner) ?? (await this.freshToken(partner));
    this.tokens.set(partner, token);
    return token;
  }

  /** Calls a path below `/ibm`, or a whole address, with a good token; null sends none. */
  async call(path: string, options: { partner?: number; token?: string | null } = {}): Promise<Answer> {
    const token = options.token === undefined ? await this.token(options.partner) : options.token;
    const url = path.startsWith('http') ? path : `${this.origin}/ibm${path}`;
    return await read(await fetch(url, { headers: token === null ? {} : { authorization: `Bearer ${token}` } }));
  }

  /** Asks for a list of the partner's own. */
  async list(path: string, query: Record<string, string> = {}, partner = 1): Promise<Answer> {
    const { partnerId } = ibmAccount(SEED, partner);
    return await this.call(`${path}?${new URLSearchParams({ partner_id: partnerId, ...query })}`, { partner });
  }

  /** Every record of a list, following the links as they are given. */
  async all(path: string, query: Record<string, string> = {}, partner = 1): Promise<WireObject[]> {
    const records: WireObject[] = [];
    let page = await this.list(path, query, partner);
    for (;;) {
      records.push(...listOf(page.json, path === USAGE ? 'reports' : 'resources'));
      const next = path === USAGE ? (page.json['next'] as WireObject | undefined)?.['href'] : page.json['next_url'];
      if (typeof next !== 'string') return records;
      page = await this.call(next, { partner });
    }
  }

  /** Uses the control door: `records`, `calls`, `faults`. */
  async door(resource: string, method = 'GET', body?: unknown): Promise<Answer> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    return await read(await fetch(`${this.origin}/_control/ibm/${resource}`, init));
  }

  async change(body: unknown): Promise<Answer> {
    return await this.door('records', 'POST', body);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
  }
}

/** Starts a sandbox at a fixed instant. */
export async function startIbm(options: Partial<IbmOptions> = {}): Promise<IbmSandbox> {
  const clock = { now: Date.parse('2026-04-02T10:15:03.123Z') };
  const { seed = SEED, partners = 4, dealsPerPartner = 1, rateFactor = 1 } = options;
  const sandbox = await startSandbox({
    port: 0,
    seed,
    partners,
    dealsPerPartner,
    rateFactor,
    now: () => clock.now,
    standIns: [(base) => ibmStandIn({ ...options, ...base })],
  });
  return new IbmSandbox(sandbox, clock);
}
