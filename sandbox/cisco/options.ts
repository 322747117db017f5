import type { StandInOptions } from '../kernel/stand-in.ts';

/** Options of every stand-in, and what only this one has. */
export interface CiscoOptions extends StandInOptions {
  /** How long an access token is good, in seconds. 3600, as the vendor's answer says. */
  readonly tokenLifetimeSeconds?: number;
  /** Resellers of the distributor that are no partners of the sandbox. 40; more than 500 make a second page. */
  readonly otherResellers?: number;
}

export type CiscoSettings = Required<CiscoOptions>;

export function settingsOf(options: CiscoOptions): CiscoSettings {
  return {
    ...options,
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3600,
    otherResellers: options.otherResellers ?? 40,
  };
}
