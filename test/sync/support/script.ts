import type { CertificationRecord, VendorRecord } from '../../../platform/records/records.ts';
import type {
  FeedFacts,
  MalformedItem,
  PulledItem,
  PulledPage,
  PullRequest,
  VendorFacts,
  VendorSession,
  VendorWorkshop,
} from '../../../platform/vendor/contract.ts';
import { VendorError, type VendorErrorKind } from '../../../platform/vendor/vendor-error.ts';
import { z } from 'zod';
import { certificationRecord } from '../../subgraphs/certifications/records.ts';

/** What a pull does next: gives a page, fails, or does something first. */
export type Step = PulledPage | Error | ((signal: AbortSignal) => Promise<void> | void);

/** A pull as it was asked for. */
export interface AskedPull {
  readonly feed: string;
  readonly since: string | null;
  readonly resumeFrom: string | null;
}

/** A vendor that does what a test says. */
export class Script {
  /** Every pull, in order. */
  readonly asked: AskedPull[] = [];
  opened = 0;
  closed = 0;
  readonly #pulls: Array<readonly Step[]> = [];

  /** Sets down what the next pull does that nothing was set down for yet. */
  next(...steps: readonly Step[]): this {
    this.#pulls.push(steps);
    return this;
  }

  open(): VendorSession {
    this.opened += 1;
    const pull = (feed: string, request: PullRequest): AsyncIterable<PulledPage> => this.#pull(feed, request);
    return { pull, close: async () => void (this.closed += 1) };
  }

  async *#pull(feed: string, { since, resumeFrom, signal }: PullRequest): AsyncGenerator<PulledPage> {
    this.asked.push({ feed, since, resumeFrom });
    for (const step of this.#pulls.shift() ?? [page([])]) {
      if (step instanceof Error) throw step;
      if (typeof step === 'function') await step(signal);
      else yield step;
    }
  }
}

export interface PageOptions {
  readonly resume?: string | null;
  readonly watermark?: string | null;
  readonly malformed?: ReadonlyArray<string | null>;
  readonly calls?: number;
}

/** A page of certifications by name; the last page of its run unless it has a place to go on from. */
export function page(names: readonly string[], options: PageOptions = {}): PulledPage {
  const { resume = null, watermark = null, malformed = [], calls = 1 } = options;
  return {
    items: [...names.map((name) => item(certificationRecord({ remoteId: name, name }))), ...malformed.map(unreadable)],
    resume,
    watermark,
    calls,
  };
}

/** A record with a payload. */
export function item(record: VendorRecord | CertificationRecord): PulledItem {
  return { record, payload: { id: record.remoteId } };
}

function unreadable(remoteId: string | null): MalformedItem {
  return { malformed: { remoteId, path: '/name', problem: 'expected string, got number' } };
}

/** A failure of the vendor. */
export function failure(kind: VendorErrorKind, retryAfterMs?: number): VendorError {
  return new VendorError({ vendor: 'alpha', kind, publicMessage: `It is ${kind}.`, retryAfterMs });
}

/** A feed of certifications that can be read in part. */
export function feed(name = 'badges', facts: Partial<FeedFacts> = {}): FeedFacts {
  return {
    name,
    area: 'CERTIFICATION',
    kinds: ['certification'],
    support: 'FULL',
    transport: 'API',
    mode: 'incremental',
    ...facts,
  };
}

const FACTS: VendorFacts = {
  id: 'alpha',
  name: 'Alpha Systems',
  formerNames: [],
  programs: [],
  endpoints: { api: 'http://127.0.0.1:1' },
  downloadHosts: [],
  quotas: {},
  notes: {},
};

/** A workshop over a script. Its credentials are `{ key }`. */
export function workshopOf(script: Script, feeds: readonly FeedFacts[] = [feed()]): VendorWorkshop {
  return { facts: FACTS, credentials: z.object({ key: z.string() }), feeds, open: () => script.open() };
}
