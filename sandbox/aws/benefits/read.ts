import type { Context, Operations } from '../context.ts';
import { notFound } from '../errors.ts';
import { isObject, objectAt, textAt, type Json, type JsonObject } from '../json.ts';
import { idIn } from '../store/scope.ts';
import type { RecordType } from '../store/store.ts';
import { benefitList } from './list.ts';

/** The caller's record that an id or ARN names. @throws AwsError ResourceNotFoundException */
export function recordOf(context: Context, type: RecordType, identifier: string): JsonObject {
  const record = context.store.get(type, idIn(identifier));
  if (!record) throw notFound(type, identifier);
  return record;
}

function asText(value: Json): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}

/** A summary shows the details as a map of texts [M-ben BenefitApplicationSummary]. */
function detailTexts(record: JsonObject): JsonObject {
  const details = objectAt(record, 'BenefitApplicationDetails');
  const entries = Object.entries(details).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([member, value]) => [member, asText(value)]));
}

/** An allocation has one fulfilment type; its summary shows it as a list [M-ben BenefitAllocationSummary]. */
function fulfillmentTypes(record: JsonObject): Json {
  const type = record['FulfillmentType'] ?? null;
  return type === null || isObject(type) ? [] : [type];
}

export const BENEFITS_READ: Operations = {
  GetBenefit: {
    write: false,
    run: (input, context) => recordOf(context, 'benefit', textAt(input, 'Identifier')),
  },
  GetBenefitAllocation: {
    write: false,
    run: (input, context) => recordOf(context, 'allocation', textAt(input, 'Identifier')),
  },
  GetBenefitApplication: {
    write: false,
    run: (input, context) => recordOf(context, 'application', textAt(input, 'Identifier')),
  },
  ListBenefits: benefitList({
    type: 'benefit',
    filters: [
      ['Programs', 'Programs'],
      ['FulfillmentTypes', 'FulfillmentTypes'],
      ['Status', 'Status'],
    ],
    summary: 'BenefitSummary',
    answerMember: 'BenefitSummaries',
  }),
  ListBenefitAllocations: benefitList({
    type: 'allocation',
    filters: [
      ['FulfillmentTypes', 'FulfillmentType'],
      ['BenefitIdentifiers', 'BenefitId'],
      ['BenefitApplicationIdentifiers', 'BenefitApplicationId'],
      ['Status', 'Status'],
    ],
    summary: 'BenefitAllocationSummary',
    answerMember: 'BenefitAllocationSummaries',
    summarize: (record) => ({ FulfillmentTypes: fulfillmentTypes(record) }),
  }),
  ListBenefitApplications: benefitList({
    type: 'application',
    filters: [
      ['Programs', 'Programs'],
      ['FulfillmentTypes', 'FulfillmentTypes'],
      ['BenefitIdentifiers', 'BenefitId'],
      ['Status', 'Status'],
      ['Stages', 'Stage'],
      ['AssociatedResourceArns', 'AssociatedResources'],
    ],
    summary: 'BenefitApplicationSummary',
    answerMember: 'BenefitApplicationSummaries',
    summarize: (record) => ({ BenefitApplicationDetails: detailTexts(record) }),
  }),
};
