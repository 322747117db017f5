import type { PartOfNode } from '../../platform/ingest/change-log.ts';

/** A request for funds is part of its benefit: the change feed tells the benefit. */
export const REQUEST_OF_BENEFIT: PartOfNode = { kind: 'BENEFIT', table: 'benefit', field: 'requests' };
