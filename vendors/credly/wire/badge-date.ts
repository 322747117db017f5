import { z } from 'zod';
import { isCalendarDate, toInstant } from '../../../platform/records/dates.ts';

/** `2026-03-31`, `2026-03-31T08:00:00.000Z`, `2014-04-01 09:41:00 -0500` [ibm 4][ibm 5]. */
const SHAPE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) ?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/;

/** A member that may hold a date or an instant. */
export const badgeDate = z
  .string()
  .refine((text) => isCalendarDate(SHAPE.exec(text)?.[1] ?? ''), 'a date')
  .nullish();

/** The calendar date as the issuer wrote it, in whatever zone; null for none. */
export function dateOf(...texts: ReadonlyArray<string | null | undefined>): string | null {
  const text = texts.find((each) => each !== null && each !== undefined);
  return SHAPE.exec(text ?? '')?.[1] ?? null;
}

/** The instant; null for none, and for a date alone. Text without a zone is UTC. */
export function instantOf(text: string | null | undefined): string | null {
  const [, date, time, zone = 'Z'] = SHAPE.exec(text ?? '') ?? [];
  if (date === undefined || time === undefined) return null;
  const offset = zone === 'UTC' ? 'Z' : zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
  return toInstant(`${date}T${time}${offset}`);
}
