import { rowIdOf } from '../../../../platform/ids/node-id.ts';
import type { DemoProfileName } from '../../../../demo/profiles.ts';
import type { Answer, StartedHouse } from '../../../support/started-house.ts';
import { until } from './until.ts';

/** The house as far as its graph goes. */
export type Asked = Pick<StartedHouse, 'ask'>;

export interface SeenError {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly vendorCode: string | null;
  readonly editable: boolean;
}

export interface SeenWrite {
  readonly state: string;
  readonly operation: string | null;
  readonly attempts: number;
  readonly reason: string | null;
  readonly nextAttemptAt: string | null;
  readonly fieldErrors: readonly SeenError[];
  readonly handoff: {
    readonly portalUrl: string;
    readonly fields: ReadonlyArray<{ readonly label: string; readonly value: string }>;
    readonly csv: string;
  } | null;
}

/** What the user sees of a deal. */
export interface SeenDeal {
  readonly id: string;
  readonly name: string;
  readonly dealStatus: string;
  readonly statusDetail: { readonly raw: string };
  readonly closeOn: string | null;
  readonly value: { readonly amount: string; readonly currency: string } | null;
  readonly vendor: { readonly id: string };
  readonly source: { readonly remoteId: string; readonly deletedUpstream: boolean; readonly transport: string };
  readonly pendingWrite: SeenWrite;
  readonly history: ReadonlyArray<{ readonly kind: string; readonly actor: string; readonly note: string | null }>;
}

export interface DealAnswer {
  readonly deal: SeenDeal | null;
  readonly errors: readonly SeenError[];
  readonly warnings: readonly SeenError[];
}

const ERROR = '{ path code message vendorCode editable }';
export const WRITE = `{ state operation attempts reason nextAttemptAt fieldErrors ${ERROR}
  handoff { portalUrl fields { label value } csv } }`;
const DEAL = `{ id name dealStatus statusDetail { raw } closeOn value { amount currency } vendor { id }
  source { remoteId deletedUpstream transport } pendingWrite ${WRITE} history(first: 50) { kind actor note } }`;

/** Asks what must be answered without an error. */
export async function told<Data>(asked: Promise<Answer<Data>>): Promise<Data> {
  const { status, data, errors } = await asked;
  if (status !== 200 || errors) throw new Error(`answered ${status}: ${JSON.stringify(errors)}`);
  return data;
}

export async function seeDeal(house: Asked, id: string, as: DemoProfileName = 'var-admin'): Promise<SeenDeal> {
  const { deal } = await told(
    house.ask<{ deal: SeenDeal | null }>(as, `query ($id: ID!) { deal(id: $id) ${DEAL} }`, { id }),
  );
  if (!deal) throw new Error(`there is no deal ${id}`);
  return deal;
}

/** Looks at a deal until its outstanding write is in a state. */
export function untilWrite(house: Asked, id: string, state: string, as?: DemoProfileName): Promise<SeenDeal> {
  return until(
    () => seeDeal(house, id, as),
    ({ pendingWrite }) => pendingWrite.state === state,
  );
}

/** Changes of a deal by name, with the types of their arguments. */
const CHANGES = {
  submitDeal: 'expectedVersion: String',
  updateDeal: 'patch: DealPatch!, expectedVersion: String',
  closeDeal: 'outcome: CloseOutcome!, closedOn: Date!, reason: String',
  respondToOffer: 'action: OfferAction!, reason: String',
  withdrawDeal: 'reason: String',
  requestDealExtension: 'until: Date!, reason: String!',
  confirmPortalSubmission: 'vendorNumber: String!, submittedOn: Date!',
} as const;
export type ChangeName = keyof typeof CHANGES;

interface ChangeInput extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly idempotencyKey: string;
}

/** Asks for a change of a deal, as it is. */
export function askChange(
  house: Asked,
  name: ChangeName,
  input: ChangeInput,
  as: DemoProfileName = 'var-admin',
): Promise<Answer<Readonly<Record<string, DealAnswer>> | null>> {
  const args = `id: ID!, idempotencyKey: String!, ${CHANGES[name]}`;
  return house.ask(as, mutationOf(name, args, `{ deal ${DEAL} errors ${ERROR} warnings ${ERROR} }`), input);
}

/** A mutation whose arguments are variables of the same names. @param args names and types */
export function mutationOf(name: string, args: string, selection: string): string {
  const declared = args.replaceAll(/(\w+):/g, '$$$1:');
  const given = [...args.matchAll(/(\w+):/g)].map(([, each]) => `${each}: $${each}`).join(', ');
  return `mutation (${declared}) { ${name}(${given}) ${selection} }`;
}

/** Asks for a change of a deal; the answer, which is no GraphQL error. */
export async function change(
  house: Asked,
  name: ChangeName,
  input: ChangeInput,
  as?: DemoProfileName,
): Promise<DealAnswer> {
  const answer = (await told(askChange(house, name, input, as)))?.[name];
  if (!answer) throw new Error(`${name} has no answer`);
  return answer;
}

/** The same for a change that must be accepted. @returns the deal as it was answered */
export async function accepted(
  house: Asked,
  name: ChangeName,
  input: ChangeInput,
  as?: DemoProfileName,
): Promise<SeenDeal> {
  const { deal, errors } = await change(house, name, input, as);
  if (!deal || errors.length > 0) throw new Error(`${name} was refused: ${JSON.stringify(errors)}`);
  return deal;
}

/** The same, once: asked again for the same deal it is the same wish. */
export function acceptedOnce(house: Asked, name: ChangeName, id: string, input: object = {}): Promise<SeenDeal> {
  return accepted(house, name, { ...input, id, idempotencyKey: `${name}-${id}` });
}

export interface SeenDraft {
  readonly deal: SeenDeal | null;
  readonly missing: ReadonlyArray<{ readonly path: string; readonly label: string }>;
  readonly errors: readonly SeenError[];
}

/** Enters one sale for several vendors. @returns the drafts by vendor */
export async function enter(
  house: Asked,
  input: object,
  as: DemoProfileName = 'var-admin',
): Promise<ReadonlyMap<string, SeenDraft>> {
  const { createDealDrafts: made } = await told(
    house.ask<{ createDealDrafts: { results: SeenDraft[]; errors: SeenError[] } }>(
      as,
      `mutation ($input: DealDraftsInput!) { createDealDrafts(input: $input) {
        errors ${ERROR} results { deal ${DEAL} missing { path label } errors ${ERROR} } } }`,
      { input },
    ),
  );
  if (made.errors.length > 0) throw new Error(`the entry was refused: ${JSON.stringify(made.errors)}`);
  return new Map(made.results.map((draft) => [draft.deal?.vendor.id ?? '', draft]));
}

/** Writes on their way, and how a connection is, by vendor. */
export async function seeConnections(
  house: Asked,
  as: DemoProfileName = 'var-admin',
): Promise<Readonly<Record<string, { readonly queuedWrites: number; readonly connectionStatus: string }>>> {
  const { connections } = await told(
    house.ask<{ connections: Array<{ vendor: { id: string }; queuedWrites: number; connectionStatus: string }> }>(
      as,
      '{ connections { vendor { id } queuedWrites connectionStatus } }',
    ),
  );
  return Object.fromEntries(connections.map(({ vendor, ...rest }) => [vendor.id, rest]));
}

/** The number of ours that a deal goes under at every vendor. */
export function ourNumber(dealId: string): string {
  const id = rowIdOf('Deal', dealId);
  if (id === null) throw new Error(`${dealId} is no id of a deal`);
  return id;
}

/** Kinds of the lines of a deal's history, oldest first. */
export function lines({ history }: SeenDeal): string[] {
  return history.map(({ kind }) => kind).toReversed();
}
