import type { StandInOptions } from '../kernel/stand-in.ts';

/** Options of every stand-in, and what only this one has. */
export interface CredlyOptions extends StandInOptions {
  /** How long an OAuth token is good, in seconds. 7200, as documented. */
  readonly tokenLifetimeSeconds?: number;
  /** Records on a page of the API. 50, the number documented for events. */
  readonly perPage?: number;
}

export type CredlySettings = Required<CredlyOptions>;

export function settingsOf(options: CredlyOptions): CredlySettings {
  return {
    ...options,
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 7200,
    perPage: options.perPage ?? 50,
  };
}
