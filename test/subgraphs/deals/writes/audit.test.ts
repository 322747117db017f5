import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { auditOf, type Told } from '../../partners/audit-support.ts';
import { READY } from './ready.ts';
import {
  addDraft,
  addFirm,
  change,
  CHANGE_NAMES,
  createDrafts,
  entry,
  openWritesRoom,
  operationsOf,
  WHOLE_ALPHA,
  WHOLE_BETA,
  type Firm,
} from './writes-room.ts';

let room: SubgraphTest;
let firm: Firm;
beforeAll(async () => {
  room = await openWritesRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  firm = await addFirm(room);
});

const last = async (): Promise<Told | undefined> => (await auditOf(room, firm.partner)).at(-1);

/** What the audit log says of a change: the kind of operation it is. */
const KINDS = {
  updateDeal: 'UPDATE_DEAL',
  submitDeal: 'SUBMIT_DEAL',
  confirmPortalSubmission: 'CONFIRM_PORTAL',
  withdrawDeal: 'WITHDRAW_DEAL',
  requestDealExtension: 'EXTEND_DEAL',
  respondToOffer: 'ACCEPT_OFFER',
  closeDeal: 'CLOSE_WON',
} as const;

describe.each(CHANGE_NAMES)('%s in the audit log', (name) => {
  test('is one entry, with who, what and on which deal', async () => {
    const asked = await READY[name](room, firm);
    const before = await auditOf(room, firm.partner);
    await change(room, firm.partner, name, asked);
    expect((await auditOf(room, firm.partner)).slice(before.length)).toEqual([
      {
        at: room.clock.now(),
        actor: 'tester',
        actor_partner: firm.partner.uuid,
        action: name,
        target: asked.id,
        outcome: 'DONE',
        detail: { kind: KINDS[name] },
      },
    ]);
  });

  test('is refused with the places and codes of what was wrong, and no value', async () => {
    const asked = await READY[name](room, firm);
    await change(room, firm.partner, name, { ...asked, idempotencyKey: 'a key' });
    const { id } = await addDraft(room, firm.partner);
    const before = await auditOf(room, firm.partner);
    await change(room, firm.partner, name, { ...asked, id, idempotencyKey: 'a key' });
    expect((await auditOf(room, firm.partner)).slice(before.length)).toMatchObject([
      {
        action: name,
        target: id,
        outcome: 'REFUSED',
        detail: { errors: [{ path: '/idempotencyKey', code: 'IDEMPOTENCY_MISMATCH' }] },
      },
    ]);
  });

  test('that can not be written down does not take effect', async () => {
    const asked = await READY[name](room, firm);
    const before = await operationsOf(room, firm.partner);
    const alter = (words: string) => room.database.pool.query(`alter table audit ${words}`);
    await alter('add constraint full_disk check (false) not valid');
    try {
      await expect(change(room, firm.partner, name, asked)).rejects.toThrow(/full_disk/);
    } finally {
      await alter('drop constraint full_disk');
    }
    expect(await operationsOf(room, firm.partner)).toEqual(before);
  });
});

describe('an entry of drafts in the audit log', () => {
  test('is one entry, with the sale and the vendors', async () => {
    const { opportunity } = await createDrafts(room, firm.partner, entry({ drafts: [WHOLE_ALPHA, WHOLE_BETA] }));
    expect(await last()).toMatchObject({
      action: 'createDealDrafts',
      outcome: 'DONE',
      target: opportunity?.id,
      detail: { vendors: ['alpha', 'beta'] },
    });
  });

  test('is refused with the place of what was wrong: neither a value nor a name that the caller gave', async () => {
    const secret = 'jane@customer.example';
    const vendorFields = { [secret]: `${secret}\0` };
    await createDrafts(room, firm.partner, entry({ name: `${secret}\0`, drafts: [{ ...WHOLE_ALPHA, vendorFields }] }));
    const entryOfLog = await last();
    expect(entryOfLog).toMatchObject({
      outcome: 'REFUSED',
      target: null,
      detail: {
        errors: [
          { path: '/name', code: 'INVALID' },
          { path: '/drafts/0/vendorFields', code: 'INVALID' },
        ],
      },
    });
    expect(JSON.stringify(entryOfLog)).not.toContain(secret);
  });
});

describe('an answer that was given before', () => {
  test('is an entry that says nothing was done', async () => {
    const { id } = await addDraft(room, firm.partner);
    await change(room, firm.partner, 'submitDeal', { id, idempotencyKey: 'one' });
    await change(room, firm.partner, 'submitDeal', { id, idempotencyKey: 'one' });
    expect(await last()).toMatchObject({ action: 'submitDeal', outcome: 'DONE', target: id, detail: null });
  });
});
