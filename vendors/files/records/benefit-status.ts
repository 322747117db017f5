import { BENEFIT_STATUSES, type BenefitStatus } from '../../../platform/records/vocabulary.ts';
import { fold } from '../cells/fold.ts';
import type { RowReader } from '../mapping/row-reader.ts';
import { BENEFIT_WORDS } from './benefit-words.ts';

/** Where a benefit or a request for funds stands: by the map's words, else by what the word mostly means. */
export function readBenefitStatus(row: RowReader): { status: BenefitStatus; rawStatus: string } {
  const word = row.word('status');
  if (!word) return { status: 'UNKNOWN', rawStatus: '' };
  const declared = BENEFIT_STATUSES.find((status) => status === word.meaning);
  return { status: declared ?? BENEFIT_WORDS.get(fold(word.raw)) ?? 'UNKNOWN', rawStatus: word.raw };
}
