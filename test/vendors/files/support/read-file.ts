import type { RowProblem } from '../../../../platform/imports/contract.ts';
import type { PulledRecord, VendorRecord } from '../../../../platform/records/records.ts';
import type { CapabilityArea } from '../../../../platform/records/vocabulary.ts';
import { isMalformed, type MalformedItem } from '../../../../platform/vendor/contract.ts';
import { awsWorkshop } from '../../../../vendors/aws/index.ts';
import { ciscoWorkshop } from '../../../../vendors/cisco/index.ts';
import { dellWorkshop } from '../../../../vendors/dell/index.ts';
import { ibmWorkshop } from '../../../../vendors/ibm/index.ts';
import { microsoftWorkshop } from '../../../../vendors/microsoft/index.ts';
import { effectiveMap, findFileMap, openExport, readOverride } from '../../../../vendors/files/index.ts';

const WORKSHOPS = [awsWorkshop, ciscoWorkshop, dellWorkshop, ibmWorkshop, microsoftWorkshop];

/** What was read of a file. */
export interface ReadFile {
  readonly records: ReadonlyArray<PulledRecord>;
  readonly rejected: ReadonlyArray<MalformedItem['malformed']>;
  readonly problems: readonly RowProblem[];
}

/** Reads a file to its end. @param own the connection's own map */
export async function readFile(
  vendor: string,
  area: CapabilityArea,
  content: string | Uint8Array,
  own: object = {},
): Promise<ReadFile> {
  const map = findFileMap(vendor, area);
  if (!map) throw new Error(`no file of ${vendor} is taken for ${area}`);
  const programs = WORKSHOPS.find(({ facts }) => facts.id === vendor)?.facts.programs ?? [];
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = await openExport(bytes, effectiveMap(map, readOverride(map, own)), programs);
  const records: PulledRecord[] = [];
  const rejected: Array<MalformedItem['malformed']> = [];
  const problems: RowProblem[] = [];
  for await (const row of file.rows) {
    if (isMalformed(row.item)) rejected.push(row.item.malformed);
    else records.push(row.item);
    problems.push(...row.problems);
  }
  return { records, rejected, problems };
}

/** The records of a file without problems. @throws Error with its problems */
export async function recordsOf<R extends VendorRecord>(
  vendor: string,
  area: CapabilityArea,
  content: string | Uint8Array,
  own: object = {},
): Promise<R[]> {
  const { records, problems } = await readFile(vendor, area, content, own);
  if (problems.length > 0) throw new Error(problems.map(({ row, message }) => `row ${row}: ${message}`).join('\n'));
  return records.map(({ record }) => record as R);
}

/** Lines as a CSV file with line ends. */
export function csv(...lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n`;
}

export const DEAL_HEADER = 'Deal registration ID,Status,End customer,Expected revenue,Currency,Expected close date';

/** A file of Dell deals in our columns. */
export function dealCsv(...rows: readonly string[]): string {
  return csv(DEAL_HEADER, ...rows);
}
