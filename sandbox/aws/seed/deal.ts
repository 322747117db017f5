import type { SandboxCustomer } from '../../kernel/customers.ts';
import { SeededRandom } from '../../kernel/random.ts';
import { person } from '../build/person.ts';
import type { JsonObject } from '../json.ts';
import type { Scope } from '../store/scope.ts';
import { DELIVERY_MODELS, INDUSTRIES, PRIMARY_NEEDS, PROJECTS } from './deal-words.ts';
import { customerSpend } from './spend.ts';

/** What the seeded parts of one deal are drawn from. */
export interface DealSource {
  readonly scope: Scope;
  readonly customer: SandboxCustomer;
  /** The deal's number in its partner, from 1. */
  readonly n: number;
  readonly random: SeededRandom;
}

/** In recordings a missing website came as the text "null" [PM]: one deal in this many has it. */
const NULL_TEXT_EVERY = 11;
/** `99999` is what is read where no postal code was given [CSV]. */
const NO_POSTAL_CODE_EVERY = 13;
const MARKETING_EVERY = 9;

export function dealSource(scope: Scope, customers: readonly SandboxCustomer[], n: number): DealSource {
  const customer = customers[(n - 1) % customers.length] as SandboxCustomer;
  return { scope, customer, n, random: new SeededRandom(`${scope.seed}:aws:deal:${scope.partner.index}:${n}`) };
}

/** `brauerei.example` of `https://www.brauerei.example`. */
export function hostOf(website: string): string {
  return website.replace(/^https:\/\/(www\.)?/u, '');
}

/** The industry of a customer: always the same for the same firm. */
export function industryOf(customer: SandboxCustomer): string {
  return INDUSTRIES[Number(customer.duns) % INDUSTRIES.length] as string;
}

/** `Customer` of GetOpportunity. */
export function dealCustomer({ customer, n, random }: DealSource): JsonObject {
  const state: JsonObject = customer.state === null ? {} : { StateOrRegion: customer.state };
  return {
    Account: {
      CompanyName: customer.name,
      Industry: industryOf(customer),
      WebsiteUrl: n % NULL_TEXT_EVERY === 5 ? 'null' : customer.website,
      Duns: customer.duns,
      Address: {
        City: customer.city,
        PostalCode: n % NO_POSTAL_CODE_EVERY === 7 ? '99999' : customer.postalCode,
        CountryCode: customer.country,
        ...state,
      },
    },
    Contacts: [person(random, hostOf(customer.website), 'CIO')],
  };
}

/** `Project` of GetOpportunity. */
export function dealProject({ n, random }: DealSource): JsonObject {
  const words = random.pick(PROJECTS);
  return {
    Title: `${words.title} ${n % 1_000_000}`,
    CustomerBusinessProblem: words.problem,
    CustomerUseCase: words.useCase,
    DeliveryModels: [random.pick(DELIVERY_MODELS)],
    SalesActivities: ['Initialized discussions with customer', 'Customer has shown interest in solution'],
    ExpectedCustomerSpend: customerSpend(random),
    CompetitorName: random.pick(['No Competition', 'On-Prem', 'Microsoft Azure']),
  };
}

/** `Marketing` of GetOpportunity. */
export function dealMarketing({ n }: DealSource): JsonObject {
  if (n % MARKETING_EVERY !== 0) return { Source: 'None' };
  return {
    Source: 'Marketing Activity',
    CampaignName: `Spring & Summer ${n}`,
    UseCases: ['Migration & Transfer'],
    Channels: ['Live Event'],
    AwsFundingUsed: 'Yes',
  };
}

export function dealNeeds({ random }: DealSource): string[] {
  return [random.pick(PRIMARY_NEEDS)];
}

/** Identifiers of the AWS products that fit the deal's project. */
export function dealProducts(project: JsonObject): readonly string[] {
  return PROJECTS.find(({ useCase }) => useCase === project['CustomerUseCase'])?.products ?? [];
}
