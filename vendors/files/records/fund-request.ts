import type { FundRequestRecord } from '../../../platform/records/records.ts';
import type { EffectiveMap } from '../mapping/file-map.ts';
import type { RowReader } from '../mapping/row-reader.ts';
import { readBenefitStatus } from './benefit-status.ts';
import { identityOf, recordBase } from './record-base.ts';

/** A row of an export of requests for funds, or of claims on them. The fund is named as the export of benefits names it. */
export function readFundRequest(row: RowReader, map: EffectiveMap): FundRequestRecord {
  const remoteId = identityOf(row, map.identity);
  return {
    ...recordBase(row, remoteId),
    kind: 'fundRequest',
    benefitRemoteId: row.required('fund'),
    activity: row.required('activity'),
    ...readBenefitStatus(row),
    requested: row.money('requested', 'currency'),
    approved: row.money('approved', 'currency'),
    claimed: row.money('claimed', 'currency'),
    paid: row.money('paid', 'currency'),
    activityOn: row.value('activityOn'),
    claimBy: row.value('claimBy'),
  };
}
