import { sandboxPartner } from '../../kernel/partners.ts';
import type { StandInOptions } from '../../kernel/stand-in.ts';
import { awsAccount, type AwsAccount } from '../accounts.ts';
import { CATALOGS, type Catalog } from './scope.ts';
import { Store } from './store.ts';

/** An account that exists at the stand-in, and the partner it belongs to. */
export interface KnownAccount extends AwsAccount {
  readonly index: number;
}

/** Fills a new store with its seeded records. */
export type Seeder = (store: Store) => void;

/** Every account's stores. A store is made and seeded, and remembers earlier runs, when it is first asked for. */
export class Stores {
  private readonly options: StandInOptions;
  private readonly seeder: Seeder;
  private readonly byKey = new Map<string, KnownAccount>();
  private readonly byAccount = new Map<string, KnownAccount>();
  private readonly made = new Map<string, Store>();

  constructor(options: StandInOptions, seeder: Seeder) {
    this.options = options;
    this.seeder = seeder;
    for (let index = 1; index <= options.partners; index += 1) {
      const account = { ...awsAccount(options.seed, index), index };
      this.byKey.set(account.accessKeyId, account);
      this.byAccount.set(account.accountId, account);
    }
  }

  accountOfKey(accessKeyId: string): KnownAccount | undefined {
    return this.byKey.get(accessKeyId);
  }

  account(accountId: string): KnownAccount | undefined {
    return this.byAccount.get(accountId);
  }

  store(account: KnownAccount, catalog: Catalog): Store {
    const key = `${account.accountId}/${catalog}`;
    const known = this.made.get(key);
    if (known) return known;
    const store = new Store({ seed: this.options.seed, partner: sandboxPartner(account.index), account, catalog });
    this.made.set(key, store);
    this.seeder(store);
    store.keepIn(this.options.archive);
    return store;
  }
}

export function isCatalog(value: unknown): value is Catalog {
  return CATALOGS.some((catalog) => catalog === value);
}
