import { credlyAccount } from '../../../sandbox/credly/accounts.ts';
import type { CredlyAccount } from '../../../sandbox/credly/accounts.ts';
import { credlyStandIn } from '../../../sandbox/credly/index.ts';
import type { CredlyOptions } from '../../../sandbox/credly/options.ts';
import { startSandbox } from '../../../sandbox/kernel/server.ts';
import type { RunningSandbox } from '../../../sandbox/kernel/server.ts';

export const SEED = 20_260_402;
export const DAY = 86_400_000;

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

/** The object that a member holds. */
export function objectOf(object: WireObject | undefined, name: string): WireObject {
  const value = object?.[name];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError(`${name} is no object`);
  return value as WireObject;
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) as WireObject };
}

/** The header that signs an organisation in. */
export function basic(account: CredlyAccount): string {
  return `Basic ${Buffer.from(`${account.authorizationToken}:`).toString('base64')}`;
}

/** A started stand-in for Credly with a clock that tests set. */
export class CredlySandbox {
  readonly clock: { now: number };
  readonly origin: string;
  private readonly sandbox: RunningSandbox;

  constructor(sandbox: RunningSandbox, clock: { now: number }) {
    this.sandbox = sandbox;
    this.origin = sandbox.origin;
    this.clock = clock;
  }

  /** Calls a path below `/credly`, or a whole address, as partner 1 unless another header is given; null sends none. */
  async call(path: string, authorization: string | null = basic(credlyAccount(SEED, 1))): Promise<Answer> {
    const url = path.startsWith('http') ? path : `${this.origin}/credly${path}`;
    return await read(await fetch(url, { headers: authorization === null ? {} : { authorization } }));
  }

  async tokenRequest(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const init = { method: 'POST', body: new URLSearchParams(form), headers };
    return await read(await fetch(`${this.origin}/credly/oauth/token`, init));
  }

  /** Every record of a list, following the links. */
  async all(path: string, authorization?: string): Promise<WireObject[]> {
    const records: WireObject[] = [];
    let next: unknown = path;
    while (typeof next === 'string') {
      const { json }: Answer = await this.call(next, authorization);
      records.push(...listOf(json, 'data'));
      next = objectOf(json, 'metadata')['next_page_url'];
    }
    return records;
  }

  /** A partner's staff, and everybody's badges. */
  async staff(partner = 1): Promise<{ employees: WireObject[]; badges: WireObject[] }> {
    const account = credlyAccount(SEED, partner);
    const path = `/v1/organizations/${account.organizationId}/employees`;
    const employees = await this.all(path, basic(account));
    const badges: WireObject[] = [];
    for (const { id } of employees) badges.push(...(await this.all(`${path}/${String(id)}/data`, basic(account))));
    return { employees, badges };
  }

  /** Uses the control door: `records`, `calls`, `faults`. */
  async door(resource: string, method = 'GET', body?: unknown): Promise<Answer> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    return await read(await fetch(`${this.origin}/_control/credly/${resource}`, init));
  }

  async change(body: unknown): Promise<Answer> {
    return await this.door('records', 'POST', body);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
  }
}

/** Starts a sandbox at a fixed instant, without rate limits unless a test wants them. */
export async function startCredly(options: Partial<CredlyOptions> = {}): Promise<CredlySandbox> {
  const clock = { now: Date.parse('2026-04-02T10:15:03.123Z') };
  const { seed = SEED, partners = 4, dealsPerPartner = 1, rateFactor = 1_000_000 } = options;
  const sandbox = await startSandbox({
    port: 0,
    seed,
    partners,
    dealsPerPartner,
    rateFactor,
    now: () => clock.now,
    standIns: [(base) => credlyStandIn({ ...options, ...base })],
  });
  return new CredlySandbox(sandbox, clock);
}
