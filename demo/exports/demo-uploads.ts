import type { Upload } from '../../platform/imports/contract.ts';
import type { CapabilityArea } from '../../platform/records/vocabulary.ts';
import { awsAccount } from '../../sandbox/aws/accounts.ts';
import { ciscoAccount } from '../../sandbox/cisco/accounts.ts';
import type { ExportArea, ExportVendor } from '../../sandbox/exports/order.ts';
import { PORTAL_EXPORTS, portalExport } from '../../sandbox/exports/portal-export.ts';
import { microsoftAccount } from '../../sandbox/microsoft/accounts.ts';
import { demoPartnerId } from '../partner-id.ts';
import { columnMapOf } from './column-maps.ts';

/** What the portals' exports are made from. */
export interface ExportSettings {
  readonly sandboxSeed: number;
  /** Deals that each partner has at the stand-ins. */
  readonly dealsPerPartner: number;
  /** Calendar date of the exports. */
  readonly asOf: string;
}

/** Who the demonstration's files are sent in by. */
const SUBJECT = 'service:demo';

/** Deals of one file at most: a demonstration over many deals is about what is read, and its start must stay quick. */
const MOST_DEALS = 200;

/** What an export is sent in as: a standing in a program is asked for by its tier. */
const UPLOADED_AS: Readonly<Record<ExportArea, CapabilityArea>> = {
  MEMBERSHIP: 'TIER',
  BENEFIT: 'BENEFIT',
  FUND: 'FUND',
  DEAL: 'DEAL',
};

type NumberOf = (sandboxSeed: number, index: number) => string;

/** A partner's number at a vendor, where its stand-in knows one. */
const NUMBERS: Readonly<Partial<Record<ExportVendor, NumberOf>>> = {
  aws: (seed, index) => awsAccount(seed, index).partnerId,
  cisco: (seed, index) => ciscoAccount(seed, index).beGeoId,
  microsoft: (seed, index) => microsoftAccount(seed, index).mpnId,
};

/**
 * A demo partner's files from the portals of the vendors it has connections to, as its person would send them in.
 * @param index the partner's place in the sandbox's list of firms
 */
export async function demoUploads(
  index: number,
  connected: readonly string[],
  { sandboxSeed, dealsPerPartner, asOf }: ExportSettings,
): Promise<Upload[]> {
  const wanted = PORTAL_EXPORTS.filter(
    ({ vendor, area }) => connected.includes(vendor) && (area !== 'DEAL' || dealsPerPartner > 0),
  );
  return Promise.all(
    wanted.map(async ({ vendor, area }) => {
      const partnerNumber = NUMBERS[vendor]?.(sandboxSeed, index);
      const content = await portalExport({
        seed: sandboxSeed,
        partner: index,
        vendor,
        area,
        asOf,
        format: 'csv',
        deals: Math.min(dealsPerPartner, MOST_DEALS),
        ...(partnerNumber === undefined ? {} : { partnerNumber }),
      });
      return {
        partnerId: demoPartnerId(index),
        subject: SUBJECT,
        target: { vendor },
        area: UPLOADED_AS[area],
        asOf,
        map: columnMapOf(vendor, area),
        content,
      };
    }),
  );
}
