import type { IncomingHttpHeaders } from 'node:http';
import type { Archive } from './archive/archive.ts';

/** One request as a stand-in sees it: the whole body read, the mount prefix taken off the path. */
export interface SandboxRequest {
  readonly method: string;
  /** Path below the vendor's mount (`/aws`, `/microsoft`), always with a leading slash. */
  readonly path: string;
  /** Path as it was sent, with the mount and the query: what a signature covers. */
  readonly rawUrl: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Origin under which the client reached us, for links in answers: `http://127.0.0.1:4010`. */
  readonly origin: string;
  /**
   * True while the fault `duplicatePages` is on: a request for a next page is answered with the items of the page
   * before it once more, and with a token for the page that was asked for.
   */
  readonly duplicatePages?: boolean;
}

export interface SandboxResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A record that a client created at the stand-in, as `GET /_control/<vendor>/records` lists it. */
export interface CreatedRecord {
  readonly type: string;
  readonly id: string;
  /** The external id the client sent with it (PartnerOpportunityIdentifier, externalReferenceId), or null. */
  readonly externalId: string | null;
  readonly createdAt: string;
  /** Account or tenant it belongs to. */
  readonly account: string;
}

/** A vendor's stand-in: one folder under sandbox/. It holds its own state, speaks its own wire format. */
export interface StandIn {
  readonly vendor: string;
  /**
   * Name of the operation a request asks for (`ListOpportunities`, `referrals.list`), or null when it is none.
   * The kernel counts by it and matches faults against it before `handle` runs.
   */
  operationOf(request: SandboxRequest): string | null;
  /** Whether the operation changes state: `commitThenFail` applies only to these. */
  isWrite(operation: string): boolean;
  handle(request: SandboxRequest): Promise<SandboxResponse> | SandboxResponse;
  /** How this vendor says `status` in its own error envelope, for injected faults. */
  fault(status: number, retryAfterSeconds: number | null, request: SandboxRequest): SandboxResponse;
  /** Records created from outside since the last reset. */
  created(): readonly CreatedRecord[];
  /**
   * Changes one record as the vendor's own staff would (`POST records`).
   * @returns the record after the change
   * @throws ControlError when the type or id is unknown or the change has a wrong shape
   */
  change(input: unknown): unknown;
  /** Makes every token issued so far expired (`expireTokens`). A vendor without tokens does nothing. */
  expireTokens(): void;
}

/** A wrong call of the control door: answered 400 with the message. */
export class ControlError extends Error {}

/** Makes a stand-in: how the registry lists them and the server starts them. */
export type StandInMaker = (options: StandInOptions) => StandIn;

/** What every stand-in is made from. All of it is seeded: the same options give the same records and ids. */
export interface StandInOptions {
  readonly seed: number;
  /** Partner firms, each with an account at every vendor. */
  readonly partners: number;
  readonly dealsPerPartner: number;
  /** The stand-in's clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Multiplies every documented rate limit; 1 is what the vendor documents. */
  readonly rateFactor: number;
  /** Where it keeps what differs from the seeded records, on shelves whose names begin with the vendor. */
  readonly archive: Archive;
}

/** A partner firm as the vendors know it: the same index is the same firm at every vendor. */
export interface SandboxPartner {
  readonly index: number;
  readonly name: string;
  readonly country: string;
  readonly domain: string;
}
