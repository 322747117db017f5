import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import type { Feed } from '../feed.ts';
import { check, idMember, malformed } from '../../../platform/vendor/shape-check.ts';
import { dateOf } from '../wire/iso-date.ts';
import { resumeCodec } from '../wire/resume.ts';
import { termId, toBenefit } from './benefit-record.ts';
import { creditPoolShape, termCreditsShape, type CreditPool } from './credit-pool-wire.ts';
import { readCreditPoolPage } from './read-page.ts';

const resume = resumeCodec('credit-pools', z.object({ query: z.string().startsWith('?') }));

/** Credits of IBM Cloud subscriptions that are running in the present month, one benefit for each term. */
export const creditPoolsFeed: Feed = {
  facts: {
    name: 'credit-pools',
    area: 'BENEFIT',
    kinds: ['benefit'],
    support: 'PARTIAL',
    transport: 'API',
    mode: 'full',
  },
  async *read(context, request) {
    let query = request.resumeFrom === null ? null : resume.read(request.resumeFrom).query;
    const before = new Set<string>();
    do {
      const page = await readCreditPoolPage(context, query, before);
      query = page.next;
      yield {
        items: page.pools.flatMap(toItems),
        resume: query === null ? null : resume.write({ query }),
        watermark: null,
        calls: context.run.takeCalls(),
      };
    } while (query !== null);
  },
};

function toItems(raw: JsonValue): PulledItem[] {
  const checked = check(creditPoolShape, raw);
  if ('fault' in checked) return [malformed(checked.fault, null)];
  return (checked.value.term_credits ?? []).map((term, index) => toItem(raw, checked.value, { term, index }));
}

/** The payload holds the pool without its other terms. */
function toItem(raw: JsonValue, pool: CreditPool, at: { term: JsonValue; index: number }): PulledItem {
  const checked = check(termCreditsShape, at.term);
  if ('fault' in checked) {
    const fault = { ...checked.fault, path: `/term_credits/${at.index}${checked.fault.path}` };
    return malformed(fault, idOfMalformed(pool, at.term));
  }
  const payload = { ...(raw as { [member: string]: JsonValue }), term_credits: [at.term] };
  return { record: toBenefit(pool, checked.value), payload };
}

/** The record's id, where its parts can still be read. */
function idOfMalformed(pool: CreditPool, term: JsonValue): string | null {
  const id = idMember(term, 'billing_option_id');
  const start = idMember(term, 'start_date');
  if (id === null || (start !== null && dateOf(start) === null)) return null;
  return termId(pool, { billing_option_id: id, category: idMember(term, 'category'), start_date: start });
}
