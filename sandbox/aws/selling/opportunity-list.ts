import type { Operations } from '../context.ts';
import { objectAt, textAt, textsAt, type JsonObject } from '../json.ts';
import type { Place } from '../paging/page.ts';
import { instant } from '../time.ts';
import { listAmounts } from '../wire/money.ts';

type Filter = (record: JsonObject) => boolean;

/** Passes what is among the listed texts; an empty or absent list passes all. */
function among(listed: readonly string[], ...path: string[]): Filter {
  return (record) => listed.length === 0 || listed.includes(textAt(record, ...path));
}

/** Passes what lies between two bounds, both included: "on or after", "on or before" [M-sel]. */
function between(read: (text: string) => number, bounds: readonly [string, string], ...path: string[]): Filter {
  const [after, before] = bounds;
  return (record) => {
    const value = read(textAt(record, ...path));
    return (!after || value >= read(after)) && (!before || value <= read(before));
  };
}

function filtersOf(input: JsonObject): Filter[] {
  const modified = objectAt(input, 'LastModifiedDate');
  const created = objectAt(input, 'CreatedDate');
  const close = objectAt(input, 'TargetCloseDate');
  const bound = (from: JsonObject, name: string): [string, string] => [
    textAt(from, `After${name}`),
    textAt(from, `Before${name}`),
  ];
  return [
    among(textsAt(input, 'Identifier'), 'Id'),
    among(textsAt(input, 'LifeCycleStage'), 'LifeCycle', 'Stage'),
    among(textsAt(input, 'LifeCycleReviewStatus'), 'LifeCycle', 'ReviewStatus'),
    among(textsAt(input, 'CustomerCompanyName'), 'Customer', 'Account', 'CompanyName'),
    between(instant, bound(modified, 'LastModifiedDate'), 'LastModifiedDate'),
    between(instant, bound(created, 'CreatedDate'), 'CreatedDate'),
    between(instant, bound(close, 'TargetCloseDate'), 'LifeCycle', 'TargetCloseDate'),
  ];
}

const SORT_KEYS: Readonly<Record<string, (record: JsonObject) => string | number>> = {
  LastModifiedDate: (record) => instant(textAt(record, 'LastModifiedDate')) || 0,
  CreatedDate: (record) => instant(textAt(record, 'CreatedDate')) || 0,
  TargetCloseDate: (record) => textAt(record, 'LifeCycle', 'TargetCloseDate'),
  CustomerCompanyName: (record) => textAt(record, 'Customer', 'Account', 'CompanyName'),
  Identifier: (record) => textAt(record, 'Id'),
};

const DEFAULT_SORT = 'LastModifiedDate'; // [M-sel ListOpportunitiesRequest$Sort]

export const OPPORTUNITY_LIST: Operations = {
  ListOpportunities: {
    write: false,
    run: (input, context) => {
      const filters = filtersOf(input);
      const keyOf = SORT_KEYS[textAt(input, 'Sort', 'SortBy') || DEFAULT_SORT] ?? (() => 0);
      const page = context.page(input, {
        items: context.store.all('opportunity').filter((record) => filters.every((passes) => passes(record))),
        placeOf: (record): Place => [keyOf(record), textAt(record, 'Id')],
        descending: textAt(input, 'Sort', 'SortOrder') !== 'ASCENDING', // [M-sel OpportunitySort$SortOrder]
        summary: 'OpportunitySummary',
      });
      return { OpportunitySummaries: listAmounts(page.items), NextToken: page.nextToken };
    },
  },
};
