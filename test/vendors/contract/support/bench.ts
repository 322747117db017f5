import { DEMO_VENDORS } from '../../../../demo/accounts.ts';
import { sandboxOverrides } from '../../../../demo/sandbox-overrides.ts';
import type { VendorHttpDefaults } from '../../../../platform/http/bounds.ts';
import { createVendorHttp, type ClosableVendorHttp } from '../../../../platform/http/create-vendor-http.ts';
import type { VendorSession, VendorWorkshop } from '../../../../platform/vendor/contract.ts';
import { startSandbox, type RunningSandbox } from '../../../../sandbox/kernel/server.ts';
import { ALL_STAND_INS } from '../../../../sandbox/registry.ts';
import { LeakWatch } from './leak-watch.ts';
import { RecordingGate } from './recording-gate.ts';
import { SkippingClock } from './skipping-clock.ts';
import { tapped, type Tap } from './tapped-stand-in.ts';

const SEED = 11;

/** Partners of the sandbox that a bench connects: those of the demonstration, in all their roles. */
export const PARTNERS = [1, 2, 3, 4] as const;

export interface BenchOptions {
  readonly dealsPerPartner: number;
  readonly http?: Partial<VendorHttpDefaults>;
  readonly tap?: Tap;
}

/** Calls by operation, as the stand-in counted them. */
export interface CountedCalls {
  readonly calls: Readonly<Record<string, number>>;
  readonly total: number;
}

/** A connection of one demo partner: what a session rotates, the next one is opened with. */
export class Connection {
  readonly #bench: Bench;
  #credentials: unknown;

  constructor(bench: Bench, credentials: unknown) {
    this.#bench = bench;
    this.#credentials = credentials;
    bench.watch.guardCredentials(credentials);
  }

  /** A new session, as the next run would open it. */
  open(): VendorSession {
    const { workshop, watch, clock, gate } = this.#bench;
    return workshop.open({
      connectionId: 'connection-1',
      credentials: workshop.credentials.parse(this.#credentials),
      saveCredentials: async (next) => {
        watch.guardCredentials(next);
        this.#credentials = next;
      },
      endpoints: this.#bench.endpoints,
      http: this.#bench.http,
      quota: gate,
      clock,
      log: watch.log,
    });
  }
}

/** One workshop against its stand-in, with the real HTTP client and everything a test wants to look at. */
export class Bench {
  readonly workshop: VendorWorkshop;
  readonly clock: SkippingClock;
  readonly gate = new RecordingGate();
  readonly watch = new LeakWatch();
  readonly endpoints: Readonly<Record<string, string>>;
  /** Calls that went through the house's own client; a workshop may have one of its vendor's. */
  httpCalls = 0;
  readonly #sandbox: RunningSandbox;
  readonly #client: ClosableVendorHttp;
  #connections: readonly Connection[] | undefined;

  constructor(
    workshop: VendorWorkshop,
    sandbox: RunningSandbox,
    parts: { clock: SkippingClock; options: BenchOptions },
  ) {
    const { id, endpoints, downloadHosts } = workshop.facts;
    const overrides = sandboxOverrides(sandbox.origin);
    this.workshop = workshop;
    this.clock = parts.clock;
    this.endpoints = { ...endpoints, ...overrides.endpoints[id] };
    this.#sandbox = sandbox;
    this.#client = createVendorHttp({
      allowedOrigins: Object.values(this.endpoints),
      downloadHosts: overrides.downloadHosts[id] ?? downloadHosts,
      log: this.watch.log,
      defaults: parts.options.http ?? {},
    });
  }

  readonly http = {
    send: (request: Parameters<ClosableVendorHttp['send']>[0]) => {
      this.httpCalls += 1;
      return this.watch.guardHttp(this.#client).send(request);
    },
  };

  /** One connection for each partner that has an account at the vendor, always the same ones. */
  connections(): readonly Connection[] {
    this.#connections ??= PARTNERS.flatMap((partner) => this.#connect(partner));
    return this.#connections;
  }

  /** Puts faults on the stand-in; null takes them off. */
  async fault(faults: object | null): Promise<void> {
    await this.#door(
      'faults',
      faults === null ? { method: 'DELETE' } : { method: 'PUT', body: JSON.stringify(faults) },
    );
  }

  /** Calls since this was last asked. */
  async takeCalls(): Promise<CountedCalls> {
    const counted = await this.#door('calls', { method: 'GET' });
    await this.#door('calls', { method: 'DELETE' });
    return counted as CountedCalls;
  }

  async close(): Promise<void> {
    await this.#client.close();
    await this.#sandbox.close();
  }

  #connect(partner: number): Connection[] {
    const credentialsOf = DEMO_VENDORS[this.workshop.facts.id];
    if (!credentialsOf) throw new Error(`${this.workshop.facts.id}: expected demo credentials, got none`);
    const credentials = credentialsOf(SEED, partner);
    return credentials === null ? [] : [new Connection(this, credentials)];
  }

  async #door(resource: string, init: { method: string; body?: string }): Promise<unknown> {
    const response = await fetch(`${this.#sandbox.origin}/_control/${this.workshop.facts.id}/${resource}`, init);
    if (response.status !== 200) throw new Error(`${resource}: expected 200, got ${response.status}`);
    return response.json();
  }
}

/** Starts the stand-ins on a port of their own, and puts one workshop before its own. */
export async function startBench(workshop: VendorWorkshop, options: BenchOptions): Promise<Bench> {
  const clock = new SkippingClock();
  const { tap, dealsPerPartner } = options;
  const sandbox = await startSandbox({
    port: 0,
    seed: SEED,
    partners: PARTNERS.length,
    dealsPerPartner,
    // Budgets are the gate's matter: what is tested here is not how fast one may call.
    rateFactor: 100_000,
    now: clock.time,
    standIns: tap ? ALL_STAND_INS.map((make) => tapped(make, tap)) : ALL_STAND_INS,
  });
  return new Bench(workshop, sandbox, { clock, options });
}
