import { z } from 'zod';
import { isCalendarDate } from '../../../platform/records/dates.ts';
import { textOrNull } from './texts.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const SHAPE = /^(\d{1,2})-([a-z]{3})-(\d{4})$/i;

/**
 * The date in our form from `28-Oct-2024`: deals write the month in mixed case, the reseller search in capitals
 * [cisco 2, 3]. Null for no date and for one that does not exist.
 */
export function dateOf(text: string | null | undefined): string | null {
  const [, day = '', month = '', year = ''] = SHAPE.exec(text?.trim() ?? '') ?? [];
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  const date = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return number > 0 && isCalendarDate(date) ? date : null;
}

/** A calendar date of ours as Cisco writes it: `28-Oct-2024`. */
export function toCiscoDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const name = MONTHS[Number(month) - 1] ?? '';
  return `${day}-${name.slice(0, 1).toUpperCase()}${name.slice(1)}-${year}`;
}

/** A member that holds a date as Cisco writes it; empty text is no date. */
export const ciscoDateText = z
  .string()
  .refine((text) => textOrNull(text) === null || dateOf(text) !== null, 'a date such as 28-Oct-2024');
