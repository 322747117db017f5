import { Arg, Ctx, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { toFieldErrors } from '../../../platform/graph/field-errors.ts';
import { assertScope, RequiresScope } from '../../../platform/graph/requires-scope.ts';
import { JsonScalar } from '../../../platform/graph/scalars.ts';
import { FieldError } from '../../../platform/graph/shared-types.ts';
import { Program } from '../catalog-types.ts';
import { toProgram } from '../to-node.ts';
import { replaceRules, restoreRules, type ChangedRules } from './change-rules.ts';

@ObjectType()
export class ProgramRulesPayload {
  @Field(() => Program, {
    nullable: true,
    description:
      "The program, with the rules that now hold for the caller's partner; null where there is none of the id.",
  })
  program!: Program | null;
  @Field(() => [FieldError], { description: 'Why nothing has changed; none when it has. Up to 20 faults of a file.' })
  errors!: FieldError[];
}

function toPayload({ program, errors }: ChangedRules): ProgramRulesPayload {
  const shown = program && toProgram(program);
  return Object.assign(new ProgramRulesPayload(), { program: shown, errors: toFieldErrors(errors) });
}

@Resolver()
export class ProgramRulesMutations {
  @RequiresScope('imports:write')
  @Mutation(() => ProgramRulesPayload, {
    description:
      "Puts the partner's own file in the place of a program's rules, for its own reads alone, from the next one on: numbers that a vendor tells its partners only. A file with faults changes nothing.",
  })
  async replaceProgramRules(
    @Ctx() context: GraphContext,
    @Arg('program', () => ID, { description: 'The program whose rules they are.' }) program: string,
    @Arg('rules', () => JsonScalar, {
      description:
        'The content of the file, { program, version, effectiveFrom, source, certifications, rulesOfEngagement, tiers }: as JSON, or as the text of it, which is one value among the variables however much is in it.',
    })
    rules: unknown,
  ): Promise<ProgramRulesPayload> {
    assertScope(context, 'programs:read');
    return toPayload(await replaceRules(context, program, rules));
  }

  @RequiresScope('imports:write')
  @Mutation(() => ProgramRulesPayload, {
    description:
      "Takes the partner's own file for a program away: the public rules hold for it again. Again changes nothing.",
  })
  async restoreProgramRules(
    @Ctx() context: GraphContext,
    @Arg('program', () => ID, { description: 'The program whose rules they are.' }) program: string,
  ): Promise<ProgramRulesPayload> {
    assertScope(context, 'programs:read');
    return toPayload(await restoreRules(context, program));
  }
}
