import type { ExportArea, ExportVendor, TableOrder } from '../order.ts';
import type { Table } from '../table.ts';
import { awsMembership } from './aws.ts';
import { ciscoFunds } from './cisco-funds.ts';
import { ciscoBenefits, ciscoMembership } from './cisco.ts';
import { dellDeals } from './dell-deals.ts';
import { dellFunds } from './dell-funds.ts';
import { dellBenefits, dellMembership } from './dell.ts';
import { ibmDeals } from './ibm-deals.ts';
import { ibmFunds } from './ibm-funds.ts';
import { ibmBenefits, ibmMembership } from './ibm.ts';
import { microsoftFunds } from './microsoft-funds.ts';
import { microsoftBenefits, microsoftMembership } from './microsoft.ts';

type TableMaker = (order: TableOrder) => Table;

/** What comes as a file because the vendor has no API for it, and nothing else. */
export const TABLES: Readonly<Record<ExportVendor, Readonly<Partial<Record<ExportArea, TableMaker>>>>> = {
  aws: { MEMBERSHIP: awsMembership },
  microsoft: { MEMBERSHIP: microsoftMembership, BENEFIT: microsoftBenefits, FUND: microsoftFunds },
  cisco: { MEMBERSHIP: ciscoMembership, BENEFIT: ciscoBenefits, FUND: ciscoFunds },
  dell: { MEMBERSHIP: dellMembership, BENEFIT: dellBenefits, FUND: dellFunds, DEAL: dellDeals },
  ibm: { MEMBERSHIP: ibmMembership, BENEFIT: ibmBenefits, FUND: ibmFunds, DEAL: ibmDeals },
};
