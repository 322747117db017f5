import { z } from 'zod';
import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import { dellFacts } from './facts.ts';
import { DELL_WRITES } from './portal/writes.ts';
import { openDellSession } from './session.ts';

/** Nothing is called, so nothing has to be known. */
export type DellCredentials = Readonly<Record<never, never>>;

/** The Dell workshop: what is known of its program. It reads nothing, and so it promises nothing. */
export const dellWorkshop: VendorWorkshop<DellCredentials> = {
  facts: dellFacts,
  credentials: z.strictObject({}),
  feeds: [],
  writes: DELL_WRITES,
  open: openDellSession,
};
