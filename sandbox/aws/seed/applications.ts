import { SeededRandom } from '../../kernel/random.ts';
import { person } from '../build/person.ts';
import type { JsonObject } from '../json.ts';
import { ownArn } from '../store/scope.ts';
import type { Store } from '../store/store.ts';
import { DAY_MS, seconds } from '../time.ts';
import { benefitId } from './benefits.ts';

interface Row {
  readonly benefit: string;
  readonly name: string;
  readonly status: string;
  readonly fulfillment: 'CREDITS' | 'CASH' | 'ACCESS';
  readonly program: string;
  readonly details: JsonObject;
  readonly more?: JsonObject;
}

function usd(amount: string): JsonObject {
  return { Amount: amount, CurrencyCode: 'USD' };
}

/** One application in each state [M-ben BenefitApplicationStatus]. */
const ROWS: readonly Row[] = [
  {
    benefit: 'mdf',
    name: 'Autumn webinars for mid-size manufacturers',
    status: 'APPROVED',
    fulfillment: 'CASH',
    program: 'MDF',
    details: { activityType: 'Webinar', startDate: '2026-09-15', requestedAmount: usd('8000') },
  },
  {
    benefit: 'mdf',
    name: 'Booth at the cloud day',
    status: 'IN_REVIEW',
    fulfillment: 'CASH',
    program: 'MDF',
    details: { activityType: 'Live event', startDate: '2026-11-02', requestedAmount: usd('14500') },
    more: { Stage: 'BUSINESS_REVIEW' },
  },
  {
    benefit: 'map',
    name: 'Mobilize phase of the ERP move',
    status: 'ACTION_REQUIRED',
    fulfillment: 'CREDITS',
    program: 'MAP',
    details: { phase: 'Mobilize', requestedAmount: usd('42000') },
    more: {
      Stage: 'TECH_REVIEW',
      StatusReason: 'The assessment report is missing.',
      StatusReasonCodes: ['MISSING_DOCUMENT', 'AMOUNT_NOT_JUSTIFIED'],
    },
  },
  {
    benefit: 'poc',
    name: 'Proof of concept for spare parts',
    status: 'PENDING_SUBMISSION',
    fulfillment: 'CREDITS',
    program: 'POC',
    details: { customer: 'Not named yet' },
  },
  {
    benefit: 'access',
    name: 'Preview of the planning service',
    status: 'REJECTED',
    fulfillment: 'ACCESS',
    program: 'Partner-Initiative-Funding',
    details: { reason: 'Two customers asked for it' },
    more: { StatusReason: 'The preview is full.', StatusReasonCodes: ['CAPACITY'] },
  },
  {
    benefit: 'sandbox',
    name: 'Lab account for new staff',
    status: 'CANCELED',
    fulfillment: 'CREDITS',
    program: 'Innovation-Sandbox',
    details: { awsAccountId: '900000000001', requestedAmount: usd('500') },
    more: { StatusReason: 'Planned again for next year.' },
  },
];

function application(store: Store, row: Row, start: number): JsonObject {
  const { scope, ids } = store;
  const id = ids.application();
  const random = new SeededRandom(`${scope.seed}:aws:application:${id}`);
  const created = start - random.int(20, 200) * DAY_MS;
  const deal = row.benefit === 'map' || row.benefit === 'poc' ? store.all('opportunity')[0] : undefined;
  return {
    Id: id,
    Arn: ownArn(scope, `benefit-application/${id}`),
    Catalog: scope.catalog,
    BenefitId: benefitId(scope.seed, row.benefit),
    Name: row.name,
    Description: `${row.name}, planned with the account team.`,
    FulfillmentTypes: [row.fulfillment],
    Programs: [row.program],
    BenefitApplicationDetails: row.details,
    Status: row.status,
    CreatedAt: seconds(created),
    UpdatedAt: seconds(created + random.int(1, 15) * DAY_MS),
    Revision: String(random.int(1, 4)),
    AssociatedResources: deal ? [deal['Arn'] ?? null] : [],
    PartnerContacts: [person(random, scope.partner.domain, 'Marketing Lead')],
    FileDetails: [],
    ...row.more,
  };
}

/** Fills the store with one application in each state. */
export function seedApplications(store: Store, start: number): void {
  for (const row of ROWS) {
    const record = application(store, row, start);
    store.put('application', String(record['Id']), record);
  }
}
