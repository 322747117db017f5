import type { FeedFacts } from '../../platform/vendor/contract.ts';
import type { FileMap } from './mapping/file-map.ts';
import { FILE_MAPS } from './maps/index.ts';

/** What a map's files bring, as every feed says it. An export is the whole list: what it leaves out is gone. */
export function feedOf(map: FileMap): FeedFacts {
  return {
    name: `file:${map.vendor}:${map.area.toLowerCase()}`,
    area: map.area,
    ...(map.tellsAlso ? { tellsAlso: map.tellsAlso } : {}),
    kinds: [map.kind],
    support: map.support,
    transport: 'FILE',
    mode: 'full',
    pulled: false,
    vendor: map.vendor,
  };
}

/** A feed for each export that is taken. */
export const FILE_FEEDS: readonly FeedFacts[] = FILE_MAPS.map(feedOf);
