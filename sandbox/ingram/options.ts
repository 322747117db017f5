import type { StandInOptions } from '../kernel/stand-in.ts';

/** Options of every stand-in, and what only this one has. */
export interface IngramOptions extends StandInOptions {
  /** How long an access token is good, in seconds. 86400; the documents name no figure. */
  readonly tokenLifetimeSeconds?: number;
}

export type IngramSettings = Required<IngramOptions>;

export function settingsOf(options: IngramOptions): IngramSettings {
  return { ...options, tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 86_400 };
}
