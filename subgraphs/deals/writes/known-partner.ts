import type { GraphContext } from '../../../platform/graph/context.ts';
import { loadRow } from '../../../platform/graph/row-loader.ts';
import { rowIdOf } from '../../../platform/ids/node-id.ts';

/** A partner that the caller may name: its own, one that is listed, or one that it has to do with. Null for any other. */
export function knownPartner(
  context: GraphContext,
  id: string,
): Promise<{ readonly id: string; readonly name: string } | null> {
  return loadRow(context, 'partners that a deal names', rowIdOf('Partner', id), (trx, ids) =>
    trx
      .selectFrom('partner')
      .select(['id', 'name'])
      .where('id', 'in', [...ids])
      .execute(),
  );
}
