import { describe, expect, test } from '@jest/globals';
import { demoUploads, type ExportSettings } from '../../demo/exports/demo-uploads.ts';
import { DEMO_PARTNERS } from '../../demo/seed.ts';
import type { Upload } from '../../platform/imports/contract.ts';
import type { BenefitRecord, DealRecord, FundRequestRecord, MembershipRecord } from '../../platform/records/records.ts';
import { createVendorDirectory } from '../../platform/vendor/directory.ts';
import { ALL_WORKSHOPS } from '../../vendors/registry.ts';
import { readFile } from '../vendors/files/support/read-file.ts';

const SETTINGS: ExportSettings = { sandboxSeed: 20_260_402, dealsPerPartner: 30, asOf: '2026-04-02' };
const VENDORS = ['aws', 'cisco', 'dell', 'ibm', 'microsoft'];
const directory = createVendorDirectory(ALL_WORKSHOPS);

const vendorOf = ({ target }: Upload): string => ('vendor' in target ? target.vendor : '');

async function recordsOf<R>(index: number, vendor: string, area: string): Promise<R[]> {
  const uploads = await demoUploads(index, [vendor], SETTINGS);
  const upload = uploads.find((one) => one.area === area);
  if (!upload) throw new Error(`no file of ${vendor} for ${area}`);
  const { records } = await readFile(vendor, upload.area, upload.content, upload.map as object);
  return records.map(({ record }) => record as R);
}

describe('the files of the demo partners', () => {
  test.each(DEMO_PARTNERS.map(({ index }) => index))(
    'of partner %d are read to the last row, without a problem',
    async (index) => {
      const uploads = await demoUploads(index, VENDORS, SETTINGS);
      expect(uploads.map((upload) => `${vendorOf(upload)} ${upload.area}`)).toEqual([
        'aws TIER',
        'microsoft TIER',
        'microsoft BENEFIT',
        'microsoft FUND',
        'cisco TIER',
        'cisco BENEFIT',
        'cisco FUND',
        'dell TIER',
        'dell BENEFIT',
        'dell FUND',
        'dell DEAL',
        'ibm TIER',
        'ibm BENEFIT',
        'ibm FUND',
        'ibm DEAL',
      ]);
      for (const upload of uploads) {
        const { records, problems } = await readFile(
          vendorOf(upload),
          upload.area,
          upload.content,
          upload.map as object,
        );
        expect([vendorOf(upload), upload.area, problems]).toEqual([vendorOf(upload), upload.area, []]);
        expect(records.length).toBeGreaterThan(0);
      }
    },
  );

  test('are one for each thing of a connected vendor that comes by file, and of no other vendor', async () => {
    const brought = (await demoUploads(1, VENDORS, SETTINGS)).map((upload) => `${vendorOf(upload)} ${upload.area}`);
    const byFile = VENDORS.flatMap((vendor) =>
      directory
        .capabilities(vendor)
        .filter(({ transport, area }) => transport === 'FILE' && area !== 'MEMBERSHIP')
        .map(({ area }) => `${vendor} ${area}`),
    );
    expect(brought).toEqual(expect.arrayContaining(byFile));
    expect(await demoUploads(1, ['credly', 'ingram'], SETTINGS)).toEqual([]);
  });

  test('are the same for the same day, and leave deals out where there are none', async () => {
    const [one, again] = [await demoUploads(1, ['dell'], SETTINGS), await demoUploads(1, ['dell'], SETTINGS)];
    expect(one).toEqual(again);
    const without = await demoUploads(1, ['dell'], { ...SETTINGS, dealsPerPartner: 0 });
    expect(without.map(({ area }) => area)).toEqual(['TIER', 'BENEFIT', 'FUND']);
  });

  test('hold no more deals than a quick start allows', async () => {
    const [many] = (await demoUploads(1, ['ibm'], { ...SETTINGS, dealsPerPartner: 50_000 })).filter(
      ({ area }) => area === 'DEAL',
    );
    const { records } = await readFile('ibm', 'DEAL', many?.content ?? '', many?.map as object);
    expect(records).toHaveLength(200);
  });
});

describe('what the maps of the demonstration make of them', () => {
  test('tiers of every vendor, with the day since when', async () => {
    for (const vendor of VENDORS) {
      const tiered = (await recordsOf<MembershipRecord>(1, vendor, 'TIER')).filter(({ tier }) => tier !== null);
      expect([vendor, tiered.length > 0]).toEqual([vendor, true]);
      for (const { tierSince, reviewOn } of tiered) {
        expect(tierSince).toMatch(/^20\d\d-\d\d-\d\d$/);
        expect(reviewOn).toMatch(/^20\d\d-\d\d-\d\d$/);
      }
    }
  });

  test('competencies of Dell, one by one', async () => {
    const [dell] = await recordsOf<MembershipRecord>(1, 'dell', 'TIER');
    const names = dell?.specializations.map(({ name }) => name) ?? [];
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(['Server', 'Storage', 'Core Client', 'Data Protection']).toContain(name);
  });

  test.each(['dell', 'ibm'])(
    'deals of %s with money, a customer and a status that nobody had to guess',
    async (vendor) => {
      for (const deal of await recordsOf<DealRecord>(1, vendor, 'DEAL')) {
        expect(deal.statusDetail.exact).toBe(true);
        expect(deal.value?.amount).toMatch(/^\d+(\.\d+)?$/);
        expect(deal.customer.name).not.toBe('');
        expect(deal.customer.country).toMatch(/^[A-Z]{2}$/);
        expect(deal.closeOn).not.toBeNull();
      }
    },
  );

  test.each(['cisco', 'dell', 'ibm', 'microsoft'])('benefits of %s of a known kind and state', async (vendor) => {
    for (const { name, benefitKind, status } of await recordsOf<BenefitRecord>(1, vendor, 'BENEFIT')) {
      expect([name, benefitKind]).not.toEqual([name, 'OTHER']);
      expect([name, status]).not.toEqual([name, 'UNKNOWN']);
    }
  });

  test.each(['dell', 'ibm', 'microsoft'])(
    'requests for funds of %s that belong to one of its benefits',
    async (vendor) => {
      const benefits = (await recordsOf<BenefitRecord>(1, vendor, 'BENEFIT')).map(({ remoteId }) => remoteId);
      const requests = await recordsOf<FundRequestRecord>(1, vendor, 'FUND');
      expect(requests.length).toBeGreaterThan(0);
      for (const { benefitRemoteId, status } of requests) {
        expect(benefits).toContain(benefitRemoteId);
        expect(status).not.toBe('UNKNOWN');
      }
    },
  );
});
