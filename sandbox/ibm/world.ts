import { DISTRIBUTOR, ITS_RESELLERS, ibmAccount } from './accounts.ts';
import { Overlay } from './control/overlay.ts';
import { AccessTokens } from './iam/access-tokens.ts';
import type { IbmSettings } from './options.ts';
import { makeSeller } from './partner/seller.ts';
import type { Seller } from './partner/seller.ts';

/** Everything the operations share. */
export interface World {
  readonly settings: IbmSettings;
  readonly tokens: AccessTokens;
  readonly overlay: Overlay;
  /** The partner whose API key this is, or null. */
  partnerOfKey(apiKey: string): number | null;
  /** What a partner resells, made when first asked for; null when it is unknown or does not resell. */
  seller(index: number): Seller | null;
  /** The resellers that buy from a seller. */
  below(seller: Seller): readonly Seller[];
}

export function makeWorld(settings: IbmSettings): World {
  const startedAt = settings.now();
  const { seed, partners } = settings;
  const made = new Map<number, Seller>();
  const byKey = new Map<string, number>();
  for (let index = 1; index <= partners; index += 1) byKey.set(ibmAccount(seed, index).apiKey, index);
  const seller = (index: number): Seller | null => {
    if (!Number.isInteger(index) || index < 1 || index > partners || !ibmAccount(seed, index).resells) return null;
    const found = made.get(index) ?? makeSeller(seed, startedAt, index);
    made.set(index, found);
    return found;
  };
  return {
    settings,
    tokens: new AccessTokens(settings),
    overlay: new Overlay(settings.archive),
    partnerOfKey: (apiKey) => byKey.get(apiKey) ?? null,
    seller,
    below: ({ index }) => (index === DISTRIBUTOR ? ITS_RESELLERS.map(seller).filter((found) => found !== null) : []),
  };
}
