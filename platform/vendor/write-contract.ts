import type { JsonValue } from '../records/json.ts';
import type { MoneyRecord, PulledRecord } from '../records/records.ts';
import type { BenefitKind, CapabilityArea, DealKind, DealStage, DealStatus, Support } from '../records/vocabulary.ts';
import type { FieldErrorCode, WriteKind } from '../writes/vocabulary.ts';
import type { SessionDeps } from './contract.ts';

/**
 * The writing side of a vendor workshop. A vendor that takes nothing has none; one that takes registrations in its
 * portal only has a form and no session.
 */
export interface WorkshopWrites<Credentials = unknown> {
  /** Which changes can be brought to the vendor, and how. A kind that is not listed is NOT_SUPPORTED. */
  readonly operations: readonly WriteFacts[];
  /** What the vendor wants to know of a deal, and what it accepts. Left out where no deal can be registered. */
  readonly deals?: DealForm;
  /** What the vendor wants to know of a request for funds. Left out where none can be made. */
  readonly funds?: FundForm;
  /** Opens a session that writes, for one connection. No call happens here. Left out where all goes by portal. */
  open?(deps: SessionDeps<Credentials>): WriteSession;
  /** The filled form for operations by PORTAL. */
  handoff?(intent: WriteIntent): Handoff;
}

/** One kind of change a vendor takes. */
export interface WriteFacts {
  readonly kind: WriteKind;
  /** DEAL, LEAD or FUND: what `Vendor.capabilities` tells it under. */
  readonly area: CapabilityArea;
  readonly support: Exclude<Support, 'NONE'>;
  /** PORTAL: a person brings it there with the filled form, and confirms. */
  readonly transport: 'API' | 'PORTAL';
}

/** What the vendor wants to know, as data: `dealRequirements`. */
export interface FieldRequirementFacts {
  /** JSON Pointer into `DealContent`: `/customer/postalCode`, `/vendorFields/industry`. */
  readonly path: string;
  readonly label: string;
  /** For a form's input: `string`, `text`, `integer`, `decimal`, `money`, `date`, `boolean`, `choice`, `choices`, `email`, `url`, `country`. */
  readonly type: string;
  readonly required: boolean;
  readonly allowedValues?: readonly string[];
  /** Lengths in characters. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** When it is asked for, or what it is good for. */
  readonly help?: string;
}

/** Something wrong with a field, in the vendor's form or found by our own check of it. */
export interface VendorFieldError {
  /**
   * JSON Pointer into `DealContent` or `FundContent` where the field is known there, else into the vendor's form; `/benefit`
   * for the benefit that funds are asked of, as the caller names it.
   */
  readonly path: string;
  readonly code: FieldErrorCode;
  /** What was expected, and what came where that is no personal data. Never the vendor's raw text if it may name others. */
  readonly message: string;
  readonly vendorCode: string | null;
  /** False when the vendor has locked the field for now. */
  readonly editable: boolean;
}

export interface CustomerContent {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly website: string | null;
  readonly duns: string | null;
  readonly city: string | null;
  readonly street: string | null;
  readonly postalCode: string | null;
  readonly state: string | null;
  readonly industry: string | null;
}

/** A deal as its partner entered it: what a draft holds. */
export interface DealContent {
  readonly name: string;
  readonly description: string | null;
  readonly value: MoneyRecord | null;
  /** Calendar date. */
  readonly closeOn: string | null;
  readonly products: readonly string[];
  readonly stage: DealStage | null;
  readonly dealKind: DealKind;
  readonly customer: CustomerContent;
  /** Name of the distributor, where one is part of the deal. */
  readonly distributor: string | null;
  /** Members that only this vendor asks for, by the names its form gives them. */
  readonly vendorFields: Readonly<Record<string, JsonValue>>;
}

/** A request for funds, or a claim of them, as its partner entered it. */
export interface FundContent {
  readonly activity: string;
  readonly amount: MoneyRecord;
  readonly activityOn: string | null;
  readonly invoiceNumber: string | null;
  readonly proofUrl: string | null;
  /** The vendor's id of the benefit it is asked of, and its name. */
  readonly benefitRemoteId: string;
  readonly benefitName: string;
  readonly vendorFields: Readonly<Record<string, JsonValue>>;
}

/** What is known of the deal a change is about, when somebody asks whether the change can be made. */
export interface DealSnapshot {
  readonly status: DealStatus;
  readonly rawStatus: string;
  readonly stage: DealStage | null;
  readonly direction: 'OUTBOUND' | 'INBOUND';
  /** Instant at which the vendor's record was made, as far as we know. */
  readonly createdAt: Date;
  readonly protectionEndsOn: string | null;
  readonly extensionDeadline: string | null;
}

/** How a vendor takes a deal: requirements as data, and checks that run before anything is queued. Pure: no calls. */
export interface DealForm {
  /** The kind a draft gets that names none; the first of those offered. */
  readonly kinds: readonly [DealKind, ...DealKind[]];
  requirements(kind: DealKind): readonly FieldRequirementFacts[];
  /** What a draft still misses, and what is wrong in it. @param today calendar date, UTC */
  check(
    content: DealContent,
    today: string,
  ): { readonly missing: readonly FieldRequirementFacts[]; readonly errors: readonly VendorFieldError[] };
  /**
   * The vendor's own rules for a change of a deal it already has: what it would refuse, told before it is queued, and
   * what it may hold against the deal later. `intent.patch` holds the changed members alone.
   */
  judge?(
    intent: WriteIntent,
    deal: DealSnapshot,
    now: Date,
  ): { readonly errors: readonly VendorFieldError[]; readonly warnings: readonly VendorFieldError[] };
}

/** How a vendor takes a request for funds. */
export interface FundForm {
  /** Kinds of benefit that funds are asked of there; left out where the vendor's own catalogue says it of each benefit. */
  readonly kinds?: readonly BenefitKind[];
  requirements(): readonly FieldRequirementFacts[];
  check(
    kind: 'REQUEST_FUNDS' | 'CLAIM_FUNDS',
    content: FundContent,
    today: string,
  ): { readonly missing: readonly FieldRequirementFacts[]; readonly errors: readonly VendorFieldError[] };
}

/** What the vendor shall hold afterwards. Frozen when the partner asked for it; the same on every try. */
export interface WriteIntent {
  readonly kind: WriteKind;
  /** Ours, opaque: goes with every create, so that the record can be found again. At most 36 characters of [a-z0-9-]. */
  readonly externalId: string;
  /**
   * The vendor's id of the record; null before it has one. A SUBMIT_DEAL that has one goes on after a refusal half-way:
   * the record is there, and is brought to the content before it is submitted.
   */
  readonly remoteId: string | null;
  /** The whole deal for SUBMIT_DEAL; null otherwise. */
  readonly content: DealContent | null;
  /** The changed members alone, for UPDATE_DEAL. */
  readonly patch: Partial<DealContent> | null;
  readonly funds: FundContent | null;
  readonly reason: string | null;
  /** CLOSE_WON, CLOSE_LOST: calendar date. */
  readonly closedOn: string | null;
  /** EXTEND_DEAL: calendar date. */
  readonly until: string | null;
}

/**
 * How the outcome of a call is found out when no answer told it.
 * - resend: the same bytes with the same token have one effect
 * - read: the record itself tells, once `settleMs` have passed since the call
 * - search: by our external id; absent only after the settle time and `misses` looks at least `intervalMs` apart
 * - person: nothing tells; a person must look
 */
export type Recovery =
  | { readonly by: 'resend' }
  | { readonly by: 'read'; readonly settleMs: number }
  | { readonly by: 'search'; readonly settleMs: number; readonly misses: number; readonly intervalMs: number }
  | { readonly by: 'person' };

/** One call with an effect at the vendor, ready to be stored and then sent. */
export interface PlannedCall {
  /** Stable within the vendor: `create`, `associate`, `submit`. */
  readonly step: string;
  readonly recovery: Recovery;
  /** The frozen request: sent exactly like this on every try of this step. No credentials in it. */
  readonly request: JsonValue;
  /** Names from `VendorFacts.quotas`: taken by the caller before the call is stored as being sent. */
  readonly buckets: readonly string[];
}

/**
 * What of an operation has been reached so far: ids the vendor gave, steps that are done. Small JSON. The step that
 * creates the record puts the vendor's id of it under `remoteId`, so that the house knows it before the last step.
 */
export type WriteProgress = Readonly<Record<string, JsonValue>>;

export type WritePlan =
  /**
   * The next call towards the intent. `base`: what it was planned on, where somebody else may change that before a call
   * is taken. The first one is kept, as `base` of the progress that later plans are given, until a call is taken.
   */
  | { readonly kind: 'call'; readonly call: PlannedCall; readonly base?: JsonValue }
  /** The vendor holds what was asked. `record`: as it was just read, if it was, with the feed that brings it. */
  | {
      readonly kind: 'done';
      readonly remoteId: string | null;
      readonly record: PulledRecord | null;
      readonly feed: string | null;
    }
  /** Not now: the vendor has locked the record, say. Costs no attempt. `base` as of a call that would be planned now. */
  | { readonly kind: 'wait'; readonly reason: string; readonly retryAfterMs: number; readonly base?: JsonValue }
  | { readonly kind: 'refused'; readonly errors: readonly VendorFieldError[] };

/** How one call ended. */
export type SendOutcome = (
  | { readonly kind: 'applied'; readonly progress: WriteProgress }
  /**
   * It had no effect for sure, and may later. `stale`: the record has another version by now: plan anew.
   * `locked`, `quota` and `auth` cost no attempt.
   */
  | {
      readonly kind: 'not_applied';
      readonly cause: 'throttled' | 'quota' | 'auth' | 'unreachable' | 'locked' | 'stale';
      readonly retryAfterMs: number | null;
      readonly message: string;
    }
  /** The vendor said no for good. */
  | { readonly kind: 'refused'; readonly errors: readonly VendorFieldError[] }
  /** Nothing proves that it had an effect, nor that it had none. */
  | { readonly kind: 'unknown'; readonly message: string }
) &
  CallTrace;

/** For the attempt's record and the vendor's support desk. */
export interface CallTrace {
  readonly httpStatus: number | null;
  readonly vendorCode: string | null;
  readonly requestId: string | null;
}

/** What looking for the effect of an uncertain call found. */
export type Settled =
  | { readonly kind: 'applied'; readonly progress: WriteProgress }
  | { readonly kind: 'absent' }
  /** More than one record, or one that contradicts the intent: a person must look. `ids` at the vendor. */
  | { readonly kind: 'contradiction'; readonly message: string; readonly ids: readonly string[] };

/** A call that was planned and stored, with what goes with it on every try. */
export interface StoredCall {
  readonly step: string;
  readonly request: JsonValue;
  /** Client token of this step: a UUID, the same on every try. */
  readonly token: string;
  /** When it was first sent, on our clock. */
  readonly firstSentAt: Date;
}

/**
 * Writes for one connection. `send` makes exactly one request that can have an effect: it never retries by itself.
 * `plan` and `settle` only read.
 */
export interface WriteSession {
  /**
   * Finds the next step towards the intent, reading the vendor where it must.
   * @throws VendorError when the vendor can't be read; nothing was changed
   */
  plan(intent: WriteIntent, progress: WriteProgress, signal: AbortSignal): Promise<WritePlan>;
  /** Never throws for what the vendor or the network does. @throws the signal's reason when it was aborted */
  send(intent: WriteIntent, call: StoredCall, signal: AbortSignal): Promise<SendOutcome>;
  /** Looks whether an uncertain call had its effect. @throws VendorError when the vendor can't be read */
  settle(intent: WriteIntent, call: StoredCall, progress: WriteProgress, signal: AbortSignal): Promise<Settled>;
  close(): Promise<void>;
}

/** A filled form to take to a vendor's portal. */
export interface Handoff {
  readonly portalUrl: string;
  readonly fields: ReadonlyArray<{ readonly label: string; readonly value: string }>;
}
