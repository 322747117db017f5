import type { Shelf } from '../kernel/archive/archive.ts';
import { sandboxPartner } from '../kernel/partners.ts';
import type { SandboxPartner } from '../kernel/stand-in.ts';
import { DISTRIBUTOR, ciscoAccount } from './accounts.ts';
import type { CiscoAccount } from './accounts.ts';
import { dealIdOf, seedDeal } from './deals/seed-deals.ts';
import type { CiscoSettings } from './options.ts';
import { QuoteStore } from './quotes/quote-store.ts';
import { Records } from '../kernel/records.ts';
import { seedResellers } from './resellers/seed-resellers.ts';

/** A partner at Cisco and everything it may read. Its records are made when they are first asked for. */
export class Account {
  readonly index: number;
  readonly partner: SandboxPartner;
  readonly keys: CiscoAccount;
  private readonly settings: CiscoSettings;
  private readonly startedAt: number;
  private dealRecords: Records | null = null;
  private quoteStore: QuoteStore | null = null;
  private resellerRecords: Records | null = null;

  /** @param index the partner's index, from 1 */
  constructor(settings: CiscoSettings, startedAt: number, index: number) {
    this.index = index;
    this.partner = sandboxPartner(index);
    this.keys = ciscoAccount(settings.seed, index);
    this.settings = settings;
    this.startedAt = startedAt;
  }

  get deals(): Records {
    const { dealsPerPartner } = this.settings;
    this.dealRecords ??= new Records(
      this.shelf('deals'),
      Array.from({ length: dealsPerPartner }, (_, at) => [
        dealIdOf(this.index, at + 1),
        seedDeal(this.owner(), at + 1),
      ]),
    );
    return this.dealRecords;
  }

  get quotes(): QuoteStore {
    this.quoteStore ??= new QuoteStore(this.shelf('quotes'), this.owner(), this.settings.dealsPerPartner);
    return this.quoteStore;
  }

  /** Empty for every partner but the distributor. */
  get resellers(): Records {
    const { seed, partners, otherResellers } = this.settings;
    const shelf = this.shelf('resellers');
    this.resellerRecords ??=
      this.index === DISTRIBUTOR
        ? new Records(shelf, seedResellers({ seed, partners, startedAt: this.startedAt, others: otherResellers }))
        : new Records(shelf);
    return this.resellerRecords;
  }

  private shelf(name: string): Shelf {
    return this.settings.archive.shelf(`cisco/${this.index}/${name}`);
  }

  private owner() {
    return { seed: this.settings.seed, partner: this.index, startedAt: this.startedAt };
  }
}
