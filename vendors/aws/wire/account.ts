import { z } from 'zod';
import { country, optional, requiredWord, text, word, words } from './atoms.ts';

/** What the mapping reads of the account service; appendix C of the vendor file, `[M-acc]`. */

/** Row of `ListPartners`. */
export const partnerRow = z.object({ Id: requiredWord });

/** Answer of `GetPartner`. */
export const partner = z.object({
  Id: requiredWord,
  Arn: word,
  LegalName: text,
  Profile: optional(
    z.object({
      PrimarySolutionType: word,
      IndustrySegments: words,
      Headquarters: optional(z.object({ CountryCode: country })),
    }),
  ),
});
export type WirePartner = z.infer<typeof partner>;
