import type { JsonValue } from '../../platform/records/json.ts';
import type { ExportArea, ExportVendor } from '../../sandbox/exports/order.ts';

type ColumnMap = Readonly<Record<string, JsonValue>>;

/** Forms of dates and numbers, one a portal. */
const FORMS: Readonly<Record<ExportVendor, ColumnMap>> = {
  aws: { dateFormat: 'MM/DD/YYYY' },
  cisco: { dateFormat: 'DD-MMM-YYYY' },
  dell: { dateFormat: 'DD.MM.YYYY', decimalMark: ',' },
  ibm: { dateFormat: 'DD-MMM-YYYY' },
  microsoft: { dateFormat: 'M/D/YYYY' },
};

/**
 * How the portals' exports of the demonstration differ from the column maps of the house: what a person declares when the
 * first file of a connection is sent in. What is not here is found without help.
 */
const MAPS: Readonly<Record<ExportVendor, Readonly<Partial<Record<ExportArea, ColumnMap>>>>> = {
  aws: {
    MEMBERSHIP: { columns: { tier: 'Current Tier', tierSince: 'Tier Start Date', reviewOn: 'Next Tier Review' } },
  },
  cisco: {
    MEMBERSHIP: { columns: { tierSince: 'Designation Start', reviewOn: 'Next Evaluation' } },
  },
  dell: {
    MEMBERSHIP: { columns: { tierSince: 'Tier Effective Date', reviewOn: 'Program Year End' } },
    BENEFIT: {
      columns: { name: 'Description', kind: 'Fund Type', used: 'Claimed Amount', expiresOn: 'Valid To' },
      words: { kind: { 'Business Development Fund': 'MDF' }, status: { Accrued: 'AVAILABLE' } },
    },
    FUND: { columns: { requested: 'MDF Requested', approved: 'MDF Approved' } },
    DEAL: {
      columns: { name: 'Registration Name', website: 'End Customer Website' },
      words: {
        status: {
          Submitted: 'SUBMITTED',
          'In Review': 'IN_REVIEW',
          Approved: 'APPROVED',
          Declined: 'REJECTED',
          Expired: 'EXPIRED',
          Won: 'WON',
          Lost: 'LOST',
        },
      },
    },
  },
  ibm: {
    MEMBERSHIP: { columns: { tierSince: 'Level Since', reviewOn: 'Next Evaluation' } },
    BENEFIT: {
      columns: {
        name: 'Incentive',
        kind: 'Category',
        allocated: 'Amount Granted',
        used: 'Amount Used',
        remaining: 'Amount Left',
      },
      words: { kind: { 'SaaS resale incentive': 'REBATE' } },
    },
    DEAL: {
      columns: {
        country: 'Client Country',
        city: 'Client City',
        amount: 'Estimated Value',
        closeOn: 'Expected Decision Date',
      },
      words: {
        status: {
          Draft: 'DRAFT',
          'Submitted for Eligibility': 'SUBMITTED',
          'IBM Review': 'IN_REVIEW',
          Approved: 'APPROVED',
          Rejected: 'REJECTED',
          Expired: 'EXPIRED',
          Won: 'WON',
          Lost: 'LOST',
        },
      },
    },
  },
  microsoft: {
    BENEFIT: {
      words: {
        kind: { Software: 'LICENSE', Support: 'SUPPORT', 'Co-op': 'COOP' },
        status: { Editing: 'AVAILABLE', Submitted: 'CLAIMED', 'Under review': 'CLAIMED', Approved: 'CLAIMED' },
      },
    },
  },
};

/** The column map that an export of a portal is sent in with. */
export function columnMapOf(vendor: ExportVendor, area: ExportArea): ColumnMap {
  return { ...FORMS[vendor], ...MAPS[vendor][area] };
}
