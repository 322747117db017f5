import type { Operations } from '../context.ts';
import { notFound } from '../errors.ts';
import { textAt, textsAt, type JsonObject } from '../json.ts';
import type { Place } from '../paging/page.ts';
import { idIn } from '../store/scope.ts';
import { instant } from '../time.ts';

type Filters = ReadonlyArray<readonly [filter: string, member: string]>;

const ACCOUNT_FILTERS: Filters = [
  ['displayNames', 'displayName'],
  ['programs', 'program'],
  ['accountIds', 'accountId'],
  ['statuses', 'status'],
];

const RELATIONSHIP_FILTERS: Filters = [
  ['associatedAccountIds', 'associatedAccountId'],
  ['associationTypes', 'associationType'],
  ['displayNames', 'displayName'],
  ['programManagementAccountIdentifiers', 'programManagementAccountId'],
];

function passes(filters: Filters, input: JsonObject, record: JsonObject): boolean {
  return filters.every(([filter, member]) => {
    const listed = textsAt(input, filter).map((text) => (text.startsWith('arn:') ? idIn(text) : text));
    return listed.length === 0 || listed.includes(textAt(record, member));
  });
}

/** The only order there is [M-chn ListRelationshipsSortBase]. */
function byUpdate(record: JsonObject): Place {
  return [instant(textAt(record, 'updatedAt')) || 0, textAt(record, 'id')];
}

function isDescending(input: JsonObject): boolean {
  return textAt(input, 'sort', 'sortOrder') === 'Descending';
}

/** What is served of the channel service. */
export const CHANNEL: Operations = {
  ListProgramManagementAccounts: {
    write: false,
    run: (input, context) => {
      const accounts = context.store.all('programManagementAccount');
      const page = context.page(input, {
        items: accounts.filter((record) => passes(ACCOUNT_FILTERS, input, record)),
        placeOf: byUpdate,
        descending: isDescending(input),
        summary: 'ProgramManagementAccountSummary',
      });
      return { items: page.items, nextToken: page.nextToken };
    },
  },
  ListRelationships: {
    write: false,
    run: (input, context) => {
      const relationships = context.store.all('relationship');
      const page = context.page(input, {
        items: relationships.filter((record) => passes(RELATIONSHIP_FILTERS, input, record)),
        placeOf: byUpdate,
        descending: isDescending(input),
        summary: 'RelationshipSummary',
      });
      return { items: page.items, nextToken: page.nextToken };
    },
  },
  GetRelationship: {
    write: false,
    run: (input, context) => {
      const identifier = textAt(input, 'identifier');
      const record = context.store.get('relationship', idIn(identifier));
      const account = idIn(textAt(input, 'programManagementAccountIdentifier'));
      if (textAt(record, 'programManagementAccountId') !== account) throw notFound('RELATIONSHIP', identifier);
      return { relationshipDetail: record ?? null };
    },
  },
};
