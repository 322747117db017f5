/** A certification that somebody holds or held. */
export interface CertificationFact {
  /** Row id of the certification; one that is only assumed has an id of its own kind. */
  readonly id: string;
  readonly personId: string;
  readonly connectionId: string;
  readonly code: string | null;
  readonly name: string | null;
  readonly level: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly counts: boolean;
}

/** A deal that was won. */
export interface WonDealFact {
  readonly dealKind: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly on: string | null;
}

/** Revenue that somebody assumes. */
export interface AssumedRevenue {
  readonly amount: string;
  readonly currency: string;
  readonly on: string;
}

/** A number that the partner reports. */
export interface ReportFact {
  readonly program: string;
  readonly portfolio: string | null;
  readonly key: string;
  /** Null where the partner keeps it to itself. */
  readonly amount: string | null;
  readonly from: string;
}

/** All that the requirements of one vendor are measured by for one partner. A value: what-ifs make another of it. */
export interface Standing {
  readonly vendorId: string;
  readonly certifications: readonly CertificationFact[];
  readonly wonDeals: readonly WonDealFact[];
  readonly assumedRevenue: readonly AssumedRevenue[];
  /** The newest first. */
  readonly reports: readonly ReportFact[];
  /** Why nothing can be said by certifications, by deals, or by what deals brought; null where it can. */
  readonly missing: {
    readonly certifications: string | null;
    readonly deals: string | null;
    readonly dealValues?: string | null;
  };
}

/** Does a certification count on a day? It does through its last day. */
export function holdsOn({ counts, from, to }: CertificationFact, day: string): boolean {
  return counts && (from === null || from <= day) && (to === null || to >= day);
}
