import { INSTANT, TEXT, objectOf, oneOf } from '../odata/shape.ts';
import type { ObjectShape } from '../odata/shape.ts';

export const PAYOUT_KINDS = ['transactionhistory', 'payments'] as const;
export type PayoutKind = (typeof PAYOUT_KINDS)[number];

const SUBTYPES = ['REBATE', 'COOP', 'FEE', 'SELL'] as const;

/** Fields each export can be filtered by `[PAY]`. */
export const PAYOUT_FILTERS: Readonly<Record<PayoutKind, ObjectShape>> = {
  transactionhistory: objectOf({
    earningForDate: INSTANT,
    enrollmentParticipantId: TEXT,
    programName: TEXT,
    payableSubType: oneOf(SUBTYPES),
    paymentId: TEXT,
    leverCode: TEXT,
    payoutStatus: oneOf(['SENT', 'UPCOMING', 'IN PROGRESS']),
  }),
  payments: objectOf({
    payoutStatusUpdateTS: INSTANT,
    enrollmentParticipantId: TEXT,
    programName: TEXT,
    payoutOrderType: oneOf(SUBTYPES),
    paymentId: TEXT,
  }),
};

/** One column of an export: its header and the row member it prints. */
export type PayoutColumn = readonly [header: string, member: string];

/** The vendor publishes no header row: these follow the names of the filter fields (assumed). */
export const PAYOUT_COLUMNS: Readonly<Record<PayoutKind, readonly PayoutColumn[]>> = {
  transactionhistory: [
    ['earningId', 'earningId'],
    ['participantId', 'enrollmentParticipantId'],
    ['participantName', 'participantName'],
    ['programName', 'programName'],
    ['payableSubType', 'payableSubType'],
    ['earningForDate', 'earningForDate'],
    ['leverCode', 'leverCode'],
    ['transactionAmount', 'transactionAmount'],
    ['transactionCurrency', 'transactionCurrency'],
    ['earningAmount', 'earningAmount'],
    ['earningCurrencyCode', 'earningCurrencyCode'],
    ['payoutStatus', 'payoutStatus'],
    ['paymentId', 'paymentId'],
    ['estimatedPayoutMonth', 'estimatedPayoutMonth'],
  ],
  payments: [
    ['paymentId', 'paymentId'],
    ['participantId', 'enrollmentParticipantId'],
    ['participantName', 'participantName'],
    ['programName', 'programName'],
    ['payoutOrderType', 'payoutOrderType'],
    ['paymentAmount', 'paymentAmount'],
    ['paymentCurrencyCode', 'paymentCurrencyCode'],
    ['paymentMethod', 'paymentMethod'],
    ['payoutStatus', 'payoutStatus'],
    ['payoutStatusUpdateTS', 'payoutStatusUpdateTS'],
  ],
};
