import { daysBetween } from '../../platform/records/dates.ts';
import type { DealStatus } from '../../platform/records/vocabulary.ts';

/** How much of a bid's quantities has been ordered. */
export const CONSUMPTIONS = ['OPEN', 'PARTIAL', 'USED_UP', 'UNKNOWN'] as const;
export type Consumption = (typeof CONSUMPTIONS)[number];

/**
 * The calendar date at an instant in a zone.
 * @param zone IANA name; one that is not known counts as UTC
 */
export function dateIn(zone: string, instant: Date): string {
  const parts = partsOf(zone, instant);
  const part = (type: string): string => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

function partsOf(zone: string, instant: Date): Intl.DateTimeFormatPart[] {
  const form = { year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'iso8601' } as const;
  try {
    return new Intl.DateTimeFormat('en', { ...form, timeZone: zone }).formatToParts(instant);
  } catch {
    return new Intl.DateTimeFormat('en', { ...form, timeZone: 'UTC' }).formatToParts(instant);
  }
}

/**
 * What a bid is worth on a day. No distributor tells a status, so this one is always derived: approved through its last
 * day, whether anything is left of it or not; then expired; not known without a date.
 */
export function bidStatus(expiresOn: string | null, today: string): DealStatus {
  if (expiresOn === null) return 'UNKNOWN';
  return expiresOn < today ? 'EXPIRED' : 'APPROVED';
}

/** Days until the bid's last day; negative when it is over, null where it has none. */
export function daysLeft(expiresOn: string | null, today: string): number | null {
  return expiresOn === null ? null : daysBetween(today, expiresOn);
}

interface Quantities {
  readonly approvedQuantity: number;
  readonly remainingQuantity: number;
}

/** How much has been ordered, over all lines. Without lines nobody knows. */
export function consumptionOf(lines: readonly Quantities[]): Consumption {
  if (lines.length === 0) return 'UNKNOWN';
  if (lines.every((line) => line.remainingQuantity === 0)) return 'USED_UP';
  return lines.every((line) => line.remainingQuantity >= line.approvedQuantity) ? 'OPEN' : 'PARTIAL';
}
