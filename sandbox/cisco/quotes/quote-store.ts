import { dealIdOf } from '../deals/seed-deals.ts';
import type { DealSeed } from '../deals/seed-deals.ts';
import type { Shelf } from '../../kernel/archive/archive.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { Records } from '../../kernel/records.ts';
import { placeOfQuote, seedQuotes } from './seed-quotes.ts';

/** The quotes of one partner. Those of a seeded deal are made when one of them is first asked for. */
export class QuoteStore extends Records {
  private readonly owner: DealSeed;
  private readonly deals: number;
  private readonly made = new Set<number>();

  /** @param deals how many deals were seeded */
  constructor(shelf: Shelf, owner: DealSeed, deals: number) {
    super(shelf);
    this.owner = owner;
    this.deals = deals;
  }

  ofDeal(dealId: string): readonly JsonObject[] {
    this.make(Number(dealId) - Number(dealIdOf(this.owner.partner, 0)));
    return this.all().filter((quote) => quote['dealId'] === dealId);
  }

  override find(id: string): JsonObject | null {
    this.make(placeOfQuote(this.owner.partner, id));
    return super.find(id);
  }

  override set(id: string, values: JsonObject): JsonObject | null {
    return this.find(id) ? super.set(id, values) : null;
  }

  override remove(id: string): JsonObject | null {
    return this.find(id) ? super.remove(id) : null;
  }

  private make(n: number): void {
    if (!Number.isInteger(n) || n < 1 || n > this.deals || this.made.has(n)) return;
    this.made.add(n);
    for (const quote of seedQuotes(this.owner, n)) this.seed(String(quote['quoteId']), quote);
  }
}
