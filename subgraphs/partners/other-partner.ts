import type { GraphContext } from '../../platform/graph/context.ts';
import { refuse } from '../../platform/graph/refuse.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import { loadPartner } from './resolvers.ts';

/**
 * The uuid of another partner that the caller may deal with: one that is listed, or that it has to do with already. A
 * partner that agreed to neither is as unknown as one that does not exist.
 * @throws GraphQLError BAD_USER_INPUT for the caller's own partner, NOT_FOUND for one it can't see
 */
export async function otherPartner(context: GraphContext, argument: string, id: string): Promise<string> {
  const rowId = rowIdOf('Partner', id);
  if (rowId === context.viewer.partnerId) refuse(argument, 'must be another partner, not your own');
  if (rowId === null || (await loadPartner(context, rowId)) === null) {
    refuse(
      argument,
      'must be the id of a partner that is listed or that you know; there is none of this id',
      'NOT_FOUND',
    );
  }
  return rowId;
}
