import type { Operations } from '../context.ts';
import { textAt, textsAt, type JsonObject } from '../json.ts';
import type { Place } from '../paging/page.ts';

/** The member each filter looks at. */
const FILTERS: ReadonlyArray<readonly [filter: string, member: string]> = [
  ['Identifier', 'Id'],
  ['Status', 'Status'],
  ['Category', 'Category'],
  ['AwsMarketplaceSolutionArn', 'AwsMarketplaceSolutionArn'],
];

function passes(input: JsonObject, record: JsonObject): boolean {
  return FILTERS.every(([filter, member]) => {
    const listed = textsAt(input, filter);
    return listed.length === 0 || listed.includes(textAt(record, member));
  });
}

export const SOLUTIONS: Operations = {
  ListSolutions: {
    write: false,
    run: (input, context) => {
      const sortBy = textAt(input, 'Sort', 'SortBy') || 'Identifier'; // [M-sel ListSolutionsRequest$Sort]
      const member = sortBy === 'Identifier' ? 'Id' : sortBy;
      const page = context.page(input, {
        items: context.store.all('solution').filter((record) => passes(input, record)),
        placeOf: (record): Place => [textAt(record, member), textAt(record, 'Id')],
        descending: textAt(input, 'Sort', 'SortOrder') === 'DESCENDING',
        summary: 'SolutionBase',
      });
      return { SolutionSummaries: page.items, NextToken: page.nextToken };
    },
  },
};
