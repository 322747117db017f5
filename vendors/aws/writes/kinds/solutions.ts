import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type { DealContent, WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { check } from '../../../../platform/vendor/shape-check.ts';
import { allRows } from '../../feeds/all-rows.ts';
import { orWithout } from '../../feeds/tolerance.ts';
import { solutionRow } from '../../wire/selling.ts';
import type { WriteContext } from '../context.ts';
import { wantedAssociations } from '../form/associations.ts';
import { givenIn } from '../form/given.ts';
import { refused } from '../plans.ts';

const PATH = '/vendorFields/solutions';

/**
 * Refuses a deal that names solutions the partner has not: told before the opportunity is made, since afterwards a draft
 * nobody wants would be left at AWS. Null when all are there, or where AWS refuses the look-up.
 */
export async function unknownSolutions(context: WriteContext, content: DealContent): Promise<WritePlan | null> {
  const ids = wantedAssociations(givenIn(content))
    .filter(({ type, id }) => type === 'Solutions' && id !== 'Other')
    .map(({ id }) => id);
  if (ids.length === 0) return null;
  const { lookups } = context.api;
  const found = await orWithout(
    context.feed,
    async () => {
      const rows = await allRows('ListSolutions', (token) => lookups.listSolutions(ids, token));
      return rows.map(({ json }) => check(solutionRow, json)).map((row) => ('value' in row ? row.value.Id : null));
    },
    ids,
  );
  const unknown = ids.filter((id) => !found.includes(id));
  if (unknown.length === 0) return null;
  const message = `AWS knows no such solution of this partner: ${unknown.join(', ')}`;
  return refused(fieldError(PATH, 'NOT_FOUND', message));
}
