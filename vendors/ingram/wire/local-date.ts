import { z } from 'zod';
import { isCalendarDate } from '../../../platform/records/dates.ts';

/**
 * Ingram's dates: `2023-07-31T00:00:00`, without a zone [S6]. The calendar date is all that is taken of them, as one of
 * the account's country. An empty text is no date, and so is .NET's empty date.
 */
const SHAPE = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;
const EMPTY = '0001-01-01';

/** A member that may hold a date. */
export const localDate = z
  .string()
  .refine((text) => text.trim() === '' || SHAPE.test(text.trim()), 'a date')
  .refine((text) => text.trim() === '' || isCalendarDate(text.trim().slice(0, 10)), 'a date that exists')
  .nullish();

/** The calendar date of a member; null for none. */
export function dateOf(text: string | null | undefined): string | null {
  const date = SHAPE.exec(text?.trim() ?? '')?.[1] ?? null;
  return date === EMPTY ? null : date;
}
