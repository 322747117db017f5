import { randomUUID } from 'node:crypto';
import { mirrorRowId, toNodeId } from '../../../../platform/ids/node-id.ts';
import type { DealRecord } from '../../../../platform/records/records.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestConnection } from '../../support/tenants.ts';
import { dealRecord, protection } from '../records.ts';
import { addDraft, change, WHOLE_BETA, type Asked, type ChangeName, type Firm } from './writes-room.ts';

/** A deal that the vendor of a connection has. @returns its node id */
export async function addSent(
  room: SubgraphTest,
  connection: TestConnection,
  more: Partial<DealRecord> = {},
): Promise<string> {
  const record = dealRecord({ remoteId: `R-${randomUUID()}`, remoteVersion: 'v1', ...more });
  await room.feeder.feed(connection, [record], { area: 'DEAL' });
  return toNodeId('Deal', mirrorRowId(connection.id, 'deal', record.remoteId));
}

/** A draft at beta that waits for its entry in the portal. @returns its node id */
export async function addWaiting(room: SubgraphTest, { partner }: Firm): Promise<string> {
  const { id } = await addDraft(room, partner, WHOLE_BETA);
  await change(room, partner, 'submitDeal', { id });
  return id;
}

/** A call of each change that is accepted. */
export const READY: Readonly<Record<ChangeName, (room: SubgraphTest, firm: Firm) => Promise<Asked>>> = {
  updateDeal: async (room, { alpha }) => ({ id: await addSent(room, alpha), patch: { name: 'A new name' } }),
  submitDeal: async (room, { partner }) => ({ id: (await addDraft(room, partner)).id }),
  confirmPortalSubmission: async (room, firm) => ({
    id: await addWaiting(room, firm),
    vendorNumber: `B-${randomUUID()}`,
    submittedOn: '2026-06-15',
  }),
  withdrawDeal: async (room, { partner }) => ({ id: (await addDraft(room, partner)).id, reason: 'No need' }),
  requestDealExtension: async (room, { alpha }) => ({
    id: await addSent(room, alpha, { status: 'APPROVED', protection: protection({ endsOn: '2026-07-31' }) }),
    until: '2026-09-30',
    reason: 'The budget came late',
  }),
  respondToOffer: async (room, { alpha }) => ({
    id: await addSent(room, alpha, { status: 'OFFERED', direction: 'INBOUND' }),
    action: 'ACCEPT',
    reason: 'Known customer',
  }),
  closeDeal: async (room, { alpha }) => ({
    id: await addSent(room, alpha, { status: 'APPROVED' }),
    outcome: 'WON',
    closedOn: '2026-06-10',
    reason: 'Best offer',
  }),
};
