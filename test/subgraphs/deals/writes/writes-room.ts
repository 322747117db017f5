import { randomUUID } from 'node:crypto';
import { rowIdOf } from '../../../../platform/ids/node-id.ts';
import type { OperationRow } from '../../../../platform/writes/operation-store.ts';
import { connectionsModule } from '../../../../subgraphs/connections/index.ts';
import { dealIngests, dealsModule } from '../../../../subgraphs/deals/index.ts';
import { openSubgraphTest, type Answer, type SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../../support/tenants.ts';
import { writingVendors } from '../../support/writing-vendors.ts';

/** A partner with a connection to each vendor. */
export interface Firm {
  readonly partner: TestPartner;
  readonly alpha: TestConnection;
  readonly beta: TestConnection;
  readonly gamma: TestConnection;
  readonly omega: TestConnection;
}

export function openWritesRoom(): Promise<SubgraphTest> {
  return openSubgraphTest({
    modules: [dealsModule, connectionsModule],
    ingests: dealIngests,
    vendors: writingVendors(),
    rates: [{ date: '2026-06-12', currency: 'USD', rate: '2', source: 'the tests' }],
  });
}

export async function addFirm(room: SubgraphTest, name = 'A firm'): Promise<Firm> {
  const partner = await room.tenants.addPartner(name);
  const connect = (vendor: string): Promise<TestConnection> => room.tenants.connect(partner, vendor);
  return {
    partner,
    alpha: await connect('alpha'),
    beta: await connect('beta'),
    gamma: await connect('gamma'),
    omega: await connect('omega'),
  };
}

/** A partner that may do everything in the name of the firm. */
export async function addDeputy(room: SubgraphTest, firm: Firm, name = 'A deputy'): Promise<TestPartner> {
  const deputy = await room.tenants.addPartner(name);
  await room.tenants.as(firm.partner, 'partnergraph_app', (trx) =>
    trx
      .insertInto('access_grant')
      .values({
        grantor_id: firm.partner.uuid,
        grantee_id: deputy.uuid,
        vendors: ['alpha', 'beta'],
        areas: ['DEAL'],
        level: 'FULL',
        on_behalf: true,
        expires_on: null,
        revoked_at: null,
      })
      .execute(),
  );
  return deputy;
}

/** An error as a mutation tells it. */
export interface Told {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly vendorCode: string | null;
}

export interface Pending {
  readonly state: string;
  readonly operation: string | null;
  readonly queuedAt: string | null;
  readonly nextAttemptAt: string | null;
  readonly attempts: number;
  readonly reason: string | null;
  readonly fieldErrors: Told[];
  readonly handoff: {
    readonly portalUrl: string;
    readonly fields: Array<{ label: string; value: string }>;
    readonly csv: string;
  } | null;
}

export interface SeenDeal {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly dealStatus: string;
  readonly stage: string | null;
  readonly value: { readonly amount: string; readonly currency: string } | null;
  readonly closeOn: string | null;
  readonly products: string[];
  readonly vendor: { readonly id: string };
  readonly distributor: { readonly id: string } | null;
  readonly team: Array<{ readonly id: string }>;
  readonly opportunity: { readonly id: string } | null;
  readonly protection: { readonly extension: string };
  readonly source: { readonly remoteId: string; readonly remoteVersion: string | null; readonly stale: boolean };
  readonly pendingWrite: Pending;
  readonly history: Array<{ kind: string; actor: string; from: string | null; to: string | null; note: string | null }>;
}

const ERROR = 'path code message vendorCode';
const PENDING = `pendingWrite { state operation queuedAt nextAttemptAt attempts reason fieldErrors { ${ERROR} }
  handoff { portalUrl fields { label value } csv } }`;
export const DEAL = `id name kind dealStatus stage value { amount currency } closeOn products vendor { id } distributor { id }
  team { id } opportunity { id } protection { extension } source { remoteId remoteVersion stale } ${PENDING}
  history(first: 50) { kind actor from to note }`;

export interface DraftResult {
  readonly index: number;
  readonly deal: SeenDeal | null;
  readonly missing: Array<{ path: string; label: string; required: boolean }>;
  readonly errors: Told[];
  readonly conflicts: { clear: boolean; conflicts: Array<{ draftIndex: number; kind: string }> };
}

export interface Drafts {
  readonly opportunity: { readonly id: string } | null;
  readonly results: DraftResult[];
  readonly errors: Told[];
}

const CREATE = `mutation ($input: DealDraftsInput!) { createDealDrafts(input: $input) {
  opportunity { id }
  results { index deal { ${DEAL} } missing { path label required } errors { ${ERROR} }
    conflicts { clear conflicts { draftIndex kind } } }
  errors { ${ERROR} }
} }`;

/** What alpha takes as it is. */
export const WHOLE_ALPHA = {
  vendor: 'alpha',
  value: { amount: '1000.50', currency: 'EUR' },
  vendorFields: { useCase: 'Data' },
} as const;

/** What beta's portal form asks for. */
export const WHOLE_BETA = {
  vendor: 'beta',
  value: { amount: '2000', currency: 'USD' },
  vendorFields: { contactName: 'Ada Example', contactEmail: 'ada@customer.example' },
} as const;

/** One entry with a whole draft for alpha, unless said otherwise. */
export function entry(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    name: 'A data lake',
    customer: { name: 'Acme GmbH', country: 'DE', city: 'Berlin' },
    closeOn: '2026-12-31',
    drafts: [WHOLE_ALPHA],
    idempotencyKey: randomUUID(),
    ...more,
  };
}

export function askDrafts(
  room: SubgraphTest,
  as: TestPartner,
  input: object,
): Promise<Answer<{ createDealDrafts: Drafts }>> {
  return room.ask({ as, query: CREATE, variables: { input } });
}

export async function createDrafts(room: SubgraphTest, as: TestPartner, input: object): Promise<Drafts> {
  const { data, errors } = await askDrafts(room, as, input);
  if (!data || errors.length > 0) throw new Error(errors.map((error) => error.message).join('; '));
  return data.createDealDrafts;
}

/** A draft of the firm at one vendor. */
export async function addDraft(
  room: SubgraphTest,
  as: TestPartner,
  draft: object = WHOLE_ALPHA,
  more: Readonly<Record<string, unknown>> = {},
): Promise<SeenDeal> {
  const { results, errors } = await createDrafts(room, as, entry({ drafts: [draft], ...more }));
  const deal = results[0]?.deal;
  if (!deal) throw new Error(`no draft: ${JSON.stringify([errors, results[0]?.errors])}`);
  return deal;
}

export interface Changed {
  readonly deal: SeenDeal | null;
  readonly errors: Told[];
  readonly warnings: Told[];
}

/** The arguments of each change beside id and key, as GraphQL types them. */
const CHANGES = {
  updateDeal: { patch: 'DealPatch!', expectedVersion: 'String' },
  submitDeal: { expectedVersion: 'String' },
  confirmPortalSubmission: { vendorNumber: 'String!', submittedOn: 'Date!' },
  withdrawDeal: { reason: 'String' },
  requestDealExtension: { until: 'Date!', reason: 'String!' },
  respondToOffer: { action: 'OfferAction!', reason: 'String' },
  closeDeal: { outcome: 'CloseOutcome!', closedOn: 'Date!', reason: 'String' },
} as const;
export type ChangeName = keyof typeof CHANGES;
export const CHANGE_NAMES = Object.keys(CHANGES) as ChangeName[];

export interface Asked extends Readonly<Record<string, unknown>> {
  readonly id: string;
  /** A new one unless said otherwise. */
  readonly idempotencyKey?: string;
}

export function askChange(
  room: SubgraphTest,
  as: TestPartner,
  name: ChangeName,
  asked: Asked,
): Promise<Answer<Record<ChangeName, Changed>>> {
  const all = { id: 'ID!', idempotencyKey: 'String!', ...CHANGES[name] };
  const declared = Object.entries(all).map(([argument, type]) => `$${argument}: ${type}`);
  const given = Object.keys(all).map((argument) => `${argument}: $${argument}`);
  const query = `mutation (${declared.join(', ')}) { ${name}(${given.join(', ')}) {
    deal { ${DEAL} } errors { ${ERROR} } warnings { ${ERROR} } } }`;
  return room.ask({ as, query, variables: { idempotencyKey: randomUUID(), ...asked } });
}

export async function change(room: SubgraphTest, as: TestPartner, name: ChangeName, asked: Asked): Promise<Changed> {
  const { data, errors } = await askChange(room, as, name, asked);
  const changed = data?.[name];
  if (!changed || errors.length > 0) throw new Error(errors.map((error) => error.message).join('; '));
  return changed;
}

/** Codes and paths of errors, as one line each. */
export function told(errors: readonly Told[]): string[] {
  return errors.map(({ path, code }) => `${path} ${code}`);
}

export async function seeDeal(room: SubgraphTest, as: TestPartner, id: string): Promise<SeenDeal | null> {
  const { deal } = await room.read<{ deal: SeenDeal | null }>({
    as,
    query: `query ($id: ID!) { deal(id: $id) { ${DEAL} } }`,
    variables: { id },
  });
  return deal;
}

export function rowOf(id: string): string {
  const row = rowIdOf('Deal', id);
  if (row === null) throw new Error(`not the id of a deal: ${id}`);
  return row;
}

/** Every operation of a firm, oldest first. */
export function operationsOf(room: SubgraphTest, partner: TestPartner): Promise<OperationRow[]> {
  return room.tenants.as(partner, 'partnergraph_sync', (trx) =>
    trx.selectFrom('operation').selectAll().where('partner_id', '=', partner.uuid).orderBy('seq').execute(),
  );
}

/** Operations of a firm that are or were for a vendor: all that is not ours alone. */
export async function sentOf(room: SubgraphTest, partner: TestPartner): Promise<OperationRow[]> {
  return (await operationsOf(room, partner)).filter(({ intent }) => intent !== null);
}

/** Sets what a worker would have made of an operation. */
export async function setOperation(
  room: SubgraphTest,
  partner: TestPartner,
  id: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  await room.tenants.as(partner, 'partnergraph_sync', (trx) =>
    trx
      .updateTable('operation')
      .set(values as never)
      .where('id', '=', id)
      .execute(),
  );
}
