import { z } from 'zod';
import { badgeDate } from '../wire/badge-date.ts';

const text = z.string().nullish();

/** States of a badge; that it has expired is none of them [ibm 4]. */
const BADGE_STATES = ['accepted', 'pending', 'rejected', 'revoked'] as const;

/** A badge as the employer sees it: members of the organisation API and of the earner's page [ibm 4][ibm 5]. */
export const badgeShape = z.object({
  id: z.string().min(1, 'an id'),
  state: z
    .string()
    .transform((state) => state.trim().toLowerCase())
    .pipe(z.enum(BADGE_STATES, 'accepted, pending, rejected or revoked')),
  issued_at_date: badgeDate,
  issued_at: badgeDate,
  expires_at_date: badgeDate,
  expires_at: badgeDate,
  last_updated_at: text,
  updated_at: text,
  badge_url: text,
  user: z.object({ email: text }).nullish(),
  badge_template: z.object({
    id: text,
    name: z.string().trim().min(1, 'a name'),
    vanity_slug: text,
    level: text,
  }),
});

export type Badge = z.infer<typeof badgeShape>;
