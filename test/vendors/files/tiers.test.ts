import { describe, expect, test } from '@jest/globals';
import type { MembershipRecord } from '../../../platform/records/records.ts';
import { csv, readFile, recordsOf } from './support/read-file.ts';

async function tiersOf(vendor: string, content: string): Promise<Array<[string | null, string | null]>> {
  const memberships = await recordsOf<MembershipRecord>(vendor, 'TIER', content);
  return memberships.map(({ portfolio, tier }) => [portfolio, tier]);
}

describe('a tier', () => {
  test('is found by its name or its code', async () => {
    expect(await tiersOf('dell', csv('Program tier', 'Titanium Black'))).toEqual([[null, 'titanium-black']]);
    expect(await tiersOf('dell', csv('Tier', 'titanium-black'))).toEqual([[null, 'titanium-black']]);
    expect(await tiersOf('ibm', csv('Current level', ' PLATINUM '))).toEqual([[null, 'platinum']]);
    expect(await tiersOf('aws', csv('Partner tier', 'Premier Tier Services'))).toEqual([[null, 'premier']]);
  });

  test('of Cisco is one for each portfolio, by its full name or the last word of it', async () => {
    const content = csv(
      'Portfolio,Designation',
      'Cloud & AI Infrastructure,',
      'Networking,Preferred',
      'Security,Cisco Preferred Security Partner',
      'Splunk,Partner',
    ).replace('Cloud & AI', 'Cloud and AI');
    expect(await tiersOf('cisco', content)).toEqual([
      ['Cloud and AI Infrastructure', null],
      ['Networking', 'networking-preferred'],
      ['Security', 'security-preferred'],
      ['Splunk', 'splunk-partner'],
    ]);
  });

  test('of Microsoft is a designation that is held, or not', async () => {
    const content = csv(
      'Designation,Status',
      'Solutions Partner for Business Applications,Attained',
      'Modern Work,not attained',
      'Data & AI,yes',
    );
    expect(await tiersOf('microsoft', content)).toEqual([
      ['Business Applications', 'solutions-partner-business-applications'],
      ['Modern Work', null],
      ['Data & AI (Azure)', 'solutions-partner-data-and-ai'],
    ]);
  });

  test('that the program does not have is a problem that names those it has', async () => {
    const { problems, rejected } = await readFile('dell', 'MEMBERSHIP', csv('Tier', 'Diamond'));
    expect(problems).toEqual([
      {
        row: 2,
        column: 'Tier',
        code: 'NOT_ALLOWED',
        message: 'Tier: expected one of Authorized, Gold, Platinum, Titanium, Titanium Black, came "Diamond".',
      },
    ]);
    expect(rejected).toMatchObject([{ remoteId: 'partner-program' }]);
  });

  test('in a portfolio that the program does not have leaves open which one is meant', async () => {
    const { problems, rejected } = await readFile('cisco', 'TIER', csv('Portfolio,Designation', 'Printers,Partner'));
    expect(problems).toMatchObject([{ column: 'Portfolio', code: 'NOT_ALLOWED' }]);
    expect(rejected).toMatchObject([{ remoteId: null }]);
  });

  test('of a word that says neither yes nor no is a problem', async () => {
    const { problems } = await readFile('microsoft', 'TIER', csv('Designation,Status', 'Security,perhaps'));
    expect(problems).toMatchObject([{ column: 'Status', code: 'NOT_ALLOWED' }]);
  });

  test('told twice is a problem of the row as a whole', async () => {
    const { problems } = await readFile('dell', 'TIER', csv('Tier', 'Gold', 'Platinum'));
    expect(problems).toMatchObject([{ row: 3, column: null, code: 'DUPLICATE' }]);
  });

  test('comes with its dates, competencies and the account manager', async () => {
    const [membership] = await recordsOf<MembershipRecord>(
      'dell',
      'TIER',
      csv('Tier,Since,Review date,Competencies,Account manager', 'Gold,2026-02-01,2027-01-29,"Server;  Storage ;",Kim'),
    );
    expect(membership).toMatchObject({
      program: 'partner-program',
      tierSince: '2026-02-01',
      reviewOn: '2027-01-29',
      accountManager: { name: 'Kim', email: null, title: null },
      specializations: [{ name: 'Server' }, { name: 'Storage' }],
    });
  });
});
