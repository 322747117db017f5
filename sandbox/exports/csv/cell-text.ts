import type { CsvLayout } from '../layout.ts';
import type { Cell } from '../table.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function dayText(at: number, form: CsvLayout['dates']): string {
  const [year = '', month = '', date = ''] = new Date(at).toISOString().slice(0, 10).split('-');
  if (form === 'US') return `${month}/${date}/${year}`;
  if (form === 'US_SHORT') return `${Number(month)}/${Number(date)}/${year}`;
  if (form === 'DOTS') return `${date}.${month}.${year}`;
  return `${date}-${MONTHS[Number(month) - 1] ?? ''}-${year}`;
}

function amountText(cents: number, thousands: CsvLayout['thousands']): string {
  const [group, point] = thousands === 'COMMA' ? [',', '.'] : ['.', ','];
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const whole = digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, group);
  return `${cents < 0 ? '-' : ''}${whole}${point}${digits.slice(-2)}`;
}

/** A cell as the vendor's portal would print it. */
export function cellText(cell: Cell, layout: CsvLayout): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return String(cell).replace('.', layout.thousands === 'COMMA' ? '.' : ',');
  return cell.kind === 'day' ? dayText(cell.at, layout.dates) : amountText(cell.cents, layout.thousands);
}
