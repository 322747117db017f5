import { describe, expect, test } from '@jest/globals';
import type { BenefitRecord, FundRequestRecord } from '../../../platform/records/records.ts';
import type { BenefitStatus } from '../../../platform/records/vocabulary.ts';
import { csv, readFile, recordsOf } from './support/read-file.ts';

const HEADER = 'Request ID,Fund ID,Activity,Status,Requested,Approved,Claimed,Paid,Currency,Activity date,Claim by';

function requestsOf(...rows: readonly string[]): Promise<FundRequestRecord[]> {
  return recordsOf<FundRequestRecord>('dell', 'FUND', csv(HEADER, ...rows));
}

describe('a request for funds', () => {
  test('tells what was asked for, granted, claimed and paid, for what and from which fund', async () => {
    const [request] = await requestsOf(
      'R-1,MDF-7,Roadshow,Claimed,"4,200.50",4000,3999.99,0,EUR,2026-03-18,2026-08-30',
    );
    expect(request).toEqual({
      kind: 'fundRequest',
      remoteId: 'R-1',
      remoteUrl: null,
      remoteVersion: null,
      remoteUpdatedAt: null,
      benefitRemoteId: 'MDF-7',
      activity: 'Roadshow',
      status: 'CLAIMED',
      rawStatus: 'Claimed',
      requested: { amount: '4200.5', currency: 'EUR' },
      approved: { amount: '4000', currency: 'EUR' },
      claimed: { amount: '3999.99', currency: 'EUR' },
      paid: { amount: '0', currency: 'EUR' },
      activityOn: '2026-03-18',
      claimBy: '2026-08-30',
    });
  });

  test('of which little is told says no more than that', async () => {
    const [request] = await recordsOf<FundRequestRecord>(
      'dell',
      'FUND',
      csv('Request ID,Fund,Activity', 'R-1,F-1,Blitz'),
    );
    expect(request).toMatchObject({
      status: 'UNKNOWN',
      rawStatus: '',
      requested: null,
      approved: null,
      claimed: null,
      paid: null,
      activityOn: null,
      claimBy: null,
    });
  });

  test('without a fund, an activity or the currency of its money is a problem of its row, and names the record', async () => {
    const rows = ['R-1,,Roadshow,,,,,,,,', 'R-2,F-1,,,,,,,,,', 'R-3,F-1,Blitz,,10,,,,,,', 'R-4,F-1,Blitz,,10,,,,USD,,'];
    const { records, rejected, problems } = await readFile('dell', 'FUND', csv(HEADER, ...rows));
    expect(problems.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'Fund ID', 'REQUIRED'],
      [3, 'Activity', 'REQUIRED'],
      [4, 'Currency', 'REQUIRED'],
    ]);
    expect(rejected.map(({ remoteId }) => remoteId)).toEqual(['R-1', 'R-2', 'R-3']);
    expect(records.map(({ record }) => record.remoteId)).toEqual(['R-4']);
  });

  test('stands in its file once', async () => {
    const { problems } = await readFile('dell', 'FUND', csv(HEADER, 'R-1,F-1,Blitz,,,,,,,,', 'R-1,F-2,Fair,,,,,,,,'));
    expect(problems).toMatchObject([{ row: 3, column: 'Request ID', code: 'DUPLICATE' }]);
  });

  test('has the words of the connection where it has some', async () => {
    const own = { words: { status: { 'In Prüfung': 'REQUESTED' } } };
    const [request] = await recordsOf<FundRequestRecord>(
      'ibm',
      'FUND',
      csv('Request number,Benefit ID,Activity,Status', 'C-1,PP-1,Seminar,In Prüfung'),
      own,
    );
    expect(request).toMatchObject({ status: 'REQUESTED', rawStatus: 'In Prüfung' });
    await expect(readFile('ibm', 'FUND', csv('a', 'b'), { words: { status: { x: 'GRANTED' } } })).rejects.toThrow(
      /map\/words\/status\/x: expected one of AVAILABLE, .*came "GRANTED"/,
    );
  });
});

describe('the states of a claim on co-op funds', () => {
  test.each<[string, BenefitStatus]>([
    ['Editing', 'AVAILABLE'],
    ['Submitted', 'CLAIMED'],
    ['Under review', 'CLAIMED'],
    ['Action required', 'ACTION_REQUIRED'],
    ['Approved', 'CLAIMED'],
    ['Paid', 'PAID'],
    ['Rejected', 'REJECTED'],
    ['Something new', 'UNKNOWN'],
  ])('%s is %s: a claim that is approved is still to be paid', async (word, status) => {
    const content = csv(
      'Claim ID,Benefit ID,Activity,Claim status,Claim amount,Currency',
      `CLM-1,COOP-1,Fair,${word},100,USD`,
    );
    const [claim] = await recordsOf<FundRequestRecord>('microsoft', 'FUND', content);
    expect(claim).toMatchObject({ status, rawStatus: word, requested: null, claimed: { amount: '100' } });
  });
});

describe('a fund of Cisco', () => {
  test('is a benefit, since no export tells of a request for it', async () => {
    const [fund] = await recordsOf<BenefitRecord>(
      'cisco',
      'FUND',
      csv('Fund ID,Fund,Period,Allocated,Claimed,Currency,Claim by', 'F-1,MDF,FY26 Q3,15000,6200,USD,2026-05-25'),
    );
    expect(fund).toMatchObject({
      kind: 'benefit',
      remoteId: 'F-1',
      name: 'MDF: FY26 Q3',
      benefitKind: 'MDF',
      allocated: { amount: '15000', currency: 'USD' },
      used: { amount: '6200', currency: 'USD' },
      remaining: { amount: '8800', currency: 'USD' },
      claimBy: '2026-05-25',
    });
  });
});
