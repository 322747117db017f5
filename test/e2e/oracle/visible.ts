import type { FoundMark } from './marks.ts';

/** A live grant between two partners of the demonstration, by their places in its list. */
export interface OracleGrant {
  readonly from: number;
  readonly to: number;
  readonly level: 'COUNTS_ONLY' | 'DEALS_NO_VALUE' | 'FULL';
  readonly vendors: readonly string[];
  readonly areas: readonly string[];
}

/** What is told of rows of one place: nothing, how many there are, all but the money, or all. */
export type Told = 'nothing' | 'counted' | 'no money' | 'all';

/** Who may be told what, worked out from the grants alone. The area ANY stands for all of a vendor's. */
export interface Visibility {
  told(viewer: number, tenant: number, vendor: string | null, area: string | null): Told;
  knows(viewer: number, tenant: number): boolean;
}

export function visibilityOf(grants: readonly OracleGrant[]): Visibility {
  return {
    told(viewer, tenant, vendor, area) {
      if (viewer === tenant) return 'all';
      const levels = grants
        .filter(
          (grant) =>
            grant.from === tenant &&
            grant.to === viewer &&
            area !== null &&
            (area === 'ANY' || grant.areas.includes(area)) &&
            vendor !== null &&
            grant.vendors.includes(vendor),
        )
        .map(({ level }) => level);
      if (levels.includes('FULL')) return 'all';
      if (levels.includes('DEALS_NO_VALUE')) return 'no money';
      return levels.length > 0 ? 'counted' : 'nothing';
    },
    knows(viewer, tenant) {
      const sides = [viewer, tenant];
      return viewer === tenant || grants.some(({ from, to }) => sides.includes(from) && sides.includes(to));
    },
  };
}

/** Whether a viewer may meet a mark. */
export function mayMeet(visibility: Visibility, viewer: number, mark: FoundMark): boolean {
  if (mark.kind === 'name') return visibility.knows(viewer, mark.tenant);
  const told = visibility.told(viewer, mark.tenant, mark.vendor, mark.area);
  return told === 'all' || (told === 'no money' && mark.kind === 'row');
}
