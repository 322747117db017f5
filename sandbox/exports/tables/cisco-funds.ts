import { SeededRandom } from '../../kernel/random.ts';
import type { TableOrder } from '../order.ts';
import { DAY, amount, day, tableOf } from '../table.ts';
import type { Table } from '../table.ts';

/** Development funds that an index of 5 and more unlocks `[program-rules.md 2]`. */
const FUNDS = [
  ['Market development fund', 'MDF'],
  ['Marketing velocity fund', 'MVF'],
] as const;
const QUARTERS = 3;

/** The statement of development funds: each fund of the last quarters and this one. Nothing is known of a real one. */
export function ciscoFunds({ seed, partner, partnerNumber, asOf }: TableOrder): Table {
  const rows = FUNDS.flatMap(([name, kind]) =>
    Array.from({ length: QUARTERS }, (_, quarter) => {
      const random = new SeededRandom(`${seed}:exports:cisco:fund:${partner.index}:${kind}:${quarter}`);
      const total = random.int(8, 90) * 250;
      const claimed = Math.round(total * random.pick([0, 0.3, 0.65, 1]));
      const ends = asOf + (60 - quarter * 91) * DAY;
      const claimBy = ends + 30 * DAY;
      return {
        'Partner Name': partner.name,
        'BE GEO ID': partnerNumber,
        'Fund ID': `${kind}-${partner.index}-${String(quarter + 1).padStart(3, '0')}`,
        'Fund Name': name,
        'Fund Type': kind,
        Status: claimBy < asOf ? 'Expired' : claimed === total ? 'Claimed' : 'Available',
        Allocated: amount(total),
        Claimed: amount(claimed),
        Balance: amount(total - claimed),
        Currency: 'USD',
        'Start Date': day(ends - 91 * DAY),
        'End Date': day(ends),
        'Claim Deadline': day(claimBy),
        'Report Date': day(asOf),
      };
    }),
  );
  return tableOf('Development Funds', Object.keys(rows[0] ?? {}), rows);
}
