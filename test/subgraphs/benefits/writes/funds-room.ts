import { randomUUID } from 'node:crypto';
import { mirrorRowId, rowIdOf, toNodeId } from '../../../../platform/ids/node-id.ts';
import type { BenefitRecord, FundRequestRecord } from '../../../../platform/records/records.ts';
import type { OperationRow } from '../../../../platform/writes/operation-store.ts';
import { benefitIngests, benefitsModule } from '../../../../subgraphs/benefits/index.ts';
import { openSubgraphTest, type Answer, type SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../../support/tenants.ts';
import { writingVendors } from '../../support/writing-vendors.ts';
import { benefitRecord, requestRecord } from '../records.ts';

export function openFundsRoom(): Promise<SubgraphTest> {
  return openSubgraphTest({ modules: [benefitsModule], ingests: benefitIngests, vendors: writingVendors() });
}

/** A partner with a fund at each vendor. */
export interface Holder {
  readonly partner: TestPartner;
  /** alpha takes requests by API, beta in its portal, gamma takes none. */
  readonly connections: Readonly<Record<'alpha' | 'beta' | 'gamma', TestConnection>>;
}

export async function addHolder(room: SubgraphTest): Promise<Holder> {
  const partner = await room.tenants.addPartner('A holder');
  const connect = (vendor: string): Promise<TestConnection> => room.tenants.connect(partner, vendor);
  const connections = { alpha: await connect('alpha'), beta: await connect('beta'), gamma: await connect('gamma') };
  for (const connection of Object.values(connections)) await feedFund(room, connection);
  return { partner, connections };
}

export async function feedFund(
  room: SubgraphTest,
  connection: TestConnection,
  more: Partial<BenefitRecord> = {},
): Promise<void> {
  const record = benefitRecord({ remoteId: 'B-1', name: 'Market funds', benefitKind: 'MDF', ...more });
  await room.feeder.feed(connection, [record], { area: 'FUND' });
}

/** A request that the vendor of a connection has. @returns its node id */
export async function feedRequest(
  room: SubgraphTest,
  connection: TestConnection,
  more: Partial<FundRequestRecord> = {},
): Promise<string> {
  const record = requestRecord({ remoteId: `R-${randomUUID()}`, status: 'PRE_APPROVED', ...more });
  await room.feeder.feed(connection, [record], { area: 'FUND' });
  return toNodeId('FundRequest', mirrorRowId(connection.id, 'fundRequest', record.remoteId));
}

export function benefitId(connection: TestConnection): string {
  return toNodeId('Benefit', mirrorRowId(connection.id, 'benefit', 'B-1'));
}

export interface SeenRequest {
  readonly id: string;
  readonly activity: string;
  readonly requestStatus: string;
  readonly activityOn: string | null;
  readonly requested: { readonly amount: string; readonly currency: string } | null;
  readonly claimed: { readonly amount: string; readonly currency: string } | null;
  readonly jointWith: { readonly id: string } | null;
  readonly source: { readonly remoteId: string; readonly stale: boolean };
  readonly pendingWrite: {
    readonly state: string;
    readonly operation: string | null;
    readonly reason: string | null;
    readonly handoff: {
      readonly portalUrl: string;
      readonly fields: Array<{ label: string; value: string }>;
    } | null;
  };
}

export const REQUEST = `id activity requestStatus activityOn requested { amount currency } claimed { amount currency }
  jointWith { id } source { remoteId stale } pendingWrite { state operation reason handoff { portalUrl fields { label value } } }`;

export interface Paid {
  readonly request: SeenRequest | null;
  readonly errors: Array<{ readonly path: string; readonly code: string; readonly message: string }>;
}

const MUTATIONS = {
  requestFunds:
    'mutation ($input: FundRequestInput!, $key: String!) { requestFunds(input: $input, idempotencyKey: $key)',
  claimFunds: 'mutation ($input: FundClaimInput!, $key: String!) { claimFunds(input: $input, idempotencyKey: $key)',
  confirmFundsSubmission: `mutation ($id: ID!, $vendorNumber: String!, $submittedOn: Date!, $key: String!) {
    confirmFundsSubmission(id: $id, vendorNumber: $vendorNumber, submittedOn: $submittedOn, idempotencyKey: $key)`,
} as const;
export type FundMutation = keyof typeof MUTATIONS;

/** @param input the mutation's input, or its arguments where it has none @param key a new one unless said otherwise */
export function askFunds(
  room: SubgraphTest,
  as: TestPartner,
  name: FundMutation,
  { key = randomUUID(), ...input }: Readonly<Record<string, unknown>>,
): Promise<Answer<Record<FundMutation, Paid>>> {
  const query = `${MUTATIONS[name]} { request { ${REQUEST} } errors { path code message } } }`;
  const variables = name === 'confirmFundsSubmission' ? { ...input, key } : { input, key };
  return room.ask({ as, query, variables });
}

export async function funds(
  room: SubgraphTest,
  as: TestPartner,
  name: FundMutation,
  input: Readonly<Record<string, unknown>>,
): Promise<Paid> {
  const { data, errors } = await askFunds(room, as, name, input);
  const paid = data?.[name];
  if (!paid || errors.length > 0) throw new Error(errors.map((error) => error.message).join('; '));
  return paid;
}

/** A request that every form takes. */
export function wish(connection: TestConnection, more: object = {}): Record<string, unknown> {
  return {
    benefit: benefitId(connection),
    activity: 'Trade fair',
    amount: { amount: '5000', currency: 'EUR' },
    activityOn: '2026-09-01',
    ...more,
  };
}

/** A claim that every form takes. */
export function claim(request: string, more: object = {}): Record<string, unknown> {
  return {
    request,
    amount: { amount: '4000', currency: 'EUR' },
    invoiceNumber: 'I-1',
    proofUrl: 'https://example.com/proof.pdf',
    ...more,
  };
}

export function told(errors: Paid['errors']): string[] {
  return errors.map(({ path, code }) => `${path} ${code}`);
}

export function rowOf(id: string): string {
  const row = rowIdOf('FundRequest', id);
  if (row === null) throw new Error(`not the id of a request: ${id}`);
  return row;
}

export function operationsOf(room: SubgraphTest, partner: TestPartner): Promise<OperationRow[]> {
  return room.tenants.as(partner, 'partnergraph_sync', (trx) =>
    trx.selectFrom('operation').selectAll().where('partner_id', '=', partner.uuid).orderBy('seq').execute(),
  );
}

/** Sets what a worker would have made of the last operation. */
export async function setLast(
  room: SubgraphTest,
  partner: TestPartner,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const last = (await operationsOf(room, partner)).at(-1);
  await room.tenants.as(partner, 'partnergraph_sync', (trx) =>
    trx
      .updateTable('operation')
      .set(values as never)
      .where('id', '=', last?.id ?? '')
      .execute(),
  );
}

/** The requests of a fund as its page lists them. */
export async function requestsOf(
  room: SubgraphTest,
  as: TestPartner,
  connection: TestConnection,
): Promise<SeenRequest[]> {
  const benefit = await room.reference<{ requests: SeenRequest[] }>(as, {
    type: 'Benefit',
    id: benefitId(connection),
    selection: `requests { ${REQUEST} }`,
  });
  return benefit?.requests ?? [];
}
