import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Clock } from '../../../../../platform/clock/clock.ts';
import type { SessionDeps } from '../../../../../platform/vendor/contract.ts';
import { withFirstBase } from '../../../../../platform/vendor/first-base.ts';
import type {
  PlannedCall,
  SendOutcome,
  Settled,
  StoredCall,
  WriteIntent,
  WritePlan,
  WriteProgress,
  WriteSession,
} from '../../../../../platform/vendor/write-contract.ts';
import { awsAccount } from '../../../../../sandbox/aws/accounts.ts';
import { awsStandIn } from '../../../../../sandbox/aws/index.ts';
import { startSandbox, type RunningSandbox } from '../../../../../sandbox/kernel/server.ts';
import type { AwsCredentials } from '../../../../../vendors/aws/index.ts';
import { AWS_LIMITS } from '../../../../../vendors/aws/transport/limits.ts';
import { openWriteSession } from '../../../../../vendors/aws/writes/session.ts';
import { OpenGate } from '../../support/session.ts';

const SEED = 11;

/** The machine's time, without the waits. */
const CLOCK: Clock = {
  now: () => new Date(),
  sleep: async (_ms, signal) => signal?.throwIfAborted(),
};

/** A record that was made from outside, as the control door tells. */
export interface MadeRecord {
  readonly type: string;
  readonly id: string;
  readonly externalId: string | null;
}

/** How one write went. */
export interface Ran {
  readonly plan: Exclude<WritePlan, { kind: 'call' }>;
  readonly steps: readonly string[];
  readonly progress: WriteProgress;
}

const NEVER = new AbortController().signal;

function asStored(progress: WriteProgress): WriteProgress {
  return JSON.parse(JSON.stringify(progress)) as WriteProgress;
}

/**
 * One write of one intent, as the engine that brings it does: what is planned is stored, then sent, and what came of it
 * is kept for the next plan. Each method uses a session of its own, so that nothing lives on in one.
 */
export class Desk {
  readonly bench: WriteBench;
  readonly intent: WriteIntent;
  progress: WriteProgress = {};
  readonly steps: string[] = [];
  #last: StoredCall | undefined;
  #recovery: PlannedCall['recovery'] = { by: 'person' };

  constructor(bench: WriteBench, intent: WriteIntent) {
    this.bench = bench;
    this.intent = intent;
  }

  /** Plans, and keeps what the first plan was made on, until a call is taken. */
  async plan(): Promise<WritePlan> {
    const plan = await this.#within((session) => session.plan(this.intent, this.progress, NEVER));
    if ('base' in plan) this.progress = asStored(withFirstBase(this.progress, plan.base));
    return plan;
  }

  /** Stores a planned call: the same bytes of the same step keep their token. */
  store(call: PlannedCall): StoredCall {
    const { step } = call;
    this.#recovery = call.recovery;
    const request = JSON.parse(JSON.stringify(call.request)) as StoredCall['request'];
    const isSame = this.#last?.step === step && JSON.stringify(this.#last.request) === JSON.stringify(request);
    if (isSame && this.#last !== undefined) return this.#last;
    this.#last = { step, request, token: randomUUID(), firstSentAt: new Date() };
    return this.#last;
  }

  async send(call: StoredCall): Promise<SendOutcome> {
    const outcome = await this.#within((session) => session.send(this.intent, call, NEVER));
    if (outcome.kind === 'applied') this.#reach(call, outcome.progress);
    return outcome;
  }

  async settle(call: StoredCall): Promise<Settled> {
    const settled = await this.#within((session) => session.settle(this.intent, call, this.progress, NEVER));
    if (settled.kind === 'applied') this.#reach(call, settled.progress);
    return settled;
  }

  /** Finds out what became of an uncertain call, in the way that was planned for it. */
  async recover(call: StoredCall): Promise<SendOutcome | Settled> {
    if (this.#recovery.by === 'resend') return this.send(call);
    if (this.#recovery.by !== 'read') throw new Error(`expected a call that is read back, got ${this.#recovery.by}`);
    return this.settle(call);
  }

  /** Plans the next call; fails the test when there is none. */
  async next(): Promise<StoredCall> {
    const plan = await this.plan();
    if (plan.kind !== 'call') throw new Error(`expected a call, got ${JSON.stringify(plan)}`);
    return this.store(plan.call);
  }

  /** Plans and sends until the plan is no call. @param before looks at each call before it is sent */
  async run(before: (call: StoredCall) => Promise<void> = async () => {}): Promise<Ran> {
    for (let made = 0; made < 40; made += 1) {
      const plan = await this.plan();
      if (plan.kind !== 'call') return { plan, steps: this.steps, progress: this.progress };
      const call = this.store(plan.call);
      await before(call);
      const outcome = await this.send(call);
      if (outcome.kind === 'not_applied' && outcome.cause === 'stale') continue;
      if (outcome.kind !== 'applied') throw new Error(`${call.step}: ${JSON.stringify(outcome)}`);
    }
    throw new Error('the write does not end');
  }

  #reach(call: StoredCall, progress: WriteProgress): void {
    this.steps.push(call.step);
    this.#last = undefined;
    const { base: _base, ...reached } = { ...this.progress, ...progress };
    this.progress = asStored(reached);
  }

  async #within<T>(work: (session: WriteSession) => Promise<T>): Promise<T> {
    const session = this.bench.session();
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }
}

/** A started stand-in for AWS, and everything to write to it. */
export class WriteBench {
  readonly gate = new OpenGate();
  readonly #sandbox: RunningSandbox;
  #requestMs: number = AWS_LIMITS.requestMs;

  constructor(sandbox: RunningSandbox) {
    this.#sandbox = sandbox;
  }

  /** Gives a call up after so long, in milliseconds. */
  giveUpAfter(ms: number): void {
    this.#requestMs = ms;
  }

  get url(): string {
    return `${this.#sandbox.origin}/aws`;
  }

  credentials(): AwsCredentials {
    const { accessKeyId, secretAccessKey, accountId, catalog } = awsAccount(SEED, 1);
    return { accessKeyId, secretAccessKey, accountId, catalog };
  }

  sessionDeps(credentials: AwsCredentials = this.credentials()): SessionDeps<AwsCredentials> {
    const { url } = this;
    return {
      connectionId: 'connection-1',
      credentials,
      saveCredentials: async () => {},
      endpoints: { selling: url, benefits: url, account: url, channel: url },
      http: {
        send: () => {
          throw new Error('the AWS workshop calls through the SDK');
        },
      },
      quota: this.gate,
      clock: CLOCK,
      log: pino({ level: 'silent' }),
    };
  }

  session(credentials: AwsCredentials = this.credentials()): WriteSession {
    return openWriteSession(this.sessionDeps(credentials), { ...AWS_LIMITS, requestMs: this.#requestMs });
  }

  desk(intent: WriteIntent): Desk {
    return new Desk(this, intent);
  }

  async made(type: string): Promise<MadeRecord[]> {
    const { records } = (await this.door('GET', 'records')) as { records: MadeRecord[] };
    return records.filter((one) => one.type === type);
  }

  /** Calls by operation since they were last reset. */
  async calls(): Promise<Record<string, number>> {
    const { calls } = (await this.door('GET', 'calls')) as { calls: Record<string, number> };
    return calls;
  }

  async fault(faults: object | null): Promise<void> {
    await this.door(faults === null ? 'DELETE' : 'PUT', 'faults', faults ?? undefined);
  }

  /** Changes a record as AWS's staff would. */
  async change(type: string, id: string, set: object): Promise<Record<string, unknown>> {
    const { accountId: account } = this.credentials();
    return (await this.door('POST', 'records', { type, account, id, set })) as Record<string, unknown>;
  }

  async door(method: string, resource: string, body?: object): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${this.#sandbox.origin}/_control/aws/${resource}`, init);
    if (response.status !== 200) throw new Error(`${resource}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  close(): Promise<void> {
    return this.#sandbox.close();
  }
}

/** Starts it with limits so high that they do not matter, unless the options say otherwise. */
export async function startWriteBench(
  options: { readonly rateFactor?: number; readonly taskMs?: number } = {},
): Promise<WriteBench> {
  const { rateFactor = 100_000, ...settings } = options;
  const sandbox = await startSandbox({
    port: 0,
    seed: SEED,
    partners: 2,
    dealsPerPartner: 20,
    rateFactor,
    standIns: [(common) => awsStandIn({ ...common, ...settings })],
  });
  return new WriteBench(sandbox);
}
