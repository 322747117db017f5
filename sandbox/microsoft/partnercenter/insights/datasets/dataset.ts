import type { JsonObject } from '../../../common/json.ts';

/** Whose data, and as of when. */
export interface DatasetOwner {
  readonly seed: number;
  /** The partner's index, from 1. */
  readonly index: number;
  readonly name: string;
  readonly domain: string;
  readonly country: string;
  readonly mpnId: string;
  /** Start of the stand-in's time, in milliseconds. */
  readonly startedAt: number;
}

/** A dataset that queries can select from. */
export interface Dataset {
  readonly name: string;
  readonly columns: readonly string[];
  /** Column that TIMESPAN looks at; null when the rows have no time. */
  readonly dateColumn: string | null;
  readonly ranges: readonly string[];
  /** Columns that a Report Viewer gets emptied. */
  readonly personal: readonly string[];
  /** The rows of a partner: text and numbers by column. */
  readonly rows: (owner: DatasetOwner) => readonly JsonObject[];
}

/** Time spans of most datasets. */
export const USUAL_RANGES: readonly string[] = [
  'LAST_MONTH',
  'LAST_3_MONTHS',
  'LAST_6_MONTHS',
  'LAST_1_YEAR',
  'LIFETIME',
];

/** A date without zone, as the datasets print it (assumed): `2026-03-12T00:00:00`. */
export function dayText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 10)}T00:00:00`;
}
