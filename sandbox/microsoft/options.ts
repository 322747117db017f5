import type { StandInOptions } from '../kernel/stand-in.ts';
import { HOUR } from './common/time.ts';

/** Options of every stand-in, and what only this one has. Durations are milliseconds of the stand-in's clock. */
export interface MicrosoftOptions extends StandInOptions {
  /** From the start of a report or an export to its completion; the vendor's own take minutes to a day. 1500. */
  readonly reportDelayMs?: number;
  /** How long an access token is good, in seconds. 3599, as in the vendor's sample answer. */
  readonly tokenLifetimeSeconds?: number;
  /** How long a pre-signed download link is good. One hour. */
  readonly linkLifetimeMs?: number;
  /**
   * What a poll sees while a report is not ready: 404, as the documents say, or a 200 that says Pending, as a client
   * that worked against the live service reads it `[PY]`. `notFound`.
   */
  readonly unfinishedReport?: 'notFound' | 'listed';
}

export type MicrosoftSettings = Required<MicrosoftOptions>;

export function settingsOf(options: MicrosoftOptions): MicrosoftSettings {
  return {
    ...options,
    reportDelayMs: options.reportDelayMs ?? 1500,
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3599,
    linkLifetimeMs: options.linkLifetimeMs ?? HOUR,
    unfinishedReport: options.unfinishedReport ?? 'notFound',
  };
}
