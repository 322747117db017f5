import type { CertificationRecord } from '../../../platform/records/records.ts';
import type { MalformedItem, PulledItem } from '../../../platform/vendor/contract.ts';
import { malformed } from '../../../platform/vendor/shape-check.ts';
import { dateOf, isDateTime } from '../wire/date-time.ts';
import { fold } from '../wire/texts.ts';
import { attainmentId, holderKey } from './holder-key.ts';
import type { TrainingLine, TrainingRow } from './training-rows.ts';

export interface Reader {
  readonly connectionId: string;
  /** Calendar date of the run. */
  readonly today: string;
}

/** Vendor words that say "no longer counts" (assumed: the values of ActivationStatus are not documented). */
const INACTIVE: ReadonlySet<string> = new Set(['inactive', 'revoked', 'deactivated', 'suspended']);

/** Certifications of a report, each once; passed exams are steps on the way and are left out. */
export function toCertificationItems(lines: readonly TrainingLine[], reader: Reader, width: number): PulledItem[] {
  const seen = new Set<string>();
  return lines.flatMap((line): PulledItem[] => {
    if ('cells' in line) return [rowFault('', `${width} cells`, `${line.cells} cells`)];
    const item = toItem(line.row, reader);
    if (item === null) return [];
    if ('malformed' in item) return [item];
    if (seen.has(item.record.remoteId)) return [];
    seen.add(item.record.remoteId);
    return [item];
  });
}

function toItem(row: TrainingRow, reader: Reader): PulledItem | null {
  const type = fold(row.TrainingType);
  if (type.startsWith('exam')) return null;
  if (!type.startsWith('certif')) return rowFault('/TrainingType', 'Certification or Exam', 'another text');
  const fault = faultOf(row);
  if (fault) return fault;
  // What identifies the person stays out of what is stored.
  const { MCPID: personId, ...payload } = row;
  return { record: toCertification(row, holderKey(reader.connectionId, personId), reader.today), payload };
}

function toCertification(row: TrainingRow, key: string, today: string): CertificationRecord {
  const issuedOn = knownDate(row.TrainingCompletionDate);
  const expiresOn = knownDate(row.ExpirationDate);
  const inForce = expiresOn === null || expiresOn >= today;
  return {
    kind: 'certification',
    remoteId: attainmentId([key, fold(row.TrainingTitle), issuedOn]),
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    name: row.TrainingTitle,
    code: null,
    level: null,
    purpose: 'UNKNOWN',
    issuedOn,
    expiresOn,
    // An expired one is inactive too: it is revoked only if its dates alone would still let it count.
    revoked: inForce && INACTIVE.has(fold(row.ActivationStatus)),
    verifyUrl: null,
    holder: { key, name: null, email: null },
  };
}

function faultOf(row: TrainingRow): MalformedItem | null {
  if (row.TrainingTitle === '') return rowFault('/TrainingTitle', 'a title', 'nothing');
  if (row.MCPID === '') return rowFault('/MCPID', 'a number of a person', 'nothing');
  if (!isDateCell(row.TrainingCompletionDate)) return rowFault('/TrainingCompletionDate', 'an ISO 8601 date', 'text');
  if (!isDateCell(row.ExpirationDate)) return rowFault('/ExpirationDate', 'an ISO 8601 date', 'text');
  return null;
}

function isDateCell(cell: string): boolean {
  return cell === '' || isDateTime(isoForm(cell));
}

/** The date of a cell; the year 9999 is .NET's "never" and no date. */
function knownDate(cell: string): string | null {
  const date = dateOf(isoForm(cell));
  return date === null || date.startsWith('9999') ? null : date;
}

/** `2026-03-31 00:00:00` is ISO 8601 but for the space. */
function isoForm(cell: string): string {
  return cell.replace(' ', 'T');
}

function rowFault(path: string, expected: string, got: string): MalformedItem {
  return malformed({ path, problem: `expected ${expected}, got ${got}` }, null);
}
