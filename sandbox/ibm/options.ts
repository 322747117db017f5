import type { StandInOptions } from '../kernel/stand-in.ts';

/** Options of every stand-in, and what only this one has. */
export interface IbmOptions extends StandInOptions {
  /** How long a token is good by its own claims, in seconds. 3600. `expires_in` says twice as much on purpose. */
  readonly tokenLifetimeSeconds?: number;
}

export type IbmSettings = Required<IbmOptions>;

export function settingsOf(options: IbmOptions): IbmSettings {
  return { ...options, tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3600 };
}
