import { SeededRandom } from '../../kernel/random.ts';
import type { JsonObject } from '../json.ts';
import type { Store } from '../store/store.ts';
import { DAY_MS, seconds } from '../time.ts';

/** The default solution of the catalogue Sandbox [DG 59013725580]. */
const SANDBOX_SOLUTION = 'S-1234567';

const ROWS: ReadonlyArray<readonly [name: string, category: string, status: string]> = [
  ['Cloud migration practice', 'Consulting Service', 'Active'],
  ['Managed backup', 'Managed Service', 'Active'],
  ['Resale of AWS services', 'Value-Added Resale Amazon Web Services Service', 'Active'],
  ['Data workshop', 'Training Service', 'Inactive'],
  ['Sensor gateway', 'Software Product', 'Draft'],
];

function solution(store: Store, id: string, row: (typeof ROWS)[number], created: number): JsonObject {
  const [name, category, status] = row;
  return {
    // The model gives the ARN the pattern of an id, the IAM list another form: which one is written is not known.
    Catalog: store.scope.catalog,
    Id: id,
    Name: name,
    Status: status,
    Category: category,
    CreatedDate: seconds(created),
  };
}

/** A partner's offerings; in the catalogue Sandbox only the default one. */
export function seedSolutions(store: Store, start: number): void {
  const { scope } = store;
  if (scope.catalog === 'Sandbox') {
    const row = ['Default solution', 'Software Product', 'Active'] as const;
    store.put('solution', SANDBOX_SOLUTION, solution(store, SANDBOX_SOLUTION, row, start - 900 * DAY_MS));
    return;
  }
  const random = new SeededRandom(`${scope.seed}:aws:solutions:${scope.partner.index}`);
  for (const [at, row] of ROWS.entries()) {
    const id = `S-${String(scope.partner.index * 1000 + at + 1).padStart(7, '0')}`;
    store.put('solution', id, solution(store, id, row, start - random.int(100, 900) * DAY_MS));
  }
}
