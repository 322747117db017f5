import { describe, expect, test } from '@jest/globals';
import { awsAccount } from '../../../sandbox/aws/accounts.ts';
import { hasPostalCodes, postalCodeFault } from '../../../sandbox/aws/selling/postal.ts';
import { Stores } from '../../../sandbox/aws/store/stores.ts';
import { SANDBOX_CUSTOMERS } from '../../../sandbox/kernel/customers.ts';
import { NO_ARCHIVE } from '../../../sandbox/kernel/archive/archive.ts';
import { ALL_STAND_INS } from '../../../sandbox/registry.ts';
import { startAws } from '../support/aws-sandbox.ts';
import { Recorder } from '../support/every-operation.ts';

describe('seeds', () => {
  async function dealsOf(partners: number): Promise<unknown[]> {
    const aws = await startAws({ partners, dealsPerPartner: 25 });
    const recorder = new Recorder(aws);
    const deals = await recorder.list('selling', 'ListOpportunities', { Catalog: 'AWS' }, 'OpportunitySummaries');
    await aws.close();
    return deals.map(({ Id, Arn, Customer, Project, PartnerOpportunityIdentifier, LifeCycle }) => {
      const { Stage, ReviewStatus, NextSteps } = LifeCycle as Record<string, unknown>;
      return { Id, Arn, Customer, Project, PartnerOpportunityIdentifier, Stage, ReviewStatus, NextSteps };
    });
  }

  test('the same seed gives the same records, however many partners there are', async () => {
    expect(await dealsOf(2)).toEqual(await dealsOf(4));
  });

  test('a partner has records only once it is asked for them', () => {
    const seeded: string[] = [];
    const options = {
      seed: 1,
      partners: 500,
      dealsPerPartner: 200,
      rateFactor: 1,
      now: () => 0,
      archive: NO_ARCHIVE,
    };
    const stores = new Stores(options, (store) => seeded.push(store.scope.account.accountId));
    const account = stores.account(awsAccount(1, 321).accountId);
    expect(seeded).toEqual([]);
    if (!account) throw new Error('the account is missing');
    stores.store(account, 'AWS');
    stores.store(account, 'AWS');
    expect(seeded).toEqual(['111122220321']);
  });

  test('accounts have their documented forms, and keys of their own', () => {
    const accounts = Array.from({ length: 50 }, (_, at) => awsAccount(3, at + 1));
    for (const { accountId, accessKeyId, secretAccessKey, partnerId } of accounts) {
      expect(accountId).toMatch(/^11112222\d{4}$/u);
      expect(accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/u);
      expect(secretAccessKey).toHaveLength(40);
      expect(partnerId).toMatch(/^partner-[A-Za-z0-9]{13}$/u);
    }
    expect(new Set(accounts.map(({ accessKeyId }) => accessKeyId)).size).toBe(50);
    expect(awsAccount(4, 1).accessKeyId).not.toBe(awsAccount(3, 1).accessKeyId);
  });

  test("every customer's postal code is one that AWS accepts for its country", () => {
    for (const { country, postalCode } of SANDBOX_CUSTOMERS) {
      expect([country, postalCodeFault(country, postalCode)]).toEqual([country, null]);
    }
  });

  test.each([
    ['US', '1234', false],
    ['US', '12345-6789', true],
    ['GB', 'BS1 4DJ', true],
    ['GB', '12345', false],
    ['NL', '2671 AA', true],
    ['CZ', '460 01', true],
    ['DE', '99999', true],
    ['IE', 'Dublin', false],
  ])('a postal code of %s: %s', (country, code, fits) => {
    expect(postalCodeFault(country, code) === null).toBe(fits);
  });

  test('some countries have no postal codes', () => {
    expect(['AE', 'HK', 'DE', 'US'].map((country) => hasPostalCodes(country))).toEqual([false, false, true, true]);
  });

  test('every registered stand-in has a name of its own', () => {
    const options = { seed: 1, partners: 1, dealsPerPartner: 1, rateFactor: 1, now: () => 0, archive: NO_ARCHIVE };
    const vendors = ALL_STAND_INS.map((make) => make(options).vendor);
    expect(vendors).toContain('aws');
    expect(new Set(vendors).size).toBe(vendors.length);
  });
});
