import type { GraphContext } from '../../platform/graph/context.ts';
import { vendorRef } from '../../platform/graph/refs.ts';
import { SourceNotice } from '../../platform/graph/shared-types.ts';
import { customerKeys, type CustomerKeys } from '../../platform/matching/match-customer.ts';
import { isCurrencyCode } from '../../platform/money/currency.ts';
import { utcDate } from '../../platform/records/dates.ts';
import type { DealStatus } from '../../platform/records/vocabulary.ts';
import { Conflict, ConflictEvidence } from './conflict-types.ts';
import type { ConflictCheckInput, DealDraftInput } from './draft-types.ts';
import { judgeDeal } from './judge-deal.ts';
import { judgeByRules, type Convert } from './judge-rules.ts';
import type { OfCustomer } from './of-customer.ts';
import type { ConflictSeverity } from './report-enums.ts';
import type { DealRow } from './store.ts';
import { toDeal } from './to-node.ts';

const GRAVEST_FIRST: readonly ConflictSeverity[] = ['BLOCKING', 'WARNING', 'INFO'];

/** What the customer of a check is compared by. */
export function keysOfInput({ name, country, website, duns }: ConflictCheckInput['customer']): CustomerKeys {
  return customerKeys({ name, country, website: website ?? null, duns: duns ?? null });
}

/** What the deals that are there mean for one draft. */
export function conflictsWithDeals(
  context: GraphContext,
  draft: { readonly index: number; readonly vendor: string; readonly partnerId: string },
  deals: ReadonlyArray<OfCustomer<DealRow>>,
): Conflict[] {
  return deals.flatMap(({ row, match }) => {
    const judgement = judgeDeal({
      status: row.status as DealStatus,
      sameVendor: row.vendor_id === draft.vendor,
      vendorName: context.services.vendors.nameOf(row.vendor_id),
      own: row.partner_id === draft.partnerId,
      callers: row.partner_id === context.viewer.partnerId,
      score: Number(match.score),
      reason: row.status_reason,
    });
    if (judgement === null) return [];
    const evidence = Object.assign(new ConflictEvidence(), {
      hidden: false,
      deal: toDeal(row),
      specialBid: null,
      rule: null,
    });
    return Object.assign(new Conflict(), { ...judgement, ...match, draftIndex: draft.index, evidence });
  });
}

/** What the vendor's rules of engagement say of one draft, and what they could not be held against. */
export function conflictsWithRules(
  context: GraphContext,
  draft: { readonly index: number; readonly input: DealDraftInput; readonly industry: string | null },
): { conflicts: Conflict[]; notices: SourceNotice[] } {
  const { vendors, rates, clock } = context.services;
  const { vendor, value } = draft.input;
  const today = utcDate(clock.now());
  const convert: Convert = (money, currency) =>
    isCurrencyCode(money.currency) ? rates.convert(money, currency, null, today) : null;
  const programs = vendors.facts(vendor)?.programs ?? [];
  const ruled = { vendorName: vendors.nameOf(vendor), industry: draft.industry, value: value ?? null };
  const { broken, missingRates } = judgeByRules(programs, ruled, convert);
  const conflicts = broken.map(({ rule, ...judgement }) => {
    const evidence = Object.assign(new ConflictEvidence(), { hidden: false, deal: null, specialBid: null, rule });
    return Object.assign(new Conflict(), { ...judgement, draftIndex: draft.index, score: '1', evidence });
  });
  const notices = missingRates.map(({ from, to }) =>
    Object.assign(new SourceNotice(), {
      vendor: vendorRef(vendor),
      code: 'RATE_MISSING',
      message: `${vendors.nameOf(vendor)} asks for a smallest value in ${to}: there is no rate from ${from} to compare.`,
      retryAfterSeconds: null,
    }),
  );
  return { conflicts, notices };
}

/** Draft by draft, the gravest first, then the surest. */
export function inOrder(conflicts: readonly Conflict[]): Conflict[] {
  const place = ({ severity }: Conflict): number => GRAVEST_FIRST.indexOf(severity);
  return conflicts.toSorted(
    (a, b) => a.draftIndex - b.draftIndex || place(a) - place(b) || Number(b.score) - Number(a.score),
  );
}
