import { auditEffect } from '../../../platform/audit/write-audit.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { fieldError } from '../../../platform/graph/field-errors.ts';
import { writeAsViewer } from '../../../platform/graph/write-as.ts';
import { toCodedNodeId } from '../../../platform/ids/node-id.ts';
import { RulesError } from '../../../platform/rules/rules-error.ts';
import type { VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { programKey, programOfId, type CatalogProgram } from '../catalog.ts';
import { contentOf, keepableErrors } from './keepable-rules.ts';
import { dropTenantRules, saveTenantRules } from './tenant-rules.ts';

/** A change of whose rules hold for a program: the program, where there is one of the id, and what stood in the way. */
export interface ChangedRules {
  readonly program: CatalogProgram | null;
  readonly errors: readonly VendorFieldError[];
}

const NO_PROGRAM: ChangedRules = {
  program: null,
  errors: [fieldError('/program', 'NOT_FOUND', 'must be the id of a program; there is none of this id')],
};

/** The faults of a file, in the places of the mutation's argument. */
function faultsOf(error: unknown): VendorFieldError[] {
  if (!(error instanceof RulesError)) throw error;
  return error.problems.map(({ path, expected, came }) =>
    fieldError(`/rules${path}`, came === 'nothing' ? 'REQUIRED' : 'INVALID', `must be ${expected}, not ${came}`),
  );
}

/**
 * Puts the viewer's own file in the place of a program's rules; a file with faults changes nothing.
 * @param rules the file's content, as JSON or as its text
 */
export async function replaceRules(context: GraphContext, programId: string, rules: unknown): Promise<ChangedRules> {
  const program = programOfId(context.services.vendors, programId);
  if (program === null) return NO_PROGRAM;
  const read = contentOf(rules);
  if ('error' in read) return { program, errors: [read.error] };
  const { content } = read;
  const errors = keepableErrors(content);
  if (errors.length > 0) return { program, errors };
  const key = programKey(program);
  const { partnerId } = context.viewer;
  const file = { partnerId, vendorId: program.vendor, program: program.facts, file: `${key}.json`, rules: content };
  try {
    await writeAsViewer(context, async (trx, now) => {
      const { version } = await saveTenantRules(trx, { ...file, now });
      await auditEffect(trx, { target: toCodedNodeId('Program', key), detail: { version } });
    });
    return { program, errors: [] };
  } catch (error) {
    return { program, errors: faultsOf(error) };
  }
}

/** Takes the viewer's own file for a program away, so that the public rules hold again. Where there is none it changes nothing. */
export async function restoreRules(context: GraphContext, programId: string): Promise<ChangedRules> {
  const program = programOfId(context.services.vendors, programId);
  if (program === null) return NO_PROGRAM;
  const which = { vendor_id: program.vendor, program: program.facts.code };
  await writeAsViewer(context, async (trx) => {
    if (!(await dropTenantRules(trx, which))) return;
    await auditEffect(trx, { target: toCodedNodeId('Program', programKey(program)) });
  });
  return { program, errors: [] };
}
