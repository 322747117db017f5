import { sandboxPartner } from '../kernel/partners.ts';
import type { SandboxPartner } from '../kernel/stand-in.ts';

export const EXPORT_VENDORS = ['aws', 'microsoft', 'cisco', 'dell', 'ibm'] as const;
export type ExportVendor = (typeof EXPORT_VENDORS)[number];

export const EXPORT_AREAS = ['MEMBERSHIP', 'BENEFIT', 'FUND', 'DEAL'] as const;
export type ExportArea = (typeof EXPORT_AREAS)[number];

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What a portal export is made from. The same order gives the same file. */
export interface ExportOrder {
  readonly seed: number;
  /** The partner's index, from 1. */
  readonly partner: number;
  readonly vendor: ExportVendor;
  readonly area: ExportArea;
  /** The day of the export, `2026-04-02`: all dates in the file lie around it. */
  readonly asOf: string;
  readonly format: ExportFormat;
  /** The partner's number at the vendor, as its stand-in knows it; a made-up one when left out. */
  readonly partnerNumber?: string;
  /** Deals in a file of deals; 30 when left out. */
  readonly deals?: number;
}

/** An order as the tables see it. */
export interface TableOrder {
  readonly seed: number;
  readonly partner: SandboxPartner;
  readonly partnerNumber: string;
  /** Midnight UTC of the day of the export, in milliseconds since 1970. */
  readonly asOf: number;
  readonly deals: number;
}

const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/;
const DEFAULT_DEALS = 30;

/** @throws RangeError when the day is none */
export function tableOrder(order: ExportOrder): TableOrder {
  const asOf = DAY_FORM.test(order.asOf) ? Date.parse(`${order.asOf}T00:00:00Z`) : Number.NaN;
  const isDay = !Number.isNaN(asOf) && new Date(asOf).toISOString().startsWith(order.asOf);
  if (!isDay) throw new RangeError(`asOf: expected a day as yyyy-mm-dd, got '${order.asOf}'`);
  return {
    seed: order.seed,
    partner: sandboxPartner(order.partner),
    partnerNumber: order.partnerNumber ?? `P${String(100_000 + order.partner)}`,
    asOf,
    deals: order.deals ?? DEFAULT_DEALS,
  };
}
