import type { GraphContext } from './context.ts';
import { loadRow } from './row-loader.ts';

/**
 * A partner that the caller may see: its own, one that is listed, or one that it has to do with. Null for any other.
 * Batched over the request.
 * @param rowId uuid; null is nobody
 */
export function knownPartner(
  context: GraphContext,
  rowId: string | null,
): Promise<{ readonly id: string; readonly name: string } | null> {
  return loadRow(context, 'known partners', rowId, (trx, ids) =>
    trx
      .selectFrom('partner')
      .select(['id', 'name'])
      .where('id', 'in', [...ids])
      .execute(),
  );
}
