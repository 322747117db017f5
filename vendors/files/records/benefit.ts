import { subtractDecimal } from '../../../platform/records/decimal.ts';
import type { BenefitRecord, MoneyRecord } from '../../../platform/records/records.ts';
import { BENEFIT_KINDS, type BenefitKind } from '../../../platform/records/vocabulary.ts';
import type { EffectiveMap } from '../mapping/file-map.ts';
import type { RowReader } from '../mapping/row-reader.ts';
import { readBenefitStatus } from './benefit-status.ts';
import { identityOf, recordBase } from './record-base.ts';

function readKind(row: RowReader): BenefitKind {
  const word = row.word('kind');
  return BENEFIT_KINDS.find((kind) => kind === (word?.meaning ?? word?.raw.toUpperCase())) ?? 'OTHER';
}

/** What is left: as the file says, else what was allotted less what was used. */
function remainingOf(row: RowReader, allocated: MoneyRecord | null, used: MoneyRecord | null): MoneyRecord | null {
  const told = row.money('remaining', 'currency');
  if (told || !allocated || !used) return told;
  return { amount: subtractDecimal(allocated.amount, used.amount), currency: allocated.currency };
}

/** A number of things; null unless the file tells two of: in all, used, left. */
function readQuantity(row: RowReader): BenefitRecord['quantity'] {
  const total = row.value('quantity');
  const used = row.value('quantityUsed');
  const left = row.value('quantityLeft');
  if (total === null || (used === null && left === null)) return null;
  const unit = row.value('unit') ?? 'units';
  if (used === null) return { total, used: subtractDecimal(total, left ?? '0'), remaining: left ?? total, unit };
  return { total, used, remaining: left ?? subtractDecimal(total, used), unit };
}

/** A row of an export or statement of benefits: what the partner is entitled to, and how much of it is left. */
export function readBenefit(row: RowReader, map: EffectiveMap): BenefitRecord {
  const remoteId = identityOf(row, map.identity);
  const allocated = row.money('allocated', 'currency');
  const used = row.money('used', 'currency');
  const parts = [row.required('name'), row.value('detail'), row.value('customer')];
  return {
    ...recordBase(row, remoteId),
    kind: 'benefit',
    name: parts.filter((part) => part !== null && part !== '').join(': '),
    benefitKind: readKind(row),
    ...readBenefitStatus(row),
    program: map.program,
    allocated,
    used,
    remaining: remainingOf(row, allocated, used),
    quantity: readQuantity(row),
    percent: null,
    startsOn: row.value('startsOn'),
    expiresOn: row.value('expiresOn'),
    claimBy: row.value('claimBy'),
  };
}
