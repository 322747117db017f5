import { USUAL_RANGES } from './dataset.ts';
import type { Dataset } from './dataset.ts';

/** The legal hierarchy: the global account and one location. */
export const PROFILE: Dataset = {
  name: 'Profile',
  columns: ['MPNId', 'PartnerName', 'PGA_MPNId', 'PGA_PartnerName', 'City', 'Country', 'HierarchyLevel'],
  dateColumn: null,
  ranges: USUAL_RANGES,
  personal: [],
  rows: (owner) =>
    ['HQ', 'Location'].map((level, at) => ({
      MPNId: String(Number(owner.mpnId) + at * 5_000_000),
      PartnerName: at === 0 ? owner.name : `${owner.name} (branch)`,
      PGA_MPNId: owner.mpnId,
      PGA_PartnerName: owner.name,
      City: 'Sample City',
      Country: owner.country,
      HierarchyLevel: level,
    })),
};
