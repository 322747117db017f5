import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_PROFILES } from '../../../demo/profiles.ts';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import {
  accepted,
  askChange,
  enter,
  lines,
  ourNumber,
  seeConnections,
  seeDeal,
  told,
  untilWrite,
} from './support/graph.ts';
import { newDeal, newSale } from './support/sale.ts';
import { callsOf, recordsOf } from './support/stand-ins.ts';
import { openWritingHouse, type WritingHouse } from './support/writing-house.ts';

const RESELLER = toNodeId('Partner', DEMO_PROFILES['var-admin'].partnerId);
const DISTRIBUTOR = toNodeId('Partner', DEMO_PROFILES.distributor.partnerId);
const VENDORS = ['aws', 'microsoft', 'dell'] as const;

let house: WritingHouse;
beforeAll(async () => {
  house = await openWritingHouse();
}, 120_000);
afterAll(() => house.close());

interface Entry {
  readonly action: string;
  readonly outcome: string;
  readonly actor: string;
  readonly actorPartner: { readonly id: string } | null;
  readonly actingFor: { readonly id: string };
  readonly target: string | null;
}

/** The reseller's own log, oldest first. */
async function log(): Promise<Entry[]> {
  const query = `{ auditLog(first: 100) { nodes {
    action outcome actor target actorPartner { id } actingFor { id } } } }`;
  const { auditLog } = await told(house.ask<{ auditLog: { nodes: Entry[] } }>('var-admin', query));
  return auditLog.nodes.toReversed();
}

/** @returns the grant's id */
async function grant(): Promise<string> {
  const query = `mutation ($grantee: ID!, $vendors: [ID!]!) {
    grantAccess(grantee: $grantee, vendors: $vendors, areas: [DEAL], level: FULL, onBehalf: true) { id onBehalf } }`;
  const variables = { grantee: DISTRIBUTOR, vendors: VENDORS };
  const { grantAccess } = await told(house.ask<{ grantAccess: { id: string } }>('var-admin', query, variables));
  return grantAccess.id;
}

async function revoke(id: string): Promise<void> {
  await told(house.ask('var-admin', 'mutation ($id: ID!) { revokeAccess(id: $id) { revokedAt } }', { id }));
}

async function queued(): Promise<number> {
  return Object.values(await seeConnections(house)).reduce((sum, { queuedWrites }) => sum + queuedWrites, 0);
}

describe('a distributor', () => {
  test('registers nothing in the name of a reseller that has not agreed to that, and nothing is queued', async () => {
    const query = `mutation ($input: DealDraftsInput!) { createDealDrafts(input: $input) { results { index } } }`;
    const input = { ...newSale(['aws']), partner: RESELLER };
    const { errors } = await house.ask('distributor', query, { input });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(errors?.[0]?.message).toContain('onBehalf');

    // The grant of the demonstration shows it the reseller's deals; it does not let it submit them.
    const id = await newDeal(house, 'aws');
    expect((await seeDeal(house, id, 'distributor')).dealStatus).toBe('DRAFT');
    const answer = await askChange(house, 'submitDeal', { id, idempotencyKey: 'not-mine' }, 'distributor');
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await queued()).toBe(0);
    expect(await seeDeal(house, id)).toMatchObject({ dealStatus: 'DRAFT', pendingWrite: { state: 'CLEAN' } });
    expect(await callsOf(house, 'aws')).toEqual({});
  });

  test('registers in the name of a reseller that has: at the reseller’s account, and in the reseller’s log', async () => {
    const grantId = await grant();
    const before = (await log()).length;
    const drafts = await enter(house, { ...newSale(VENDORS), partner: RESELLER }, 'distributor');
    const ids = Object.fromEntries([...drafts].map(([vendor, { deal }]) => [vendor, deal?.id ?? '']));
    for (const vendor of VENDORS) {
      const wish = { id: ids[vendor] ?? '', idempotencyKey: `for-them-${vendor}` };
      await accepted(house, 'submitDeal', wish, 'distributor');
    }
    for (const vendor of ['aws', 'microsoft'] as const) {
      const deal = await untilWrite(house, ids[vendor] ?? '', 'CLEAN');
      expect(await recordsOf(house, vendor, ourNumber(deal.id))).toEqual([
        expect.objectContaining({ id: deal.source.remoteId }),
      ]);
      expect(lines(deal)).toContain('RECONCILED');
      const asked = deal.history.filter(({ kind }) => kind === 'WRITE_QUEUED' || kind === 'CREATED');
      expect(asked.map(({ actor }) => actor)).toContain('user:distributor');
    }
    // The form for the portal is the reseller's alone.
    const own = await seeDeal(house, ids['dell'] ?? '');
    const shown = await seeDeal(house, ids['dell'] ?? '', 'distributor');
    expect([own.pendingWrite.state, shown.pendingWrite.state]).toEqual(['AWAITING_PORTAL', 'AWAITING_PORTAL']);
    expect(own.pendingWrite.handoff).not.toBeNull();
    expect(shown.pendingWrite.handoff).toBeNull();

    const entries = (await log()).slice(before);
    expect(entries.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['createDealDrafts', 'DONE'],
      ...VENDORS.map(() => ['submitDeal', 'DONE']),
    ]);
    for (const entry of entries) {
      expect(entry).toMatchObject({
        actor: 'user:distributor',
        actorPartner: { id: DISTRIBUTOR },
        actingFor: { id: RESELLER },
      });
    }

    expect(entries.slice(1).map(({ target }) => target)).toEqual(VENDORS.map((vendor) => ids[vendor]));

    await revoke(grantId);
  });

  test('whose grant was taken back changes nothing any more, and its key is not the reseller’s', async () => {
    const grantId = await grant();
    const drafts = await enter(house, { ...newSale(['aws', 'microsoft']), partner: RESELLER }, 'distributor');
    const [mine, theirs] = [drafts.get('aws')?.deal?.id ?? '', drafts.get('microsoft')?.deal?.id ?? ''];
    await accepted(house, 'submitDeal', { id: mine, idempotencyKey: 'the-same-word' }, 'distributor');
    await accepted(house, 'submitDeal', { id: theirs, idempotencyKey: 'the-same-word' });
    await untilWrite(house, mine, 'CLEAN');
    await untilWrite(house, theirs, 'CLEAN');
    for (const [vendor, id] of [
      ['aws', mine],
      ['microsoft', theirs],
    ] as const) {
      expect(await recordsOf(house, vendor, ourNumber(id))).toHaveLength(1);
    }

    await revoke(grantId);
    const late = { id: theirs, idempotencyKey: 'late', patch: { closeOn: '2031-06-30' } };
    const { errors } = await askChange(house, 'updateDeal', late, 'distributor');
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await seeDeal(house, theirs)).toMatchObject({ closeOn: '2031-03-31', pendingWrite: { state: 'CLEAN' } });
    expect((await log()).at(-1)).toMatchObject({ action: 'revokeAccess', actor: 'user:var-admin' });
  });
});
