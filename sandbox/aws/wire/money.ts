import { isObject, type Json } from '../json.ts';

function asDecimal(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  return `${whole}.${fraction.replace(/0+$/u, '') || '0'}`;
}

/**
 * The value with its amounts as lists write them: `"531.0"` where a single record says `"531"` [PM].
 * An empty amount stays empty.
 */
export function listAmounts(value: Json, member = ''): Json {
  if (typeof value === 'string') return member === 'Amount' && /^\d/u.test(value) ? asDecimal(value) : value;
  if (Array.isArray(value)) return value.map((item) => listAmounts(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, listAmounts(item, name)]));
}
