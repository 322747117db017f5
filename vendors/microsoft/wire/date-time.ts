import { z } from 'zod';
import { isCalendarDate, toInstant } from '../../../platform/records/dates.ts';

/**
 * Microsoft's dates: UTC with up to seven fractional digits, with or without a zone, sometimes a date alone.
 * `0001-01-01T00:00:00` is .NET's empty date and means "none" [SDKD get-all-indirect-resellers-analytics.md].
 */
const SHAPE = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?)?$/i;
const EMPTY = '0001-01-01';

/** A member that holds a date-time as Microsoft writes it. */
export const dateTimeText = z.string().refine((text) => isDateTime(text), 'a date-time');

/** True for text that `instantOf` understands, the empty date included. */
export function isDateTime(text: string): boolean {
  return isEmptyDate(text) || instantOf(text) !== null;
}

/** The instant in our form; null for no date. Text without a zone is UTC. */
export function instantOf(text: string | null | undefined): string | null {
  const parts = text ? SHAPE.exec(text) : null;
  if (!parts || isEmptyDate(parts[0])) return null;
  const [, day = '', time = '00:00:00', fraction = '', zone = 'Z'] = parts;
  return isCalendarDate(day) ? toInstant(`${day}T${time}${fraction}${zone.toUpperCase()}`) : null;
}

/** The UTC calendar date; null for no date. */
export function dateOf(text: string | null | undefined): string | null {
  return instantOf(text)?.slice(0, 10) ?? null;
}

/**
 * Text that sorts as the instants do, to a ten-millionth of a second: two changes within one millisecond keep their
 * order. Null for no date.
 */
export function orderKey(text: string | null | undefined): string | null {
  const instant = instantOf(text);
  if (!instant) return null;
  const fraction = /\.(\d{1,9})/.exec(text ?? '')?.[1] ?? '';
  return `${instant.slice(0, 19)}.${fraction.padEnd(9, '0')}`;
}

function isEmptyDate(text: string): boolean {
  return text.startsWith(EMPTY) && SHAPE.test(text);
}
