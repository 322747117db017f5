import type { DealStatus } from '../../../platform/records/vocabulary.ts';
import type { DealStatusRead } from './deal-status.ts';

/**
 * Status of an engagement invitation we received `[M-sel InvitationStatus]`. An accepted one is approved; what becomes of
 * the sale is told by its opportunity, which carries the same engagement as group key.
 */
export const INVITATION_STATUS_TABLE = {
  version: 1,
  rules: {
    PENDING: { rule: 'invitation-pending', status: 'OFFERED' },
    ACCEPTED: { rule: 'invitation-accepted', status: 'APPROVED' },
    REJECTED: { rule: 'invitation-rejected', status: 'DECLINED' },
    EXPIRED: { rule: 'invitation-expired', status: 'EXPIRED' },
  },
} as const satisfies { version: number; rules: Record<string, { rule: string; status: DealStatus }> };

/** Reads an invitation's status; a word that is not in the table gives UNKNOWN. */
export function readInvitationStatus(raw: string | null, reason: string | null): DealStatusRead {
  const rules: Readonly<Record<string, { rule: string; status: DealStatus } | undefined>> =
    INVITATION_STATUS_TABLE.rules;
  const found = rules[(raw ?? '').trim().toUpperCase()];
  const { rule, status } = found ?? { rule: 'unmapped', status: 'UNKNOWN' as const };
  return { status, detail: { raw: raw ?? '', rawSub: null, rule, exact: found !== undefined, reason } };
}
