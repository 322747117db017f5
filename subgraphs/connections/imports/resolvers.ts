import { GraphQLError } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { RequiresScope } from '../../../platform/graph/requires-scope.ts';
import { FieldError } from '../../../platform/graph/shared-types.ts';
import { rowIdOf } from '../../../platform/ids/node-id.ts';
import type { ImportFault, ImportService } from '../../../platform/imports/contract.ts';
import { loadFileImport } from './loaders.ts';
import { FileImport, FileImportPayload } from './types.ts';

const NO_IMPORT: ImportFault = {
  code: 'NOT_FOUND',
  message: 'id must be the id of one of your imports; there is none of this id.',
};

/** @throws GraphQLError where the process has nobody to take files in */
function importsOf(context: GraphContext): ImportService {
  const { imports } = context.services;
  if (imports) return imports;
  throw new GraphQLError('Files are not taken in here.', { extensions: { code: 'SERVICE_UNAVAILABLE' } });
}

/** Ends an import one way or the other, and shows it as it is then. */
async function endImport(
  context: GraphContext,
  id: string,
  end: (imports: ImportService, rowId: string) => Promise<ImportFault | null>,
): Promise<FileImportPayload> {
  const rowId = rowIdOf('FileImport', id);
  const imports = importsOf(context);
  // What an end before this one was shown by is given back first: two connections for one request may be one too many.
  await context.refresh();
  const fault = rowId === null ? NO_IMPORT : await end(imports, rowId);
  await context.refresh();
  const errors = fault
    ? [Object.assign(new FieldError(), { path: '/id', ...fault, vendorCode: null, editable: true })]
    : [];
  return Object.assign(new FileImportPayload(), { fileImport: await loadFileImport(context, rowId), errors });
}

@Resolver()
export class ImportMutations {
  @RequiresScope('imports:write')
  @Mutation(() => FileImportPayload)
  commitImport(@Ctx() context: GraphContext, @Arg('id', () => ID) id: string): Promise<FileImportPayload> {
    return endImport(context, id, (imports, rowId) => imports.commit(context.viewer.partnerId, rowId));
  }

  @RequiresScope('imports:write')
  @Mutation(() => FileImportPayload)
  discardImport(@Ctx() context: GraphContext, @Arg('id', () => ID) id: string): Promise<FileImportPayload> {
    return endImport(context, id, (imports, rowId) => imports.discard(context.viewer.partnerId, rowId));
  }
}

@Resolver(() => FileImport)
export class FileImportFields {
  @FieldResolver(() => FileImport, {
    nullable: true,
    description: 'The last committed import, when that was of this very file: committing this one changes nothing.',
  })
  repeats(@Ctx() context: GraphContext, @Root() shown: FileImport): Promise<FileImport | null> {
    return loadFileImport(context, shown.repeatedRow);
  }
}
