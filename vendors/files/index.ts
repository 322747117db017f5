import { z } from 'zod';
import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import { FILE_FEEDS } from './feeds.ts';

export { FILE_BOUNDS } from './bounds.ts';
export { openExport, type CheckedRow, type OpenExport } from './check-rows.ts';
export { feedOf } from './feeds.ts';
export { FileRefused, isFileRefused } from './file-refused.ts';
export { areasOf, FILE_MAPS, findFileMap } from './maps/index.ts';
export type { EffectiveMap, FileMap } from './mapping/file-map.ts';
export { effectiveMap, readOverride } from './mapping/override.ts';

/** Nobody is called, so nothing has to be known. */
export type FilesCredentials = Readonly<Record<never, never>>;

/**
 * Vendors' export files as a source that several vendors share. It has no session to speak of: a person sends the files
 * in, and they come in through an import instead of a run.
 */
export const filesWorkshop: VendorWorkshop<FilesCredentials> = {
  facts: {
    id: 'files',
    isSharedSource: true,
    name: 'Export files',
    formerNames: [],
    programs: [],
    endpoints: {},
    downloadHosts: [],
    quotas: {},
    notes: {},
  },
  credentials: z.strictObject({}),
  feeds: FILE_FEEDS,
  open: () => ({
    pull(feed) {
      throw new Error(`feed: files are sent in and not pulled, got ${JSON.stringify(feed)}`);
    },
    close: () => Promise.resolve(),
  }),
};
