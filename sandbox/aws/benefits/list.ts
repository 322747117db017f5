import type { Operation } from '../context.ts';
import { listAt, textAt, textsAt, type JsonObject } from '../json.ts';
import type { Place } from '../paging/page.ts';
import { idIn } from '../store/scope.ts';
import type { RecordType } from '../store/store.ts';
import { instant } from '../time.ts';

/** How one of the three lists filters, orders and words its records. */
export interface BenefitList {
  readonly type: RecordType;
  /** The member each filter looks at; of a member that is a list, one item must be listed. */
  readonly filters: ReadonlyArray<readonly [filter: string, member: string]>;
  readonly summary: string;
  readonly answerMember: string;
  /** What the summary shows beside the record's own members. */
  readonly summarize?: (record: JsonObject) => JsonObject;
}

function values(record: JsonObject, member: string): string[] {
  const single = textAt(record, member);
  return single ? [single] : listAt(record, member).filter((item) => typeof item === 'string');
}

function passes(list: BenefitList, input: JsonObject, record: JsonObject): boolean {
  return list.filters.every(([filter, member]) => {
    const identifiers = filter.endsWith('Identifiers');
    const listed = textsAt(input, filter).map((text) => (identifiers ? idIn(text) : text));
    return listed.length === 0 || values(record, member).some((value) => listed.includes(value));
  });
}

/** An operation that lists records from the oldest to the newest. */
export function benefitList(list: BenefitList): Operation {
  return {
    write: false,
    run: (input, context) => {
      const page = context.page(input, {
        items: context.store
          .all(list.type)
          .filter((record) => passes(list, input, record))
          .map((record) => ({ ...record, ...list.summarize?.(record) })),
        placeOf: (record): Place => [instant(textAt(record, 'CreatedAt')) || 0, textAt(record, 'Id')],
        summary: list.summary,
      });
      return { [list.answerMember]: page.items, NextToken: page.nextToken };
    },
  };
}
