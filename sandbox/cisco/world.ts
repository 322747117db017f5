import { Throttle } from '../kernel/throttle.ts';
import { Tokens } from '../kernel/tokens.ts';
import { Account } from './account-store.ts';
import { ciscoAccount } from './accounts.ts';
import type { CiscoSettings } from './options.ts';

/** Everything the operations share. */
export interface World {
  readonly settings: CiscoSettings;
  /** Each stands for a partner, by index. */
  readonly tokens: Tokens<number>;
  readonly throttle: Throttle;
  /** The account of a partner, made when first asked for; null when the sandbox has no such partner. */
  account(index: number): Account | null;
  /** The account whose application this is, or null. */
  accountOfClient(clientId: string): Account | null;
  /** A key for seeded draws that is new with every call. */
  nextKey(kind: string): string;
}

export function makeWorld(settings: CiscoSettings): World {
  const startedAt = settings.now();
  const made = new Map<number, Account>();
  const byClient = new Map<string, number>();
  for (let index = 1; index <= settings.partners; index += 1) {
    byClient.set(ciscoAccount(settings.seed, index).clientId, index);
  }
  const account = (index: number): Account | null => {
    if (!Number.isInteger(index) || index < 1 || index > settings.partners) return null;
    const found = made.get(index) ?? new Account(settings, startedAt, index);
    made.set(index, found);
    return found;
  };
  let serial = 0;
  return {
    settings,
    tokens: new Tokens({ now: settings.now, key: `${settings.seed}:cisco:tokens` }),
    throttle: new Throttle(settings.now),
    account,
    accountOfClient: (clientId) => account(byClient.get(clientId) ?? 0),
    nextKey: (kind) => {
      serial += 1;
      return `${settings.seed}:cisco:${kind}:${serial}`;
    },
  };
}
