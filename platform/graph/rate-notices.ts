import { isCurrencyCode } from '../money/currency.ts';
import type { MoneyRecord } from '../records/records.ts';
import { utcDate } from '../records/dates.ts';
import type { AskedConversion } from './asked-conversions.ts';
import type { GraphContext } from './context.ts';
import type { SourceNotice } from './shared-types.ts';
import { sourceNotice } from './source-notice.ts';

/** That something of a vendor has no rate. @param message a whole sentence */
export function rateMissing(vendor: string, message: string): SourceNotice {
  return sourceNotice(vendor, 'RATE_MISSING', message);
}

interface FoundMoney {
  readonly vendor: string;
  readonly money: MoneyRecord;
}

function isMoney(value: object): value is MoneyRecord {
  return 'amount' in value && typeof value.amount === 'string' && 'currency' in value;
}

/** The vendor whose record an object is; else the one of the object around it. */
function vendorOf(value: object, around: string | null): string | null {
  const mirror: unknown = 'mirror' in value ? value.mirror : null;
  if (mirror === null || typeof mirror !== 'object' || !('vendor_id' in mirror)) return around;
  return String(mirror.vendor_id);
}

/**
 * Money at a place under an object. What hangs there by a resolver of its own is not there yet, and is not looked at: the
 * notices are of the list's own money.
 */
function moneyAt(value: unknown, path: readonly string[], around: string | null): FoundMoney[] {
  if (Array.isArray(value)) return value.flatMap((each) => moneyAt(each, path, around));
  if (value === null || typeof value !== 'object') return [];
  const vendor = vendorOf(value, around);
  const [name, ...rest] = path;
  if (name !== undefined) return moneyAt((value as Record<string, unknown>)[name], rest, vendor);
  return isMoney(value) && vendor !== null ? [{ vendor, money: value }] : [];
}

/**
 * What a query asked to be converted and could not be, a notice for each vendor, currency, target and day.
 * @param root the object that the paths of the conversions begin at
 */
export function rateNotices(
  context: GraphContext,
  asked: readonly AskedConversion[],
  root: object,
): readonly SourceNotice[] {
  const { rates, clock, vendors } = context.services;
  const today = utcDate(clock.now());
  const missing = new Map<string, { readonly first: FoundMoney; readonly to: string; readonly day: string }>();
  const amounts = new Map<string, Set<MoneyRecord>>();
  for (const { path, currency: to, on } of asked) {
    for (const found of moneyAt(root, path, null)) {
      const { vendor, money } = found;
      if (isCurrencyCode(money.currency) && rates.convert(money, to, on, today) !== null) continue;
      const day = on === null || on > today ? today : on;
      const key = JSON.stringify([vendor, money.currency, to, day]);
      missing.set(key, { first: found, to, day });
      amounts.set(key, (amounts.get(key) ?? new Set()).add(money));
    }
  }
  return [...missing]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { first, to, day }]) => {
      const count = amounts.get(key)?.size ?? 0;
      const what = count === 1 ? '1 amount' : `${count} amounts`;
      const of = `${what} of ${vendors.nameOf(first.vendor)} in ${first.money.currency}`;
      return rateMissing(first.vendor, `${of} not converted: there is no rate to ${to} on ${day}.`);
    });
}

/** So many records of a vendor whose money is in a currency without a rate. */
export interface UnratedRow {
  readonly vendor_id: string;
  readonly currency: string;
  readonly count: number;
}

/** What a list sorted by money could not compare. @param thing what the records are called: `deal` */
export function sortNotices(context: GraphContext, rows: readonly UnratedRow[], thing: string): SourceNotice[] {
  const { clock, vendors } = context.services;
  const today = utcDate(clock.now());
  return rows.map(({ vendor_id: vendor, currency, count }) => {
    const what = count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
    const of = `${what} of ${vendors.nameOf(vendor)} in ${currency}`;
    return rateMissing(vendor, `${of} not sorted by money: there is no rate of ${currency} on ${today}.`);
  });
}
