import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { microsoftAccount } from '../../../sandbox/microsoft/accounts.ts';
import { SEED, startMicrosoft } from './support.ts';
import type { CallOptions, MicrosoftSandbox } from './support.ts';

const PAYOUTS = '/partner/v1.0/payouts';
const { mpnId } = microsoftAccount(SEED, 1);

describe('payout exports', () => {
  let sandbox: MicrosoftSandbox;

  beforeEach(async () => {
    sandbox = await startMicrosoft();
  });
  afterEach(async () => {
    await sandbox.close();
  });

  const queue = (kind: string, filter: string | null = null, options: CallOptions = {}) =>
    sandbox.call(`${PAYOUTS}/${kind}${filter === null ? '' : `?$filter=${encodeURIComponent(filter)}`}`, {
      method: 'POST',
      ...options,
    });

  async function rowsOf(kind: string, filter: string | null = null): Promise<Record<string, string>[]> {
    const { json } = await queue(kind, filter);
    sandbox.clock.now += 1500;
    const done = await sandbox.call(`${PAYOUTS}/${kind}/${json.value[0]?.requestId}`);
    const response = await fetch(done.json.value[0]?.blobLocation ?? '');
    expect(response.headers.get('content-type')).toBe('application/zip');
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    expect(Object.keys(files)).toEqual([`${kind}.csv`]);
    return parse(strFromU8(files[`${kind}.csv`] ?? new Uint8Array()), { columns: true });
  }

  test('an export is queued, worked on, completed, and gone once deleted', async () => {
    const queued = await queue('transactionhistory');
    expect(queued.status).toBe(202);
    expect(queued.json.value).toMatchObject([{ status: 'Queued', blobLocation: null }]);
    const path = `${PAYOUTS}/transactionhistory/${queued.json.value[0]?.requestId}`;
    sandbox.clock.now += 800;
    expect((await sandbox.call(path)).json.value).toMatchObject([{ status: 'Processing', blobLocation: null }]);
    sandbox.clock.now += 700;
    const done = await sandbox.call(path);
    expect(done.json.value).toMatchObject([{ status: 'Completed' }]);
    const link = done.json.value[0]?.blobLocation ?? '';
    expect((await sandbox.call(path, { method: 'DELETE' })).status).toBe(204);
    expect((await sandbox.call(path)).status).toBe(404);
    const file = await fetch(link);
    expect(file.status).toBe(404);
    expect(await file.text()).toContain('<Code>BlobNotFound</Code>');
  });

  test('the transaction history holds rebates, co-op and fees in every payout state', async () => {
    const rows = await rowsOf('transactionhistory');
    expect(rows).toHaveLength(22);
    expect(Object.keys(rows[0] ?? {})).toEqual(
      'earningId participantId participantName programName payableSubType earningForDate leverCode transactionAmount transactionCurrency earningAmount earningCurrencyCode payoutStatus paymentId estimatedPayoutMonth'.split(
        ' ',
      ),
    );
    expect(new Set(rows.map(({ payableSubType }) => payableSubType))).toEqual(new Set(['REBATE', 'COOP', 'FEE']));
    expect(new Set(rows.map(({ payoutStatus }) => payoutStatus))).toEqual(new Set(['SENT', 'UPCOMING', 'IN PROGRESS']));
    expect(rows.every((row) => row['participantId'] === mpnId && /^\d+\.\d{2}$/.test(row['earningAmount'] ?? ''))).toBe(
      true,
    );
    expect(rows.every((row) => (row['paymentId'] === '') === (row['payoutStatus'] !== 'SENT'))).toBe(true);
    expect(new Set(rows.map(({ earningId }) => earningId)).size).toBe(22);
  });

  test('the documents’ sample filter picks its rows', async () => {
    const filter =
      'earningForDate ge 2025-10-01T00:00:00Z and earningForDate le 2026-03-31T23:59:59Z' +
      ` and (enrollmentParticipantId eq '${mpnId}') and (payableSubType eq 'COOP')`;
    const rows = await rowsOf('transactionhistory', filter);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(6);
    for (const { payableSubType, earningForDate } of rows) {
      expect(payableSubType).toBe('COOP');
      expect((earningForDate ?? '') >= '2025-10-01' && (earningForDate ?? '') < '2026-04-01').toBe(true);
    }
  });

  test('payments are those that were sent', async () => {
    const rows = await rowsOf('payments', "payoutOrderType eq 'REBATE'");
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row['payoutStatus'] === 'SENT' && row['payoutOrderType'] === 'REBATE')).toBe(true);
  });

  test.each([
    ['transactionhistory', "payoutOrderType eq 'COOP'"],
    ['payments', "payableSubType eq 'COOP'"],
    ['transactionhistory', "payableSubType eq 'GIFT'"],
    ['transactionhistory', "payableSubType eq 'COOP' or payableSubType eq 'FEE'"],
    ['transactionhistory', 'earningForDate gt 2026-01-01T00:00:00Z'],
  ])('an export of %s filtered by %s is refused', async (kind, filter) => {
    const { status, json } = await queue(kind, filter);
    expect(status).toBe(400);
    expect(json.error).toMatchObject({ code: 'invalidRequest', target: '$filter' });
  });

  test('an export belongs to its kind and its tenant', async () => {
    const id = (await queue('payments')).json.value[0]?.requestId;
    expect((await sandbox.call(`${PAYOUTS}/transactionhistory/${id}`)).status).toBe(404);
    expect((await sandbox.call(`${PAYOUTS}/payments/${id}`, { as: { partner: 2 } })).status).toBe(404);
  });

  test('users without the incentives role are refused', async () => {
    const { status, json } = await queue('payments', null, { as: { role: 'referralUser' } });
    expect(status).toBe(403);
    expect(json.error.code).toBe('accessDenied');
  });
});
