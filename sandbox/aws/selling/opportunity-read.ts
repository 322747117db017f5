import type { Operations } from '../context.ts';
import { notFound } from '../errors.ts';
import { textAt } from '../json.ts';
import { opportunityOf } from './opportunity.ts';

export const OPPORTUNITY_READ: Operations = {
  GetOpportunity: {
    write: false,
    run: (input, context) => opportunityOf(context, textAt(input, 'Identifier')),
  },
  GetAwsOpportunitySummary: {
    write: false,
    run: (input, context) => {
      const id = textAt(input, 'RelatedOpportunityIdentifier');
      opportunityOf(context, id);
      // AWS has no view of its own before the opportunity was submitted.
      const summary = context.store.get('awsOpportunity', id);
      if (!summary) throw notFound('AwsOpportunitySummary', id);
      return summary;
    },
  },
};
