import { guessDealStatus } from '../../../platform/records/deal-words.ts';
import type { DealRecord, StatusDetailRecord } from '../../../platform/records/records.ts';
import { DEAL_STATUSES, type DealStatus } from '../../../platform/records/vocabulary.ts';
import type { EffectiveMap } from '../mapping/file-map.ts';
import type { RowReader, Word } from '../mapping/row-reader.ts';
import { identityOf, recordBase } from './record-base.ts';

interface StatusReading {
  readonly status: DealStatus;
  readonly rule: string;
  /** Only what a person declared for this connection: no vendor of a file documents its words. */
  readonly exact: boolean;
}

function readStatus(word: Word | null): StatusReading {
  const declared = DEAL_STATUSES.find((status) => status === word?.meaning);
  if (declared) {
    return { status: declared, rule: word?.isOwn ? 'connection-word' : 'file-word', exact: word?.isOwn === true };
  }
  const guess = guessDealStatus(word?.raw ?? '');
  if (guess) return { status: guess, rule: `fallback/${guess.toLowerCase().replaceAll('_', '-')}`, exact: false };
  return { status: 'UNKNOWN', rule: 'no-rule', exact: false };
}

function statusDetail(row: RowReader, word: Word | null, { rule, exact }: StatusReading): StatusDetailRecord {
  return { raw: word?.raw ?? '', rawSub: row.value('subStatus'), rule, exact, reason: row.value('reason') };
}

/** A row of an export of deal registrations: the partner registered them, the vendor decides. */
export function readDeal(row: RowReader, map: EffectiveMap): DealRecord {
  const remoteId = identityOf(row, map.identity);
  const customer = row.required('customer');
  const word = row.word('status');
  const reading = readStatus(word);
  const distributor = row.value('distributor');
  return {
    ...recordBase(row, remoteId),
    kind: 'deal',
    name: row.value('name') ?? customer,
    dealKind: 'REGISTRATION',
    direction: 'OUTBOUND',
    status: reading.status,
    statusDetail: statusDetail(row, word, reading),
    stage: null,
    value: row.money('amount', 'currency'),
    closeOn: row.value('closeOn'),
    customer: {
      name: customer,
      country: row.value('country'),
      website: row.value('website'),
      duns: row.value('duns'),
      city: row.value('city'),
    },
    products: row.list('products'),
    vendorSelling: 'UNKNOWN',
    // A deal that names a distributor is bought through it; one that names none may be either.
    distribution: distributor === null ? null : 'TWO_TIER',
    distributor: distributor === null ? null : { by: 'NAME', name: distributor },
    program: map.program,
    protection: {
      startsOn: row.value('approvedOn'),
      endsOn: row.value('expiresOn'),
      priceEndsOn: row.value('priceEndsOn'),
      extension: 'NOT_OFFERED',
      extensionDeadline: null,
    },
    groupKey: null,
  };
}
