import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Clock } from '../clock/clock.ts';
import type { PulledRecord, RecordKind } from '../records/records.ts';
import type { CapabilityArea, RouteToMarket, Support, Transport } from '../records/vocabulary.ts';
import type { VendorHttp } from '../http/vendor-http.ts';
import type { QuotaGate } from '../quota/quota-gate.ts';
import type { ProgramRules } from '../rules/program-rules.ts';
import type { WorkshopWrites } from './write-contract.ts';

/**
 * The one contract every vendor workshop fulfils. A capability that a vendor does not offer has no feed: there is no
 * flag to set and no method that throws, so `Vendor.capabilities` (derived from this) cannot promise what is not there.
 */
export interface VendorWorkshop<Credentials = unknown> {
  readonly facts: VendorFacts;
  /** Shape of a connection's credentials; checked before a session opens, never logged. */
  readonly credentials: z.ZodType<Credentials>;
  /** What can be read, in the order a run reads it: memberships before the deals that point at them. */
  readonly feeds: ReadonlyArray<FeedFacts>;
  /** What can be written; left out where the vendor takes nothing. */
  readonly writes?: WorkshopWrites<Credentials>;
  /** Opens a session for one connection. No call to the vendor happens here. */
  open(deps: SessionDeps<Credentials>): VendorSession;
}

/** A vendor as data. Every number and name carries its source in the workshop's README. */
export interface VendorFacts {
  /** Short stable code, also `Vendor.id`: lower case letters. */
  readonly id: string;
  /** True for a source that is no vendor itself but brings records of vendors: it is not listed among them. */
  readonly isSharedSource?: boolean;
  readonly name: string;
  readonly formerNames: readonly string[];
  readonly programs: readonly ProgramFacts[];
  /** Base addresses by service name. Configuration may replace them; nothing a vendor answers may. */
  readonly endpoints: Readonly<Record<string, string>>;
  /**
   * Hosts that pre-signed download links may point to, beside the endpoints: exact names, or `*.suffix`.
   * Configuration may replace them, as it may the endpoints.
   */
  readonly downloadHosts: readonly string[];
  /** Shared call budgets by bucket name. */
  readonly quotas: Readonly<Record<string, QuotaFacts>>;
  /** Notes per area for `Capability.note`: why a blank is honest. */
  readonly notes: Partial<Readonly<Record<CapabilityArea, string>>>;
}

export interface QuotaFacts {
  /** Calls allowed in one period. */
  readonly limit: number;
  /** Length of the period in milliseconds. */
  readonly periodMs: number;
}

export interface ProgramFacts {
  /** Stable within the vendor: `apn`, `solution-provider`. */
  readonly code: string;
  readonly name: string;
  readonly routeToMarket: RouteToMarket;
  readonly portfolios: readonly string[];
  /** Lowest first. */
  readonly tiers: ReadonlyArray<{ readonly code: string; readonly name: string; readonly portfolio: string | null }>;
  readonly rulesVersion: string;
  readonly rulesEffectiveFrom: string | null;
  /** A public page or guide, with its year. */
  readonly rulesSource: string;
  /** What its tiers ask for and give, where that is known: read from the workshop's `rules.json`. */
  readonly rules?: ProgramRules;
}

/** What one feed brings: known without opening a session. */
export interface FeedFacts {
  /** Stable name, unique in the workshop: also the key of watermarks and run records. */
  readonly name: string;
  readonly area: CapabilityArea;
  /** Further areas that its records tell of: the tier of a membership. */
  readonly tellsAlso?: readonly CapabilityArea[];
  readonly kinds: readonly RecordKind[];
  readonly support: Exclude<Support, 'NONE'>;
  readonly transport: Transport;
  /** `incremental`: honours `since`. `full`: always reads everything. */
  readonly mode: 'incremental' | 'full';
  /** False where a person brings the records: no run pulls it. */
  readonly pulled?: false;
  /**
   * Whose records it brings, for a source that serves several vendors (badges, files); left out where it is the
   * workshop's own vendor.
   */
  readonly vendor?: string;
}

export interface SessionDeps<Credentials> {
  readonly connectionId: string;
  readonly credentials: Credentials;
  /** Stores a rotated credential durably before the new one is used (refresh tokens are single use). */
  readonly saveCredentials: (next: Credentials) => Promise<void>;
  /**
   * The credentials as they are stored now: another session of the connection, in another process, may have rotated
   * them since this one began. A refused refresh token is worth one look here before it is told.
   */
  readonly loadCredentials?: () => Promise<Credentials>;
  /** Base addresses by service name after configuration: `facts.endpoints` with replacements. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly http: VendorHttp;
  readonly quota: QuotaGate;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface VendorSession {
  /** @throws VendorError when the vendor can't be read. One bad record is never thrown: it is a `MalformedItem`. */
  pull(feed: string, request: PullRequest): AsyncIterable<PulledPage>;
  close(): Promise<void>;
}

export interface PullRequest {
  /** Watermark of the last complete run, as the feed itself issued it; null reads everything. */
  readonly since: string | null;
  /** `PulledPage.resume` of the last page that was stored by an unfinished run of the same kind; null starts over. */
  readonly resumeFrom: string | null;
  readonly signal: AbortSignal;
}

export interface PulledPage {
  readonly items: readonly PulledItem[];
  /** Where a run that ends after this page goes on; null when this is the last page. Opaque to everyone else. */
  readonly resume: string | null;
  /** The watermark to keep once the whole run has completed; the highest so far. Null if the feed has none. */
  readonly watermark: string | null;
  /** Calls made to the vendor for this page. */
  readonly calls: number;
}

/**
 * Whose a record is, when it is another firm's than the connection's own partner: a distributor is told where its
 * resellers stand. Left out, it is the connection's own.
 */
export interface RecordOwner {
  /** The owner's number as the vendor writes it: `CISCO_BE_GEO_ID` and `400037`. */
  readonly scheme: string;
  readonly value: string;
  /**
   * Row id of the partner of ours that bears the number, where the connection's own partner said so. It takes two to
   * believe a number that no vendor tells its bearer: the one who says it of itself, and the one who says it of the other.
   */
  readonly vouchedFor: string | null;
}

export type PulledItem = (PulledRecord | MalformedItem) & { readonly owner?: RecordOwner };

/** A record that does not have the shape the vendor documents: kept out, counted, never a crash. */
export interface MalformedItem {
  readonly malformed: {
    readonly remoteId: string | null;
    /** JSON Pointer to the first bad member. */
    readonly path: string;
    /** What was expected and what came: types only, no values (they may be personal data). */
    readonly problem: string;
  };
}

/** True for an item that was rejected. */
export function isMalformed(item: PulledItem): item is MalformedItem {
  return 'malformed' in item;
}
