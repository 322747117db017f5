import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import {
  accepted,
  change,
  enter,
  lines,
  ourNumber,
  seeConnections,
  seeDeal,
  told,
  untilWrite,
  type SeenDeal,
} from './support/graph.ts';
import { newSale, VENDOR_FIELDS, type WritingVendor } from './support/sale.ts';
import { callsOf, recordsOf } from './support/stand-ins.ts';
import { TODAY } from './support/today.ts';
import { bringExport } from './support/upload.ts';
import { openWritingHouse, type WritingHouse } from './support/writing-house.ts';

const VENDORS = ['aws', 'microsoft', 'cisco', 'dell', 'ibm'] as const satisfies readonly WritingVendor[];
const PORTALS = ['cisco', 'dell', 'ibm'] as const;
/** What is left out of each draft at first: its pointers, as the vendor's form names them. */
const LEFT_OUT: Readonly<Record<WritingVendor, readonly string[]>> = {
  aws: ['/vendorFields/useCase', '/vendorFields/deliveryModels'],
  microsoft: ['/vendorFields/consentToContact'],
  cisco: ['/vendorFields/incentive'],
  dell: ['/vendorFields/lineOfBusiness'],
  ibm: ['/distributor'],
};
const DISTRIBUTOR = toNodeId('Partner', demoPartnerId(3));

function without(vendor: WritingVendor): object {
  const names = LEFT_OUT[vendor].map((path) => path.split('/').at(-1));
  return Object.fromEntries(Object.entries(VENDOR_FIELDS[vendor]).filter(([name]) => !names.includes(name)));
}

const SALE = newSale(VENDORS, Object.fromEntries(VENDORS.map((vendor) => [vendor, { vendorFields: without(vendor) }])));

let house: WritingHouse;
let ids: Readonly<Record<string, string>>;
const idOf = (vendor: string): string => ids[vendor] ?? '';
const see = (vendor: string): Promise<SeenDeal> => seeDeal(house, idOf(vendor));
/** Deals of a sale in the list, by vendor. */
async function listed(text = SALE.name): Promise<ReadonlyArray<{ id: string; vendor: { id: string } }>> {
  const query = 'query ($text: String!) { deals(first: 50, filter: { text: $text }) { nodes { id vendor { id } } } }';
  const { deals } = await told(
    house.ask<{ deals: { nodes: Array<{ id: string; vendor: { id: string } }> } }>('var-admin', query, {
      text,
    }),
  );
  return deals.nodes.toSorted((a, b) => (a.vendor.id < b.vendor.id ? -1 : 1));
}

beforeAll(async () => {
  house = await openWritingHouse();
}, 120_000);
afterAll(() => house.close());

describe('one entry for five vendors', () => {
  test('makes a draft for each, tells what each still misses, and sends nothing', async () => {
    const drafts = await enter(house, SALE);
    expect([...drafts.keys()].toSorted()).toEqual([...VENDORS].toSorted());
    for (const vendor of VENDORS) {
      const { missing, errors } = drafts.get(vendor) ?? {};
      expect([vendor, missing?.map(({ path }) => path).toSorted(), errors]).toEqual([
        vendor,
        [...LEFT_OUT[vendor]].toSorted(),
        [],
      ]);
    }
    ids = Object.fromEntries([...drafts].map(([vendor, { deal }]) => [vendor, deal?.id ?? '']));
    for (const vendor of VENDORS) {
      expect(await see(vendor)).toMatchObject({
        name: SALE.name,
        dealStatus: 'DRAFT',
        pendingWrite: { state: 'CLEAN' },
      });
    }
    for (const vendor of ['aws', 'microsoft']) expect(await callsOf(house, vendor)).toEqual({});
  });

  test('a draft that is not whole is not submitted: each missing field is an error', async () => {
    for (const vendor of VENDORS) {
      const { errors } = await change(house, 'submitDeal', { id: idOf(vendor), idempotencyKey: `early-${vendor}` });
      expect(errors.map(({ code }) => code)).toEqual(LEFT_OUT[vendor].map(() => 'REQUIRED'));
      expect(errors.map(({ path }) => path).toSorted()).toEqual([...LEFT_OUT[vendor]].toSorted());
    }
    for (const { queuedWrites } of Object.values(await seeConnections(house))) expect(queuedWrites).toBe(0);
  });

  test('filled in and submitted, it is one record at each vendor with an API, and waits for a person at the others', async () => {
    for (const vendor of VENDORS) {
      const id = idOf(vendor);
      const patch = vendor === 'ibm' ? { distributor: DISTRIBUTOR } : { vendorFields: VENDOR_FIELDS[vendor] };
      await accepted(house, 'updateDeal', { id, idempotencyKey: `fill-${vendor}`, patch });
      await accepted(house, 'submitDeal', { id, idempotencyKey: `submit-${vendor}` });
    }
    for (const vendor of ['aws', 'microsoft']) {
      const deal = await untilWrite(house, idOf(vendor), 'CLEAN');
      const records = await recordsOf(house, vendor, ourNumber(deal.id));
      expect(records).toEqual([expect.objectContaining({ id: deal.source.remoteId })]);
      // Microsoft takes the partner's own side of a deal at once, AWS reviews it.
      const dealStatus = vendor === 'aws' ? 'SUBMITTED' : 'APPROVED';
      expect(deal).toMatchObject({ dealStatus, source: { transport: 'API' } });
      expect(lines(deal)).toContain('RECONCILED');
    }
    for (const vendor of PORTALS) {
      const deal = await see(vendor);
      expect([vendor, deal.dealStatus, deal.pendingWrite.state]).toEqual([vendor, 'DRAFT', 'AWAITING_PORTAL']);
    }
    const queued = Object.entries(await seeConnections(house)).filter(([, { queuedWrites }]) => queuedWrites > 0);
    expect(queued.map(([vendor]) => vendor).toSorted()).toEqual([...PORTALS].toSorted());
  });

  test.each(PORTALS)('the form for the portal of %s is filled, as fields and as CSV', async (vendor) => {
    const { pendingWrite } = await see(vendor);
    const { handoff } = pendingWrite;
    expect(handoff?.portalUrl).toMatch(/^https:\/\//);
    expect(handoff?.fields).toEqual(
      expect.arrayContaining([
        { label: 'Country', value: 'DE' },
        { label: 'Contact e-mail', value: 'it@dairy.example' },
        { label: 'Expected close date', value: '2031-03-31' },
      ]),
    );
    expect(handoff?.fields.some(({ value }) => value === '50000.5 EUR')).toBe(true);
    const [header, values, end] = handoff?.csv.split('\r\n') ?? [];
    expect(header?.split(',')).toHaveLength(handoff?.fields.length ?? 0);
    expect(values).toContain(SALE.name);
    expect(end).toBe('');
    expect(pendingWrite.reason).toContain('portal');
  });

  test.each(PORTALS)('confirmed with the number of %s it is submitted, and is the same deal', async (vendor) => {
    const id = idOf(vendor);
    const vendorNumber = `${vendor}-4711`;
    const input = { id, idempotencyKey: `confirm-${vendor}`, vendorNumber, submittedOn: TODAY };
    const confirmed = await accepted(house, 'confirmPortalSubmission', input);
    expect(confirmed).toMatchObject({
      id,
      dealStatus: 'SUBMITTED',
      source: { remoteId: vendorNumber },
      pendingWrite: { state: 'CLEAN', handoff: null },
    });
    expect((await seeConnections(house))[vendor]?.queuedWrites).toBe(0);
  });

  test("the portal's next export tells of it under the same id, and is no second deal", async () => {
    const columns = 'Deal registration ID,Deal name,Status,End customer,Country,Expected revenue,Currency';
    const row = `dell-4711,${SALE.name},Approved,Example Dairy GmbH,Germany,61000.00,EUR`;
    expect(await bringExport(house, 'dell', 'DEAL', `${columns}\n${row}\n`)).toMatchObject({
      accepted: 1,
      problems: [],
    });
    expect(await see('dell')).toMatchObject({
      id: idOf('dell'),
      dealStatus: 'APPROVED',
      value: { amount: '61000', currency: 'EUR' },
      source: { remoteId: 'dell-4711', transport: 'FILE', deletedUpstream: false },
      pendingWrite: { state: 'CLEAN' },
    });
    expect(await listed()).toEqual(
      [...VENDORS].toSorted().map((vendor) => ({ id: idOf(vendor), vendor: { id: vendor } })),
    );
  });

  test('an export that came before the confirmation was a deal of its own, and becomes the very deal', async () => {
    const sale = newSale(['ibm'], { ibm: { distributor: DISTRIBUTOR } });
    const id = (await enter(house, sale)).get('ibm')?.deal?.id ?? '';
    await accepted(house, 'submitDeal', { id, idempotencyKey: 'early-export' });
    const columns = 'Opportunity number,Opportunity name,Status,Client name';
    const rows = [`ibm-4711,${SALE.name},Approved,Example Dairy`, `ibm-4712,${sale.name},Approved,Example Dairy`];
    await bringExport(house, 'ibm', 'DEAL', `${[columns, ...rows].join('\n')}\n`);
    expect(await listed(sale.name)).toHaveLength(2);
    const input = { id, idempotencyKey: 'late-confirm', vendorNumber: 'ibm-4712', submittedOn: TODAY };
    expect(await accepted(house, 'confirmPortalSubmission', input)).toMatchObject({
      id,
      dealStatus: 'APPROVED',
      source: { remoteId: 'ibm-4712', transport: 'FILE' },
      pendingWrite: { state: 'CLEAN' },
    });
    expect(await listed(sale.name)).toEqual([{ id, vendor: { id: 'ibm' } }]);
    // The number of another deal is none for this one.
    const again =
      (await enter(house, newSale(['ibm'], { ibm: { distributor: DISTRIBUTOR } }))).get('ibm')?.deal?.id ?? '';
    await accepted(house, 'submitDeal', { id: again, idempotencyKey: 'again' });
    const taken = await change(house, 'confirmPortalSubmission', { ...input, id: again, idempotencyKey: 'taken' });
    expect(taken.errors).toMatchObject([{ path: '/vendorNumber', code: 'DUPLICATE' }]);
    expect((await seeDeal(house, again)).pendingWrite.state).toBe('AWAITING_PORTAL');
  });
});
