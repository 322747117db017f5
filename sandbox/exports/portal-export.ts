import { writeCsv } from './csv/write-csv.ts';
import { CSV_LAYOUTS } from './layout.ts';
import { EXPORT_AREAS, EXPORT_VENDORS, tableOrder } from './order.ts';
import type { ExportArea, ExportOrder, ExportVendor } from './order.ts';
import type { Table } from './table.ts';
import { TABLES } from './tables/catalogue.ts';
import { writeXlsx } from './xlsx/write-xlsx.ts';

/** The areas in which a vendor's portal gives a file. */
export function exportAreas(vendor: ExportVendor): readonly ExportArea[] {
  return EXPORT_AREAS.filter((area) => TABLES[vendor][area] !== undefined);
}

/** Every file there is. */
export const PORTAL_EXPORTS: ReadonlyArray<{ readonly vendor: ExportVendor; readonly area: ExportArea }> =
  EXPORT_VENDORS.flatMap((vendor) => exportAreas(vendor).map((area) => ({ vendor, area })));

function tableFor(order: ExportOrder): Table {
  const make = TABLES[order.vendor][order.area];
  if (make) return make(tableOrder(order));
  const areas = exportAreas(order.vendor).join(', ');
  throw new RangeError(`area: expected one of ${areas} for ${order.vendor}, got ${order.area}`);
}

/** The header row of a vendor's file, in order. Ours, except for Cisco's benefits: see README.md. */
export function exportColumns(vendor: ExportVendor, area: ExportArea): readonly string[] {
  return tableFor({ seed: 1, partner: 1, vendor, area, asOf: '2026-01-01', format: 'csv', deals: 1 }).columns;
}

/** `dell-deal-registrations-2026-04-02.csv` */
export function exportFileName(order: ExportOrder): string {
  const name = tableFor(order).name.toLowerCase().replaceAll(' ', '-');
  return `${order.vendor}-${name}-${order.asOf}.${order.format}`;
}

/**
 * A file as a person would have downloaded it from the vendor's portal.
 * @throws RangeError when the vendor gives no file in the area, or the day is none
 */
export async function portalExport(order: ExportOrder): Promise<Buffer> {
  const table = tableFor(order);
  if (order.format === 'csv') return writeCsv(table, CSV_LAYOUTS[order.vendor]);
  return writeXlsx(table, tableOrder(order).asOf);
}
