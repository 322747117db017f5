import type { DemoProfileName } from '../../../../demo/profiles.ts';
import { mutationOf, told, WRITE, type Asked, type SeenError, type SeenWrite } from './graph.ts';
import { until } from './until.ts';

/** What the user sees of a request for funds. */
export interface SeenRequest {
  readonly id: string;
  readonly activity: string;
  readonly requestStatus: string;
  readonly requested: { readonly amount: string; readonly currency: string } | null;
  readonly claimed: { readonly amount: string; readonly currency: string } | null;
  readonly source: { readonly remoteId: string; readonly deletedUpstream: boolean; readonly transport: string };
  readonly pendingWrite: SeenWrite;
}

export interface RequestAnswer {
  readonly request: SeenRequest | null;
  readonly errors: readonly SeenError[];
}

const MONEY = '{ amount currency }';
const REQUEST = `{ id activity requestStatus requested ${MONEY} claimed ${MONEY}
  source { remoteId deletedUpstream transport } pendingWrite ${WRITE} }`;
const PAYLOAD = `{ request ${REQUEST} errors { path code message vendorCode editable } }`;

const MUTATIONS = {
  requestFunds: 'input: FundRequestInput!',
  claimFunds: 'input: FundClaimInput!',
  confirmFundsSubmission: 'id: ID!, vendorNumber: String!, submittedOn: Date!',
} as const;

/** Asks for funds, claims them, or confirms that a person did. */
export async function askFunds(
  house: Asked,
  name: keyof typeof MUTATIONS,
  variables: Readonly<Record<string, unknown>> & { readonly idempotencyKey: string },
): Promise<RequestAnswer> {
  const query = mutationOf(name, `idempotencyKey: String!, ${MUTATIONS[name]}`, PAYLOAD);
  const answer = (await told(house.ask<Readonly<Record<string, RequestAnswer>>>('var-admin', query, variables)))[name];
  if (!answer) throw new Error(`${name} has no answer`);
  return answer;
}

/** A benefit of a vendor with its requests. */
export interface SeenBenefit {
  readonly id: string;
  readonly name: string;
  readonly requests: readonly SeenRequest[];
}

export async function benefitNamed(
  house: Asked,
  vendor: string,
  name: string,
  as: DemoProfileName = 'var-admin',
): Promise<SeenBenefit> {
  const query = `query ($vendor: [ID!]) { benefits(first: 40, filter: { vendor: $vendor }) {
    nodes { id name requests ${REQUEST} } } }`;
  const { benefits } = await told(house.ask<{ benefits: { nodes: SeenBenefit[] } }>(as, query, { vendor: [vendor] }));
  const found = benefits.nodes.find((benefit) => benefit.name === name);
  if (!found)
    throw new Error(`${vendor} has no benefit ${name}: ${benefits.nodes.map((each) => each.name).join(', ')}`);
  return found;
}

export async function seeRequest(house: Asked, id: string): Promise<SeenRequest> {
  const query = `query ($id: ID!) { node(id: $id) { ... on FundRequest ${REQUEST} } }`;
  const { node } = await told(house.ask<{ node: SeenRequest | null }>('var-admin', query, { id }));
  if (!node) throw new Error(`there is no request ${id}`);
  return node;
}

/** Looks at a request until its outstanding write is in a state. */
export function untilRequest(house: Asked, id: string, state: string): Promise<SeenRequest> {
  return until(
    () => seeRequest(house, id),
    ({ pendingWrite }) => pendingWrite.state === state,
  );
}
