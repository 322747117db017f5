import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, isCalendarDate, toInstant, utcDate } from '../../../platform/records/dates.ts';

const DAYS = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9000-12-31T00:00:00Z'),
  noInvalidDate: true,
});

describe('calendar dates', () => {
  test('are exactly those that exist', () => {
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(15), fc.nat(35), (year, month, day) => {
        const pad = (number: number, length: number): string => String(number).padStart(length, '0');
        const made = new Date(0);
        made.setUTCFullYear(year, month - 1, day);
        const exists =
          year > 0 && made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
        expect(isCalendarDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`)).toBe(exists);
      }),
    );
  });

  test('that lie so many days apart are that many days apart, over every change of clocks and leap year', () => {
    fc.assert(
      fc.property(DAYS, fc.integer({ min: -40_000, max: 40_000 }), (instant, days) => {
        const from = utcDate(instant);
        fc.pre(new Date(instant.getTime() + days * 86_400_000).getUTCFullYear() > 0);
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });

  test('follow UTC, not the zone of the machine', () => {
    expect(utcDate(new Date('2026-03-31T23:59:59.999Z'))).toBe('2026-03-31');
    expect(utcDate(new Date('2026-03-31T23:00:00-02:00'))).toBe('2026-04-01');
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  });
});

describe('instants', () => {
  test('said with any offset are the same instant in UTC', () => {
    fc.assert(
      fc.property(DAYS, fc.integer({ min: -14 * 60, max: 14 * 60 }), (instant, minutes) => {
        fc.pre(instant.getUTCFullYear() > 1);
        const local = new Date(instant.getTime() + minutes * 60_000).toISOString().slice(0, -1);
        const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const offset = `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
        expect(toInstant(local + offset)).toBe(instant.toISOString());
      }),
    );
  });

  test('have years of four digits, and none is made from anything else', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => toInstant(text) === null));
    expect(toInstant('9999-12-31T23:59:59.999999999Z')).toBe('9999-12-31T23:59:59.999Z');
  });
});
