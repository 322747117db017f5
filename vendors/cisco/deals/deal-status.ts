import { guessDealStatus } from '../../../platform/records/deal-words.ts';
import type { StatusDetailRecord } from '../../../platform/records/records.ts';
import type { DealStatus } from '../../../platform/records/vocabulary.ts';
import { fold, textOrNull } from '../wire/texts.ts';

/** Version 1 of the table: the documents show `Approved` and no other value [cisco 2]. */
export const STATUS_RULES: ReadonlyArray<{
  readonly raw: string;
  readonly status: DealStatus;
  /** Stable across releases. */
  readonly name: string;
}> = [{ raw: 'Approved', status: 'APPROVED', name: 'approved' }];

export interface StatusOutput {
  readonly status: DealStatus;
  readonly detail: StatusDetailRecord;
}

/**
 * The canonical status. Words compare without case and spaces; one that is not documented is read by what such words
 * mean elsewhere, and says that it is a guess. That a deal's end has passed does not change what Cisco calls it.
 */
export function readStatus(dealStatus: string | null | undefined): StatusOutput {
  const raw = textOrNull(dealStatus) ?? '';
  const found = STATUS_RULES.find((rule) => fold(rule.raw) === fold(raw));
  if (found) return output(found.status, { raw, rule: found.name, exact: true });
  const guess = guessDealStatus(raw);
  if (guess) return output(guess, { raw, rule: `fallback/${guess.toLowerCase().replaceAll('_', '-')}`, exact: false });
  return output('UNKNOWN', { raw, rule: 'no-rule', exact: false });
}

function output(status: DealStatus, detail: Pick<StatusDetailRecord, 'raw' | 'rule' | 'exact'>): StatusOutput {
  return { status, detail: { ...detail, rawSub: null, reason: null } };
}
