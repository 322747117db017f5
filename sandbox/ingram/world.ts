import { ingramAccounts } from './accounts.ts';
import { seedDeal } from './deals/seed-deals.ts';
import type { IngramSettings } from './options.ts';
import { Records } from '../kernel/records.ts';
import { Tokens } from '../kernel/tokens.ts';

/** Everything the operations share. */
export interface World {
  readonly settings: IngramSettings;
  /** Each stands for a partner, by index. */
  readonly tokens: Tokens<number>;
  /** The partner whose client this is, or null. */
  partnerOfClient(clientId: string): number | null;
  /** The deals of a partner by the country of its account, made when first asked for; null for an unknown partner. */
  dealsOf(partner: number): ReadonlyMap<string, Records> | null;
}

function makeDeals(settings: IngramSettings, startedAt: number, partner: number): ReadonlyMap<string, Records> {
  const { seed, dealsPerPartner, archive } = settings;
  const countries = ingramAccounts(seed, partner).map(({ countryCode }) => countryCode);
  const recordsOf = (country: string): Records => new Records(archive.shelf(`ingram/${partner}/${country}/deals`));
  const byCountry = new Map(countries.map((country) => [country, recordsOf(country)]));
  for (let n = 1; n <= dealsPerPartner; n += 1) {
    const { country, id, document } = seedDeal({ seed, partner, startedAt, countries }, n);
    byCountry.get(country)?.seed(id, document);
  }
  return byCountry;
}

export function makeWorld(settings: IngramSettings): World {
  const startedAt = settings.now();
  const { seed, partners } = settings;
  const made = new Map<number, ReadonlyMap<string, Records>>();
  const byClient = new Map<string, number>();
  for (let index = 1; index <= partners; index += 1) {
    for (const { clientId } of ingramAccounts(seed, index)) byClient.set(clientId, index);
  }
  return {
    settings,
    tokens: new Tokens({ now: settings.now, key: `${seed}:ingram:tokens`, length: 28 }),
    partnerOfClient: (clientId) => byClient.get(clientId) ?? null,
    dealsOf: (partner) => {
      if (!Number.isInteger(partner) || partner < 1 || partner > partners) return null;
      const deals = made.get(partner) ?? makeDeals(settings, startedAt, partner);
      made.set(partner, deals);
      return deals;
    },
  };
}
