import { z } from 'zod';
import { isCalendarDate, toInstant } from '../../../platform/records/dates.ts';

/**
 * The UTC calendar date of an ISO 8601 text: a date, or a date-time with or without a zone. Terms begin at
 * `…T00:00:00.000Z` and end at `…T23:59:59.999Z` [SDK partner-management], so the last day is the one written.
 * @returns null for no date and for one that does not exist
 */
export function dateOf(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  if (isCalendarDate(trimmed)) return trimmed;
  const zoned = /(Z|[+-]\d{2}:\d{2})$/.test(trimmed) ? trimmed : `${trimmed}Z`;
  return toInstant(zoned)?.slice(0, 10) ?? null;
}

/** A member that holds a date; empty text is no date. */
export const isoDateText = z.string().refine((text) => text.trim() === '' || dateOf(text) !== null, 'a date');
