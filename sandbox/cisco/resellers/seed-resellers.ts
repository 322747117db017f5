import { sandboxPartner } from '../../kernel/partners.ts';
import { SeededRandom } from '../../kernel/random.ts';
import { DISTRIBUTOR, RESELLERS, ciscoAccount } from '../accounts.ts';
import { DAY, resellerDate } from '../dates.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';

/** Levels of the program before 2026: what the search still carries. Null for a partner without a level. */
const LEVELS = ['GOLD', 'PREMIER', 'SELECT', null] as const;
/** `AENAS` is the one code that is documented; the others are made up after it. */
const SPECIALIZATIONS = ['AENAS', 'ADCAS', 'ASAS', 'ACAS'] as const;
const AUTHORIZATIONS = ['Unified Contact Center', 'Service Provider Routing', null] as const;

/** Seats by country, for the firms that are partners of the sandbox. */
const SEATS: Readonly<Record<string, readonly [street: string, city: string, postalCode: string]>> = {
  DE: ['Lindenstraße 14', 'Rosenheim', '83022'],
  ES: ['Calle del Molino 8', 'Logroño', '26001'],
};
const OTHER_SEAT = ['Hauptstraße 1', 'Kassel', '34117'] as const;

/** The first made-up reseller has this partner index: far above those of the sandbox's own partners. */
const FIRST_OTHER = 100_001;

interface ResellerSeed {
  readonly seed: number;
  readonly startedAt: number;
  readonly partners: number;
  /** How many resellers there are beside the sandbox's partners. */
  readonly others: number;
}

function specializations(random: SeededRandom, startedAt: number): Json[] {
  const count = random.int(0, 3);
  return random
    .shuffle(SPECIALIZATIONS)
    .slice(0, count)
    .map((specType) => ({ specType, validUntil: resellerDate(startedAt + random.int(-20, 340) * DAY) }));
}

/** A reseller as the distributor's search shows it. The level holds one year, as in the vendor's sample. */
function reseller(options: ResellerSeed, index: number, level: string | null): JsonObject {
  const { seed, startedAt } = options;
  const random = new SeededRandom(`${seed}:cisco:reseller:${index}`);
  const partner = sandboxPartner(index);
  const [address1, city, postalCode] = SEATS[partner.country] ?? OTHER_SEAT;
  const since = startedAt - random.int(20, 350) * DAY;
  return {
    distiValResellerAcNo: `D3-${String(index).padStart(6, '0')}`,
    distiValSoldToName: partner.name,
    partnerName: partner.name,
    partnerSiteName: `${partner.name}, ${city}`,
    address1,
    address2: null,
    city,
    state: null,
    postalCode,
    country: partner.country,
    partnerSiteID: String(900_000 + index * 11),
    pdbBeGeoID: ciscoAccount(seed, index).beGeoId,
    partnerType: index === DISTRIBUTOR ? 'Auth_Disti' : 'VAR',
    certification: level,
    certEffectiveStartDate: level === null ? null : resellerDate(since),
    certificationExpiryDate: level === null ? null : resellerDate(since + 365 * DAY),
    specialization: specializations(random, startedAt),
    authorization: random.pick(AUTHORIZATIONS),
  };
}

/** The distributor's resellers by BE GEO ID: the sandbox's own partners first, with the levels Gold and Premier. */
export function seedResellers(options: ResellerSeed): ReadonlyArray<readonly [id: string, document: JsonObject]> {
  const own = RESELLERS.filter((index) => index <= options.partners).map((index, at) =>
    reseller(options, index, LEVELS[at % 2] ?? null),
  );
  // The distributor is in the partner database itself, under the type the search documents for it.
  const itself = DISTRIBUTOR <= options.partners ? [reseller(options, DISTRIBUTOR, null)] : [];
  const others = Array.from({ length: options.others }, (_, at) =>
    reseller(options, FIRST_OTHER + at, LEVELS[at % LEVELS.length] ?? null),
  );
  return [...own, ...itself, ...others].map((document) => [String(document['pdbBeGeoID']), document]);
}
