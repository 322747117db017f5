import type { DealDirection, DealStatus } from '../../../platform/records/vocabulary.ts';
import type { StatusDetailRecord } from '../../../platform/records/records.ts';
import { fold, textOrNull } from '../wire/texts.ts';

interface Reading {
  readonly status: DealStatus;
  /** False where only the direction tells the meaning and no source says how. */
  readonly exact: boolean;
}

interface StatusRule {
  readonly status: string;
  readonly substatus: string;
  /** Stable across releases; the direction is added: `new-pending/inbound`. */
  readonly name: string;
  readonly INBOUND: Reading;
  readonly OUTBOUND: Reading;
}

const sure = (status: DealStatus): Reading => ({ status, exact: true });
const assumed = (status: DealStatus): Reading => ({ status, exact: false });

/**
 * Microsoft's status and substatus [PR20][PR22], version 1. Inbound readings follow from accept, decline and lapse as
 * documented. Outbound readings marked as assumed are ours: the resource page gives no meaning by direction.
 */
export const STATUS_RULES: readonly StatusRule[] = [
  {
    status: 'New',
    substatus: 'Pending',
    name: 'new-pending',
    INBOUND: sure('OFFERED'),
    OUTBOUND: assumed('SUBMITTED'),
  },
  {
    status: 'New',
    substatus: 'Received',
    name: 'new-received',
    INBOUND: sure('OFFERED'),
    OUTBOUND: assumed('IN_REVIEW'),
  },
  {
    status: 'Active',
    substatus: 'Accepted',
    name: 'active-accepted',
    INBOUND: sure('APPROVED'),
    OUTBOUND: sure('APPROVED'),
  },
  { status: 'Closed', substatus: 'Won', name: 'closed-won', INBOUND: sure('WON'), OUTBOUND: sure('WON') },
  { status: 'Closed', substatus: 'Lost', name: 'closed-lost', INBOUND: sure('LOST'), OUTBOUND: sure('LOST') },
  {
    status: 'Closed',
    substatus: 'Declined',
    name: 'closed-declined',
    INBOUND: sure('DECLINED'),
    OUTBOUND: assumed('REJECTED'),
  },
  {
    status: 'Closed',
    substatus: 'Expired',
    name: 'closed-expired',
    INBOUND: sure('EXPIRED'),
    OUTBOUND: sure('EXPIRED'),
  },
];

export interface StatusInput {
  readonly status: string;
  readonly substatus: string | null | undefined;
  readonly statusReason: string | null | undefined;
  /** Null when Microsoft does not say which way the referral went. */
  readonly direction: DealDirection | null;
}

export interface StatusOutput {
  readonly status: DealStatus;
  readonly detail: StatusDetailRecord;
}

/**
 * The canonical status. Words compare without case and spaces. A pair without a row, and a pair that means two things
 * while the direction is not known, is UNKNOWN and says so.
 */
export function readStatus(input: StatusInput): StatusOutput {
  const found = STATUS_RULES.find(
    (rule) => fold(rule.status) === fold(input.status) && fold(rule.substatus) === fold(input.substatus),
  );
  const { status, exact, rule } = found ? byDirection(found, input.direction) : NO_RULE;
  return {
    status,
    detail: {
      raw: input.status,
      rawSub: textOrNull(input.substatus),
      rule,
      exact,
      reason: textOrNull(input.statusReason),
    },
  };
}

const NO_RULE = { status: 'UNKNOWN', exact: false, rule: 'no-rule' } as const;

function byDirection(found: StatusRule, direction: DealDirection | null): Reading & { readonly rule: string } {
  if (direction) return { ...found[direction], rule: `${found.name}/${direction.toLowerCase()}` };
  const agreed = found.INBOUND.status === found.OUTBOUND.status;
  return { status: agreed ? found.INBOUND.status : 'UNKNOWN', exact: false, rule: `${found.name}/no-direction` };
}
