import { z } from 'zod';
import type { WriteProgress } from '../../../platform/vendor/write-contract.ts';

const progressShape = z.object({
  /** Microsoft's id of the partner's own referral. */
  remoteId: z.string().optional(),
  engagementId: z.string().optional(),
  organizationId: z.string().optional(),
  /** Microsoft's id of the referral that invites it. */
  invitationId: z.string().optional(),
  /** A PATCH was taken. */
  changed: z.boolean().optional(),
});

/** How far an operation has come: small JSON that goes with it. */
export type Reached = z.infer<typeof progressShape>;

/** @throws z.ZodError when what was stored is not ours */
export function reachedOf(progress: WriteProgress): Reached {
  return progressShape.parse(progress);
}

/** What is needed of the partner's own referral, from the answer to its create or from a list. */
export const createdShape = z.object({
  id: z.string().min(1, 'an id'),
  engagementId: z.string().nullish(),
  organizationId: z.string().nullish(),
});

/** The partner's own referral is there. */
export function reachedBy({ id, engagementId, organizationId }: z.infer<typeof createdShape>): Reached {
  return {
    remoteId: id,
    ...(engagementId ? { engagementId } : {}),
    ...(organizationId ? { organizationId } : {}),
  };
}
