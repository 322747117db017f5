import { Decimal, requireDecimal } from '../../../platform/money/decimal.ts';
import type { RateTable } from '../../../platform/money/rates.ts';
import type { MembershipRecord } from '../../../platform/records/records.ts';
import { fitsPattern } from '../../../platform/rules/accepts.ts';
import type { Measure } from '../../../platform/rules/measure.ts';
import type { RequirementRule } from '../../../platform/rules/program-rules.ts';
import type { Standing } from '../standing/standing.ts';
import { isWithin } from './days.ts';

/** Who is measured, as of when. */
export interface MeasureScope {
  /** Code of the program. */
  readonly program: string;
  readonly portfolio: string | null;
  readonly specializations: MembershipRecord['specializations'];
  /** Calendar date that counts. */
  readonly day: string;
  /** For money of another currency. */
  readonly rates: RateTable;
  /** Calendar date of now: there are no rates of the future. */
  readonly today: string;
}

/** How far somebody is, or why that can't be said: a clause without a capital or a full stop. */
export type Measured = { readonly actual: Decimal } | { readonly missing: string };

type DealMeasure = Extract<Measure, { by: 'WON_DEALS' }>;

/** Adds money up in one currency, at the rate of each day. */
function sumIn(
  currency: string,
  parts: ReadonlyArray<{ readonly amount: string; readonly currency: string; readonly on: string | null }>,
  { rates, today }: MeasureScope,
): Measured {
  let actual = new Decimal(0);
  for (const part of parts) {
    const converted = rates.convert(part, currency, part.on, today);
    if (converted === null) return { missing: `there is no rate to turn ${part.currency} into ${currency}` };
    actual = actual.plus(converted.amount);
  }
  return { actual };
}

function assumedBy(standing: Standing, day: string): Standing['assumedRevenue'] {
  return standing.assumedRevenue.filter(({ on }) => on <= day);
}

function wonDeals(unit: string, measure: DealMeasure, standing: Standing, scope: MeasureScope): Measured {
  if (standing.missing.deals !== null) return { missing: standing.missing.deals };
  const { day } = scope;
  const deals = standing.wonDeals.filter(
    ({ dealKind, on }) =>
      isWithin(measure.window, day, on) && (measure.kinds?.some((kind) => kind === dealKind) ?? true),
  );
  if (measure.count === 'NUMBER') return { actual: new Decimal(deals.length) };
  if (standing.missing.dealValues) return { missing: standing.missing.dealValues };
  const valued = deals.flatMap(({ amount, currency, on }) =>
    amount === null || currency === null ? [] : { amount, currency, on },
  );
  const assumed = assumedBy(standing, day).filter(({ on }) => isWithin(measure.window, day, on));
  return sumIn(unit, [...valued, ...assumed], scope);
}

function specializations(names: readonly string[] | undefined, { specializations: held, day }: MeasureScope): Measured {
  const counted = held.filter(
    ({ name, since, expiresOn }) =>
      (since === null || since <= day) &&
      (expiresOn === null || expiresOn >= day) &&
      (names?.some((pattern) => fitsPattern(name, pattern)) ?? true),
  );
  return { actual: new Decimal(counted.length) };
}

function reported({ key, kind, unit }: RequirementRule, standing: Standing, scope: MeasureScope): Measured {
  const report = standing.reports.find(
    (one) =>
      one.key === key && one.program === scope.program && one.portfolio === scope.portfolio && one.from <= scope.day,
  );
  if (!report) return { missing: 'no source tells how far the partner is, and nobody has reported it' };
  if (report.amount === null) return { missing: 'the partner does not share with you what it has reported' };
  const actual = requireDecimal(report.amount);
  if (kind !== 'REVENUE') return { actual };
  const assumed = sumIn(unit, assumedBy(standing, scope.day), scope);
  return 'missing' in assumed ? assumed : { actual: actual.plus(assumed.actual) };
}

/** Measures a requirement that does not count people: those are counted together, for the whole tier. */
export function measureOther(rule: RequirementRule, standing: Standing, scope: MeasureScope): Measured {
  const { measure, unit } = rule;
  if (measure.by === 'WON_DEALS') return wonDeals(unit, measure, standing, scope);
  if (measure.by === 'SPECIALIZATIONS') return specializations(measure.names, scope);
  return reported(rule, standing, scope);
}
