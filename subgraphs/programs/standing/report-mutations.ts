import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { toFieldErrors } from '../../../platform/graph/field-errors.ts';
import { assertScope, RequiresScope } from '../../../platform/graph/requires-scope.ts';
import { toMembership } from '../to-node.ts';
import { reportNumber } from './report-number.ts';
import { ReportedNumberInput, ReportedNumberPayload } from './report-types.ts';

@Resolver()
export class ReportMutations {
  @RequiresScope('imports:write')
  @Mutation(() => ReportedNumberPayload, {
    description:
      'Reports a number that no source tells, such as a score or revenue; progress and plans count it from the next read on. Another for the same requirement and day takes its place.',
  })
  async reportNumber(
    @Ctx() context: GraphContext,
    @Arg('input', () => ReportedNumberInput) input: ReportedNumberInput,
  ): Promise<ReportedNumberPayload> {
    assertScope(context, 'programs:read');
    const { row, errors } = await reportNumber(context, input);
    const membership = row && toMembership(context.services.vendors, row);
    return Object.assign(new ReportedNumberPayload(), { membership, errors: toFieldErrors(errors) });
  }
}
