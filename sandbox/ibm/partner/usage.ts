import { SeededRandom } from '../../kernel/random.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { monthText, shareOf } from './month.ts';
import type { Month } from './month.ts';
import { cents } from './row.ts';

/** Whose prices a report shows, and by which factor they differ from what the end customer pays. Made up. */
export const VIEWPOINTS = { DISTRIBUTOR: 0.82, RESELLER: 0.9, END_CUSTOMER: 1 } as const;
export type Viewpoint = keyof typeof VIEWPOINTS;

/** Made-up services with one plan and one metric each, and a price of a unit in dollars. */
const SERVICES = [
  { id: 'is.instance', name: 'Virtual Server', plan: 'bx2-4x16', metric: 'INSTANCE_HOURS', unit: 'HOUR', price: 0.21 },
  { id: 'cos', name: 'Object Storage', plan: 'standard', metric: 'STORAGE', unit: 'GIGABYTE_MONTHS', price: 0.023 },
  { id: 'k8s', name: 'Kubernetes Service', plan: 'standard', metric: 'WORKER_HOURS', unit: 'HOUR', price: 0.34 },
  { id: 'db2', name: 'Managed Database', plan: 'enterprise', metric: 'VPC_HOURS', unit: 'HOUR', price: 0.58 },
] as const;

const FREE_SHARE = 0.05;

/** What one customer used of each service in a month, in whole units. */
export function quantitiesOf(seed: number, customerId: string, period: { month: Month; now: number }): number[] {
  const random = new SeededRandom(`${seed}:ibm:usage:${customerId}:${period.month}`);
  const share = shareOf(period.month, period.now);
  return SERVICES.map(() => Math.floor((random.chance(0.7) ? random.int(200, 9000) : 0) * share));
}

type Money = 'billable_cost' | 'billable_rated_cost' | 'non_billable_cost' | 'non_billable_rated_cost';

function resource(service: (typeof SERVICES)[number], quantity: number, factor: number): JsonObject {
  const rated = cents(quantity * service.price);
  const cost = cents(rated * factor);
  const usage = {
    metric: service.metric,
    unit: service.unit,
    quantity,
    rateable_quantity: quantity,
    cost,
    rated_cost: rated,
    price: [],
  };
  const plan = { plan_id: `${service.id}:${service.plan}`, billable: true, cost, rated_cost: rated, usage: [usage] };
  const money: Record<Money, number> = {
    billable_cost: cost,
    billable_rated_cost: rated,
    non_billable_cost: cents(cost * FREE_SHARE),
    non_billable_rated_cost: cents(rated * FREE_SHARE),
  };
  return { resource_id: service.id, resource_name: service.name, ...money, plans: [plan] };
}

/** Who a report is about. */
export interface Entity {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly partnerType: Viewpoint;
  readonly country: string;
  /** The end customers whose usage is added up. */
  readonly customerIds: readonly string[];
}

/** The report of an entity: the usage of all its end customers. All of it is in dollars. */
export function usageReport(
  entity: Entity,
  scope: { readonly seed: number; readonly month: Month; readonly now: number; readonly viewpoint: Viewpoint },
): JsonObject {
  const { seed, month, viewpoint } = scope;
  const sums = entity.customerIds
    .map((id) => quantitiesOf(seed, id, scope))
    .reduce((total, own) => total.map((sum, at) => sum + (own[at] ?? 0)), SERVICES.map(() => 0) as number[]);
  const factor = VIEWPOINTS[viewpoint];
  const resources = SERVICES.map((service, at) => resource(service, sums[at] ?? 0, factor)).filter(
    ({ billable_rated_cost }) => billable_rated_cost !== 0,
  );
  const total = (name: Money): number => cents(resources.reduce((sum, entry) => sum + Number(entry[name]), 0));
  return {
    entity_id: entity.id,
    entity_type: entity.type,
    entity_crn: `crn:v1:bluemix:public:billing::a/${entity.id}::${entity.type.toLowerCase()}:${entity.id}`,
    entity_name: entity.name,
    entity_partner_type: entity.partnerType,
    viewpoint,
    month: monthText(month),
    currency_code: 'USD',
    country_code: entity.country,
    billable_cost: total('billable_cost'),
    billable_rated_cost: total('billable_rated_cost'),
    non_billable_cost: total('non_billable_cost'),
    non_billable_rated_cost: total('non_billable_rated_cost'),
    resources,
  };
}
