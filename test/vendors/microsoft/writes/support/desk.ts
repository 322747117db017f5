import { pino } from 'pino';
import { createVendorHttp, type ClosableVendorHttp } from '../../../../../platform/http/create-vendor-http.ts';
import type { VendorHttpRequest, VendorHttpResponse } from '../../../../../platform/http/vendor-http.ts';
import type { VendorSession } from '../../../../../platform/vendor/contract.ts';
import type { WriteSession } from '../../../../../platform/vendor/write-contract.ts';
import { startSandbox, type RunningSandbox } from '../../../../../sandbox/kernel/server.ts';
import { microsoftAccount } from '../../../../../sandbox/microsoft/accounts.ts';
import { microsoftStandIn } from '../../../../../sandbox/microsoft/index.ts';
import { microsoftWorkshop, type MicrosoftCredentials } from '../../../../../vendors/microsoft/index.ts';
import { createMicrosoftWrites } from '../../../../../vendors/microsoft/writes/microsoft-writes.ts';
import { StillClock } from '../../../support/still-clock.ts';

const SEED = 20_260_402;
const PARTNER = 1;
/** Shorter than any answer takes that hangs, longer than any that comes. */
const TIMEOUT_MS = 700;

/** An address on which nothing listens. */
export const NOBODY = 'http://127.0.0.1:9';

/** A record that a client made at the stand-in. */
export interface MadeRecord {
  readonly id: string;
  readonly externalId: string | null;
}

export type Json = Record<string, unknown>;

/**
 * The writing side against the vendor's stand-in: the real HTTP client, a clock that both share, and the control door.
 */
export class Desk {
  readonly writes = createMicrosoftWrites({ settleMs: 4_000 });
  readonly clock: StillClock;
  /** Buckets that reads took, in order. */
  readonly taken: string[] = [];
  readonly paused: Array<{ bucket: string; ms: number }> = [];
  /** Requests towards the partner host, as `PATCH referrals.patch`. */
  readonly sent: string[] = [];
  /** Runs before each page of a list is asked for. */
  onList: () => Promise<void> = async () => undefined;
  readonly #sandbox: RunningSandbox;
  readonly #http: ClosableVendorHttp;
  #credentials: MicrosoftCredentials;

  constructor(sandbox: RunningSandbox, clock: StillClock) {
    const { tenantId, clientId, clientSecret, refreshToken } = microsoftAccount(SEED, PARTNER);
    this.#credentials = { tenantId, clientId, clientSecret, refreshToken };
    this.#sandbox = sandbox;
    this.clock = clock;
    this.#http = createVendorHttp({
      allowedOrigins: [sandbox.origin, NOBODY],
      downloadHosts: [],
      log: pino({ level: 'silent' }),
      defaults: { timeoutMs: TIMEOUT_MS },
    });
  }

  get tenant(): string {
    return this.#credentials.tenantId;
  }

  /** A session that writes, as a worker opens it. @param endpoints that replace the stand-in's */
  open(endpoints: Readonly<Record<string, string>> = {}): WriteSession {
    const deps = this.#deps();
    const session = this.writes.open?.({ ...deps, endpoints: { ...deps.endpoints, ...endpoints } });
    if (!session) throw new Error('expected a session that writes, got none');
    return session;
  }

  /** A session that reads, as a run opens it. */
  openReader(): VendorSession {
    return microsoftWorkshop.open(this.#deps());
  }

  /** Puts faults on the stand-in; null takes them off. */
  async fault(faults: Json | null): Promise<void> {
    await this.#door(
      'faults',
      faults === null ? { method: 'DELETE' } : { method: 'PUT', body: JSON.stringify(faults) },
    );
  }

  /** Changes a record as the vendor's staff would; answers the record. */
  async change(input: Json): Promise<Json> {
    const body = JSON.stringify({ partner: PARTNER, ...input });
    return ((await this.#door('records', { method: 'POST', body })) as { record: Json }).record;
  }

  /** A deal that comes in, not answered yet; answers its id. */
  async offer(): Promise<string> {
    return String((await this.change({ type: 'referral', create: { name: 'Lead from Microsoft' } }))['id']);
  }

  /** What clients have made since the start. */
  async made(): Promise<MadeRecord[]> {
    const { records } = (await this.#door('records', { method: 'GET' })) as { records: MadeRecord[] };
    return records;
  }

  /** Ids of the partner's referrals that no client made, at most 100. */
  async ids(): Promise<string[]> {
    const made = new Set((await this.made()).map(({ id }) => id));
    return (await this.#read('$top=100')).map(({ id }) => String(id)).filter((id) => !made.has(id));
  }

  /** Every referral of an engagement, Microsoft's own too. */
  async engagement(engagementId: string): Promise<Json[]> {
    return this.#read(`$filter=${encodeURIComponent(`engagementId eq '${engagementId}'`)}`);
  }

  /** How often the stand-in heard an operation. */
  async heard(operation: string): Promise<number> {
    const { calls } = (await this.#door('calls', { method: 'GET' })) as { calls: Record<string, number> };
    return calls[operation] ?? 0;
  }

  async close(): Promise<void> {
    await this.#http.close();
    await this.#sandbox.close();
  }

  async #read(query: string): Promise<Json[]> {
    const { tenantId, clientId, clientSecret, refreshToken } = this.#credentials;
    const origin = `${this.#sandbox.origin}/microsoft`;
    const form = {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      resource: 'https://api.partner.microsoft.com',
    };
    const body = new URLSearchParams(form);
    const signIn = await fetch(`${origin}/login/${tenantId}/oauth2/token`, { method: 'POST', body });
    const tokens = (await signIn.json()) as { access_token: string; refresh_token: string };
    this.#credentials = { ...this.#credentials, refreshToken: tokens.refresh_token };
    const headers = { authorization: `Bearer ${tokens.access_token}`, 'client-request-id': crypto.randomUUID() };
    const response = await fetch(`${origin}/partner/v1.0/engagements/referrals?${query}`, { headers });
    return ((await response.json()) as { value: Json[] }).value;
  }

  #deps(): Parameters<typeof microsoftWorkshop.open>[0] {
    const origin = `${this.#sandbox.origin}/microsoft`;
    return {
      connectionId: 'connection-1',
      credentials: this.#credentials,
      saveCredentials: async (next) => void (this.#credentials = next),
      loadCredentials: async () => this.#credentials,
      endpoints: { login: `${origin}/login`, partner: `${origin}/partner`, partnercenter: `${origin}/partnercenter` },
      http: { send: (request) => this.#send(request) },
      quota: {
        take: async (buckets) => void this.taken.push(...buckets),
        pause: async (bucket, ms) => void this.paused.push({ bucket, ms }),
      },
      clock: this.clock,
      log: pino({ level: 'silent' }),
    };
  }

  async #send(request: VendorHttpRequest): Promise<VendorHttpResponse> {
    if (request.operation !== 'login.token') this.sent.push(`${request.method} ${request.operation}`);
    if (request.operation === 'referrals.list') await this.onList();
    return this.#http.send(request);
  }

  async #door(resource: string, init: { method: string; body?: string }): Promise<unknown> {
    const response = await fetch(`${this.#sandbox.origin}/_control/microsoft/${resource}`, init);
    if (response.status !== 200) throw new Error(`${resource}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}

/** Starts the stand-in on a port of its own, without rate limits unless a test wants them. */
export async function startDesk(
  options: { readonly rateFactor?: number; readonly deals?: number } = {},
): Promise<Desk> {
  const clock = new StillClock('2026-04-15T09:30:00.000Z');
  const sandbox = await startSandbox({
    port: 0,
    seed: SEED,
    partners: 2,
    dealsPerPartner: options.deals ?? 0,
    rateFactor: options.rateFactor ?? 1_000_000,
    now: () => clock.now().getTime(),
    standIns: [microsoftStandIn],
  });
  return new Desk(sandbox, clock);
}
