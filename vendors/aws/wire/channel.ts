import { z } from 'zod';
import { RESALE_PROGRAMS } from '../programs.ts';
import { requiredWord, stamp, word } from './atoms.ts';

/** What the mapping reads of the channel service, camel case throughout; appendix D of the vendor file, `[M-chn]`. */

/** A resale program we have a code for. Another can't be stored as a membership, so the record is kept out. */
const resaleProgram = z.custom<keyof typeof RESALE_PROGRAMS>(
  (value) => typeof value === 'string' && Object.hasOwn(RESALE_PROGRAMS, value),
  'a known resale program',
);

/** Item of `ListProgramManagementAccounts`; there is no operation to get a single one. */
export const programAccount = z.object({
  id: requiredWord,
  revision: word,
  program: resaleProgram,
  accountId: word,
  status: word,
  updatedAt: stamp,
  startDate: stamp,
});
export type WireProgramAccount = z.infer<typeof programAccount>;

/** Item of `ListRelationships`. */
export const relationship = z.object({ arn: word, associationType: word, associatedAccountId: word });
export type WireRelationship = z.infer<typeof relationship>;
