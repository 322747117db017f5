import type { SandboxCustomer } from '../../../kernel/customers.ts';
import type { SeededRandom } from '../../../kernel/random.ts';
import type { JsonObject } from '../../common/json.ts';
import { DAY, midnight } from '../../common/time.ts';
import { CUSTOMER_SIZES } from './vocabulary.ts';
import { INDUSTRIES, PRODUCTS, SERVICES } from './picklists.ts';

export const CURRENCIES = ['EUR', 'USD', 'GBP'] as const;

/** What is sold: a name and the solution category it belongs to. */
export const TOPICS = [
  ['Data lake', 'DataWarehouse', 'Data Warehouse'],
  ['Cloud migration', 'CloudMigration', 'Cloud Migration'],
  ['Backup and recovery', 'BackupDisasterRecovery', 'Backup & Disaster Recovery'],
  ['Threat protection', 'ThreatProtection', 'Threat Protection'],
  ['Identity rollout', 'IdentityandAccessManagement', 'Identity and Access Management'],
  ['Plant monitoring', 'InternetofThings', 'Internet of Things'],
  ['SAP move', 'SAPonAzure', 'SAP on Azure'],
  ['Service desk chatbot', 'Chatbot', 'Chatbot'],
] as const;

/** The customer of a deal, with one contact person. */
export function seedCustomer(customer: SandboxCustomer, random: SeededRandom): JsonObject {
  const host = customer.website.replace('https://www.', '');
  return {
    name: customer.name,
    address: {
      addressLine1: `Main Street ${random.int(1, 200)}`,
      addressLine2: '',
      city: customer.city,
      state: customer.state ?? '',
      postalCode: customer.postalCode,
      country: customer.country,
      region: null,
    },
    size: random.pick(CUSTOMER_SIZES),
    team: [
      {
        firstName: 'Ada',
        lastName: 'Example',
        phoneNumber: '+15550123',
        email: `it@${host}`,
        contactPreference: { locale: 'en-us', disableNotifications: true },
      },
    ],
    ids: [{ profileType: 'Duns', id: customer.duns }],
  };
}

/** The amount of the deal at a place of the list: mostly a number, sometimes text, now and then nothing. */
function dealValue(place: number, random: SeededRandom): number | string | null {
  const amount = random.int(4, 900) * 1000 + (place % 7 === 6 ? 0.5 : 0);
  if (place % 11 === 10) return null;
  return place % 5 === 3 ? amount.toFixed(2) : amount;
}

export interface DetailsPlan {
  readonly place: number;
  /** Last change, in milliseconds. */
  readonly changedAt: number;
  readonly open: boolean;
  readonly topic: (typeof TOPICS)[number];
}

/** Amount, currency, closing date and needs of a deal. */
export function seedDetails(plan: DetailsPlan, random: SeededRandom): JsonObject {
  const closesAt = plan.open ? plan.changedAt + random.int(20, 200) * DAY : plan.changedAt;
  const [name, id, label] = plan.topic;
  const solution =
    plan.place % 4 === 3
      ? { id: `SOL-${10_000 + random.int(0, 89_999)}-ABC`, name, type: 'Name' }
      : { id, name: label, type: 'Category' };
  return {
    notes: `${name}: budget is set, decision this quarter.`,
    dealValue: dealValue(plan.place, random),
    currency: random.pick(CURRENCIES),
    closingDateTime: plan.place % 13 === 12 ? null : midnight(closesAt),
    requirements: {
      industries: [{ id: random.pick(INDUSTRIES) }],
      products: [{ id: random.pick(PRODUCTS) }],
      services: [{ id: random.pick(SERVICES) }],
      solutions: [solution],
    },
  };
}
