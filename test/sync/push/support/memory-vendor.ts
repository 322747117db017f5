import type {
  PlannedCall,
  Recovery,
  SendOutcome,
  Settled,
  StoredCall,
  WriteIntent,
  WritePlan,
  WriteProgress,
  WriteSession,
} from '../../../../platform/vendor/write-contract.ts';

/** What the vendor, or the way to it, does with one call. */
export type Behaviour =
  | 'ok'
  /** Had its effect, but no answer came. */
  | 'lost-answer'
  /** Never arrived, and nobody knows. */
  | 'lost-request'
  | 'throttled'
  | 'unreachable'
  | 'auth'
  | 'quota'
  | 'locked'
  | 'stale';

export const BEHAVIOURS: readonly Behaviour[] = [
  'ok',
  'lost-answer',
  'lost-request',
  'throttled',
  'unreachable',
  'auth',
  'quota',
  'locked',
  'stale',
];

/** How the vendor lets an uncertain create be found out. */
export type MemoryKind = 'token' | 'search';

const TRACE = { httpStatus: null, vendorCode: null, requestId: null } as const;
const RECOVERIES: Readonly<Record<MemoryKind, Recovery>> = {
  token: { by: 'resend' },
  search: { by: 'search', settleMs: 1_000, misses: 2, intervalMs: 500 },
};

interface StoredRecord {
  readonly id: string;
  readonly externalId: string;
  readonly token: string;
  submitted: boolean;
  /** From when on the search finds it: it lags behind the create. */
  readonly visibleAt: number;
  /** Until when its token is known: sent again later, the same call makes another record. */
  readonly tokenUntil: number;
}

/** Longer than the push trusts a token, and not for ever. */
const TOKEN_LIFE_MS = 13 * 3_600_000;

/** A vendor that takes a deal in two steps, and remembers every effect it ever had. */
export class MemoryVendor {
  readonly records: StoredRecord[] = [];
  /** Before its numbers. */
  prefix = 'R';
  readonly calls: Array<{ readonly step: string; readonly token: string; readonly request: string }> = [];
  readonly #kind: MemoryKind;
  readonly #now: () => Date;
  readonly #next: () => Behaviour;
  /** How far the search lags behind, in milliseconds. */
  readonly lagMs: number;

  constructor(kind: MemoryKind, now: () => Date, next: () => Behaviour, lagMs = 400) {
    this.#kind = kind;
    this.#now = now;
    this.#next = next;
    this.lagMs = lagMs;
  }

  /** Records that carry an external id. */
  recordsOf(externalId: string): readonly StoredRecord[] {
    return this.records.filter((record) => record.externalId === externalId);
  }

  session(): WriteSession {
    return {
      plan: async (intent, progress) => this.#plan(intent, progress),
      send: async (intent, call) => this.#send(intent, call),
      settle: async (intent, call) => this.#settle(intent, call),
      close: async () => undefined,
    };
  }

  #plan(intent: WriteIntent, progress: WriteProgress): WritePlan {
    const remoteId = typeof progress['remoteId'] === 'string' ? progress['remoteId'] : intent.remoteId;
    const recovery = RECOVERIES[this.#kind];
    const call = (step: string, what: Recovery): WritePlan => {
      const planned: PlannedCall = { step, recovery: what, request: { step, name: intent.externalId }, buckets: [] };
      return { kind: 'call', call: planned };
    };
    if (remoteId === null) return call('create', recovery);
    if (progress['submitted'] !== true) return call('submit', { by: 'read', settleMs: 500 });
    return { kind: 'done', remoteId, record: null, feed: null };
  }

  #apply(intent: WriteIntent, call: StoredCall): WriteProgress {
    if (call.step === 'submit') {
      const record = this.recordsOf(intent.externalId)[0];
      if (record) record.submitted = true;
      return { submitted: true };
    }
    const now = this.#now().getTime();
    const isKnown = (record: StoredRecord): boolean => record.token === call.token && record.tokenUntil > now;
    const known = this.#kind === 'token' ? this.records.find(isKnown) : undefined;
    if (known) return { remoteId: known.id };
    const record = {
      id: `${this.prefix}-${this.records.length + 1}`,
      externalId: intent.externalId,
      token: call.token,
      submitted: false,
      visibleAt: now + this.lagMs,
      tokenUntil: now + TOKEN_LIFE_MS,
    };
    this.records.push(record);
    return { remoteId: record.id };
  }

  #send(intent: WriteIntent, call: StoredCall): SendOutcome {
    this.calls.push({ step: call.step, token: call.token, request: JSON.stringify(call.request) });
    const behaviour = this.#next();
    const later = (cause: 'throttled' | 'unreachable' | 'auth' | 'quota' | 'locked' | 'stale'): SendOutcome => ({
      kind: 'not_applied',
      cause,
      retryAfterMs: null,
      message: cause,
      ...TRACE,
    });
    switch (behaviour) {
      case 'ok':
        return { kind: 'applied', progress: this.#apply(intent, call), ...TRACE };
      case 'lost-answer':
        this.#apply(intent, call);
        return { kind: 'unknown', message: 'no answer', ...TRACE };
      case 'lost-request':
        return { kind: 'unknown', message: 'no answer', ...TRACE };
      default:
        return later(behaviour);
    }
  }

  #settle(intent: WriteIntent, call: StoredCall): Settled {
    const now = this.#now().getTime();
    const found = this.recordsOf(intent.externalId).filter((record) => record.visibleAt <= now);
    if (found.length > 1) return { kind: 'contradiction', message: 'two records', ids: found.map(({ id }) => id) };
    const [record] = found;
    if (!record) return { kind: 'absent' };
    if (call.step === 'submit')
      return record.submitted ? { kind: 'applied', progress: { submitted: true } } : { kind: 'absent' };
    return { kind: 'applied', progress: { remoteId: record.id } };
  }
}
