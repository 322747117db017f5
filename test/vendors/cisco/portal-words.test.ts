import { describe, expect, test } from '@jest/globals';
import type { BenefitRecord } from '../../../platform/records/records.ts';
import { csv, recordsOf } from '../files/support/read-file.ts';

describe("the stage of an incentive in Cisco's export", () => {
  test.each([
    ['Eligible', 'AVAILABLE'],
    ['Expired', 'LAPSED'],
    ['Not Eligible', 'REJECTED'],
    ['Under discussion', 'UNKNOWN'],
  ])('%s is %s', async (stage, status) => {
    const header = 'Deal WS-ID,Track,Sub-Track,Stage,Deal Incentive Expiry Date';
    const file = csv(header, `WS-1-0001,Networking,Campus Network Assurance,${stage},2027-01-31`);
    const [benefit] = await recordsOf<BenefitRecord>('cisco', 'BENEFIT', file);
    expect(benefit).toMatchObject({ status, rawStatus: stage, expiresOn: '2027-01-31' });
  });
});
