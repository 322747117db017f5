import type { Operations } from '../context.ts';
import { notFound } from '../errors.ts';
import { textAt } from '../json.ts';
import type { Place } from '../paging/page.ts';
import { idIn } from '../store/scope.ts';

/** `PartnerSummaryList` holds at most 50; the request has no MaxResults [M-acc]. */
const PAGE_SIZE = 50;

/** What is served of the account service. An account sees its own partner. */
export const ACCOUNT: Operations = {
  ListPartners: {
    write: false,
    run: (input, context) => {
      const page = context.page(input, {
        items: context.store.all('partner'),
        placeOf: (record): Place => [textAt(record, 'CreatedAt'), textAt(record, 'Id')],
        summary: 'PartnerSummary',
        defaultSize: PAGE_SIZE,
      });
      return { PartnerSummaryList: page.items, NextToken: page.nextToken };
    },
  },
  GetPartner: {
    write: false,
    run: (input, context) => {
      const identifier = textAt(input, 'Identifier');
      const record = context.store.get('partner', idIn(identifier));
      if (!record) throw notFound('Partner', identifier, 'PARTNER_NOT_FOUND');
      return record;
    },
  },
};
