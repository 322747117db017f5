import type { ExportArea, ExportVendor, TableOrder } from '../order.ts';
import type { Table } from '../table.ts';
import { awsMembership } from './aws.ts';
import { ciscoBenefits, ciscoMembership } from './cisco.ts';
import { dellDeals } from './dell-deals.ts';
import { dellBenefits, dellMembership } from './dell.ts';
import { ibmDeals } from './ibm-deals.ts';
import { ibmBenefits, ibmMembership } from './ibm.ts';
import { microsoftBenefits, microsoftMembership } from './microsoft.ts';

type TableMaker = (order: TableOrder) => Table;

/** What comes as a file because the vendor has no API for it, and nothing else. */
export const TABLES: Readonly<Record<ExportVendor, Readonly<Partial<Record<ExportArea, TableMaker>>>>> = {
  aws: { MEMBERSHIP: awsMembership },
  microsoft: { MEMBERSHIP: microsoftMembership, BENEFIT: microsoftBenefits },
  cisco: { MEMBERSHIP: ciscoMembership, BENEFIT: ciscoBenefits },
  dell: { MEMBERSHIP: dellMembership, BENEFIT: dellBenefits, DEAL: dellDeals },
  ibm: { MEMBERSHIP: ibmMembership, BENEFIT: ibmBenefits, DEAL: ibmDeals },
};
