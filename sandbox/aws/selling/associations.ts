import type { Context, Operation, Operations } from '../context.ts';
import { notFound, refused, type Problem } from '../errors.ts';
import { merge, textAt, textsAt, type JsonObject } from '../json.ts';
import { opportunityOf, reviewStatus, saveOpportunity } from './opportunity.ts';
import { isProduct } from './products.ts';

/** How many of a kind an opportunity can have [DG 58972727354]. */
const LIMITS: Readonly<Record<string, number>> = {
  AwsProducts: 20,
  Solutions: 10,
  AwsMarketplaceSolutions: 10,
  AwsMarketplaceProducts: 10,
  AwsMarketplaceOffers: 1,
  AwsMarketplaceOfferSets: 1,
};

const ARN = /^arn:aws:aws-marketplace:[a-z0-9-]+:\d{12}:AWSMarketplace\/.+$/u;

/** Associations are the partner's to change before submission, and after approval until the deal is closed [CSV]. */
function checkEditable(record: JsonObject): void {
  const status = reviewStatus(record);
  const stage = textAt(record, 'LifeCycle', 'Stage');
  const open = status === 'Approved' && stage !== 'Launched' && stage !== 'Closed Lost';
  if (status === 'Pending Submission' || open) return;
  const message = `Associations cannot be changed while the opportunity is ${status} (${stage}).`;
  throw refused([{ field: 'OpportunityIdentifier', message, code: 'ACTION_NOT_PERMITTED' }]);
}

/** Whether there is such a thing: a solution of the partner, an AWS product, or what looks like a Marketplace ARN. */
function exists(context: Context, kind: string, identifier: string): boolean {
  if (kind === 'Solutions') return textAt(context.store.get('solution', identifier), 'Status') === 'Active';
  if (kind === 'AwsProducts') return isProduct(identifier);
  return ARN.test(identifier);
}

function wrongEntity(context: Context, kind: string, identifier: string): Problem | null {
  if (exists(context, kind, identifier)) return null;
  const message = `${identifier} cannot be associated as one of ${kind}.`;
  return { field: 'RelatedEntityIdentifier', message, code: 'INVALID_VALUE' };
}

type Change = (context: Context, known: readonly string[], entity: { kind: string; id: string }) => string[] | null;

/** Adding what is there already changes nothing. */
const add: Change = (context, known, { kind, id }) => {
  if (known.includes(id)) return null;
  const problem = wrongEntity(context, kind, id);
  if (problem) throw refused([problem]);
  const limit = LIMITS[kind] ?? 0;
  if (known.length < limit) return [...known, id];
  const message = `At most ${limit} of ${kind} can be associated.`;
  throw refused([{ field: 'RelatedEntityIdentifier', message, code: 'TOO_MANY_VALUES' }]);
};

const remove: Change = (_, known, { kind, id }) => {
  if (!known.includes(id)) throw notFound(kind, id);
  return known.filter((each) => each !== id);
};

function association(change: Change): Operation {
  return {
    write: true,
    run: (input, context) => {
      const record = opportunityOf(context, textAt(input, 'OpportunityIdentifier'));
      checkEditable(record);
      const kind = textAt(input, 'RelatedEntityType');
      const known = textsAt(record, 'RelatedEntityIdentifiers', kind);
      const next = change(context, known, { kind, id: textAt(input, 'RelatedEntityIdentifier') });
      if (next) saveOpportunity(context, merge(record, { RelatedEntityIdentifiers: { [kind]: next } }) as JsonObject);
      return null;
    },
  };
}

export const ASSOCIATIONS: Operations = {
  AssociateOpportunity: association(add),
  DisassociateOpportunity: association(remove),
};
