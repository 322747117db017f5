import { DEMO_PROFILES } from '../../../demo/profiles.ts';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import type { Arguments } from './documents.ts';
import { SHARED_CUSTOMER } from './seed-tenants.ts';

const VENDORS = ['aws', 'cisco', 'dell', 'ibm', 'ingram', 'microsoft'];
const GROUPS = [
  'VENDOR',
  'STATUS',
  'KIND',
  'DISTRIBUTOR',
  'DISTRIBUTION',
  'PARTNER',
  'CLOSE_MONTH',
  'DIRECTION',
  'STAGE',
];

/** Partners of the demonstration's profiles, as ids. */
export const PARTNER_IDS = [...new Set(Object.values(DEMO_PROFILES).map(({ partnerId }) => partnerId))].map((uuid) =>
  toNodeId('Partner', uuid),
);

const NONE: readonly Arguments[] = [{}];
const OF_ANYBODY: readonly Arguments[] = [{}, ...PARTNER_IDS.map((partner) => ({ partner }))];
const withinYears = OF_ANYBODY.map((of) => ({ withinDays: 3_000, ...of }));

/** With what each root field is asked that needs something, or that can be asked for somebody else's. */
const ROOT_ARGUMENTS: Readonly<Record<string, readonly Arguments[]>> = {
  benefitsAtRisk: withinYears.map((of) => ({ currency: 'USD', ...of })),
  protectionClock: withinYears,
  dealStats: [[], ...GROUPS.map((group) => [group])].map((groupBy) => ({ groupBy, currency: 'USD' })),
  dealRequirements: VENDORS.map((vendor) => ({ vendor })),
  vendor: VENDORS.map((id) => ({ id })),
  partner: PARTNER_IDS.map((id) => ({ id })),
  checkDealConflicts: [
    {
      input: {
        customer: SHARED_CUSTOMER,
        drafts: VENDORS.filter((vendor) => vendor !== 'ingram').map((vendor) => ({ vendor })),
      },
    },
  ],
  deals: [
    {},
    { sort: [{ field: 'VALUE', direction: 'DESC' }] },
    { filter: { text: 'zq' } },
    ...PARTNER_IDS.map((id) => ({ filter: { partner: [id] } })),
  ],
  specialBids: [{}, { filter: { text: 'meeting' } }, { filter: { partner: PARTNER_IDS } }],
  benefits: [{}, { sort: [{ field: 'REMAINING', direction: 'DESC' }] }, { filter: { partner: PARTNER_IDS } }],
  certifications: [{}, { filter: { text: 'zq' } }, { filter: { partner: PARTNER_IDS } }],
  memberships: [{}, { filter: { partner: PARTNER_IDS } }],
  partners: [{}, { filter: { text: 'zp' } }],
  tierPlan: PARTNER_IDS.map((partner) => ({ input: { partner, asOf: '2027-01-31' } })),
  certificationPlan: PARTNER_IDS.map((partner) => ({
    input: { partner, asOf: '2027-01-31', targets: [Buffer.from('Tier:aws/apn/-/advanced').toString('base64url')] },
  })),
};

/** Root fields that give what an id names: they are asked with every id there is, apart. */
export const BY_ID = ['node', 'deal'];

/** With what a root field is asked, one set of arguments after the other. */
export function rootArguments(field: string): readonly Arguments[] {
  return ROOT_ARGUMENTS[field] ?? NONE;
}

const NESTED: Readonly<Record<string, Arguments>> = {
  'Money.in': { currency: 'EUR' },
  'Opportunity.total': { currency: 'USD' },
};

/** Arguments of a field below the root. */
export function nestedArguments(type: string, field: string): Arguments | undefined {
  return NESTED[`${type}.${field}`];
}
