import type { GraphContext } from '../../../platform/graph/context.ts';
import { assertScope } from '../../../platform/graph/requires-scope.ts';
import { loadRow } from '../../../platform/graph/row-loader.ts';
import { importsById } from './store.ts';
import { toFileImport } from './to-node.ts';
import type { FileImport } from './types.ts';

/**
 * An import by its row id; null when the viewer can't see it.
 * @throws GraphQLError FORBIDDEN without the scope to send files in
 */
export async function loadFileImport(context: GraphContext, id: string | null): Promise<FileImport | null> {
  assertScope(context, 'imports:write');
  const row = await loadRow(context, 'file imports by id', id, importsById);
  return row && toFileImport(row, context.services.clock.now());
}
