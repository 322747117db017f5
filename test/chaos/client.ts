import { setTimeout as sleep } from 'node:timers/promises';

/** One sale as a client enters and submits it, again and again until the house has answered. */
export interface ChaosClient {
  /** @returns ids of the deals, by vendor */
  enter(partnerToken: string, sale: number, solution: string): Promise<ReadonlyMap<string, string>>;
  submit(partnerToken: string, dealId: string, key: string): Promise<void>;
}

const CREATE = `mutation ($input: DealDraftsInput!) {
  createDealDrafts(input: $input) {
    errors { path code message }
    results { deal { id vendor { id } } missing { path } errors { path code message } }
  }
}`;

const SUBMIT = `mutation ($id: ID!, $key: String!) {
  submitDeal(id: $id, idempotencyKey: $key) { deal { id } errors { path code message } }
}`;

/** Wait between two tries of the same call, in milliseconds. */
const AGAIN_MS = 150;
const MOST_TRIES = 400;

interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** What both vendors take as it is. */
function saleInput(sale: number, solution: string): object {
  return {
    name: `Plant data lake ${sale}`,
    description: 'Sensor data of nine plants is spread over local databases.',
    closeOn: '2031-03-31',
    idempotencyKey: `sale-${sale}`,
    customer: {
      name: `Example Dairy ${sale} GmbH`,
      country: 'DE',
      website: `https://dairy${sale}.example.com`,
      city: 'Berlin',
      street: 'Musterweg 1',
      postalCode: '10115',
      industry: 'Manufacturing',
    },
    drafts: [
      {
        vendor: 'aws',
        value: { amount: '240000', currency: 'EUR' },
        vendorFields: {
          monthlyAwsSpend: { amount: '12500.00', currency: 'EUR' },
          useCase: 'Database',
          deliveryModels: ['Professional Services'],
          salesActivities: ['Initialized discussions with customer'],
          primaryNeeds: ['Co-Sell - Architectural Validation'],
          solutions: [solution],
        },
      },
      {
        vendor: 'microsoft',
        value: { amount: '50000.5', currency: 'EUR' },
        products: ['Azure'],
        vendorFields: {
          customerSize: '251to1000employees',
          services: ['ManagedServices'],
          consentToShareInfoWithOthers: true,
          consentToContact: true,
          consentToShareWithMicrosoftSellers: true,
          customerContact: {
            firstName: 'Ada',
            lastName: 'Example',
            email: 'it@dairy.example',
            phoneNumber: '+4930000000',
          },
          partnerContact: { firstName: 'Lin', lastName: 'Sample', email: 'rep@partner.example' },
        },
      },
    ],
  };
}

/** A client that knows one thing only: to ask again with the same key. */
export function createChaosClient(url: string): ChaosClient {
  const ask = async <Data>(token: string, query: string, variables: object): Promise<Data> => {
    let last = '';
    for (let made = 0; made < MOST_TRIES; made += 1) {
      try {
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ query, variables }),
          signal: AbortSignal.timeout(10_000),
        });
        const body = (await response.json()) as { data?: Data | null; errors?: ReadonlyArray<{ message: string }> };
        if (response.ok && body.data && !body.errors) return body.data;
        last = JSON.stringify(body.errors ?? body);
      } catch (error) {
        last = String(error);
      }
      await sleep(AGAIN_MS);
    }
    throw new Error(`the house did not answer in ${MOST_TRIES} tries; the last answer: ${last}`);
  };
  const refuse = (what: string, errors: readonly FieldError[]): void => {
    if (errors.length > 0) throw new Error(`${what}: ${JSON.stringify(errors)}`);
  };
  return {
    enter: async (token, sale, solution) => {
      const { createDealDrafts: made } = await ask<{
        createDealDrafts: {
          errors: FieldError[];
          results: Array<{
            deal: { id: string; vendor: { id: string } } | null;
            missing: unknown[];
            errors: FieldError[];
          }>;
        };
      }>(token, CREATE, { input: saleInput(sale, solution) });
      refuse('the entry was refused', made.errors);
      return new Map(
        made.results.map(({ deal, missing, errors }) => {
          refuse('a draft was refused', errors);
          if (!deal || missing.length > 0) throw new Error(`a draft is not whole: ${JSON.stringify(missing)}`);
          return [deal.vendor.id, deal.id];
        }),
      );
    },
    submit: async (token, dealId, key) => {
      const { submitDeal } = await ask<{ submitDeal: { errors: FieldError[] } }>(token, SUBMIT, { id: dealId, key });
      refuse('a submission was refused', submitDeal.errors);
    },
  };
}
