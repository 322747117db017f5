import type { JsonObject } from '../json.ts';

/** A benefit that every partner can apply for. */
export interface BenefitRow {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly programs: readonly string[];
  readonly fulfillmentTypes: ReadonlyArray<'CREDITS' | 'CASH' | 'ACCESS'>;
  readonly status: 'ACTIVE' | 'INACTIVE';
  /** The details that an application needs, as a JSON schema. Real schemas are not public. */
  readonly schema: JsonObject;
}

const MONEY: JsonObject = {
  type: 'object',
  required: ['Amount', 'CurrencyCode'],
  properties: { Amount: { type: 'string' }, CurrencyCode: { type: 'string' } },
};
const DATE: JsonObject = { type: 'string', format: 'date' };

function schema(properties: JsonObject, required: readonly string[]): JsonObject {
  return { type: 'object', required: [...required], properties };
}

export const BENEFITS: readonly BenefitRow[] = [
  {
    key: 'mdf',
    name: 'Market development funds',
    description: 'Money for marketing activities that AWS agreed to before they began.',
    programs: ['MDF'],
    fulfillmentTypes: ['CASH'],
    status: 'ACTIVE',
    schema: schema({ activityType: { type: 'string' }, startDate: DATE, requestedAmount: MONEY }, [
      'activityType',
      'requestedAmount',
    ]),
  },
  {
    key: 'map',
    name: 'Migration Acceleration Program credits',
    description: 'Credits for the assessment, mobilization and migration of a customer.',
    programs: ['MAP'],
    fulfillmentTypes: ['CREDITS', 'CASH'],
    status: 'ACTIVE',
    schema: schema({ phase: { type: 'string', enum: ['Assess', 'Mobilize', 'Migrate'] }, requestedAmount: MONEY }, [
      'phase',
      'requestedAmount',
    ]),
  },
  {
    key: 'sandbox',
    name: 'Innovation Sandbox credits',
    description: 'Credits for trying services out in an account of the partner.',
    programs: ['Innovation-Sandbox'],
    fulfillmentTypes: ['CREDITS'],
    status: 'ACTIVE',
    schema: schema({ awsAccountId: { type: 'string' }, requestedAmount: MONEY }, ['awsAccountId']),
  },
  {
    key: 'poc',
    name: 'Proof of concept funding',
    description: 'Credits or money for a proof of concept with a customer.',
    programs: ['POC'],
    fulfillmentTypes: ['CREDITS', 'CASH'],
    status: 'ACTIVE',
    schema: schema({ customer: { type: 'string' }, endDate: DATE, requestedAmount: MONEY }, [
      'customer',
      'requestedAmount',
    ]),
  },
  {
    key: 'access',
    name: 'Early access to service previews',
    description: 'Access to previews before they are public.',
    programs: ['Partner-Initiative-Funding'],
    fulfillmentTypes: ['ACCESS'],
    status: 'ACTIVE',
    schema: schema({ reason: { type: 'string' } }, ['reason']),
  },
  {
    key: 'isv',
    name: 'ISV Workload Migration funding',
    description: 'No longer open for new applications.',
    programs: ['ISV-Workload-Migration'],
    fulfillmentTypes: ['CASH'],
    status: 'INACTIVE',
    schema: schema({ workload: { type: 'string' } }, ['workload']),
  },
];
