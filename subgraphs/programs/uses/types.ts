import { Ctx, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { assertScope } from '../../../platform/graph/requires-scope.ts';
import { rowIdOf, toNodeId } from '../../../platform/ids/node-id.ts';
import { toMembership } from '../to-node.ts';
import { Membership } from '../types.ts';
import { usesOf } from './uses.ts';

@ObjectType()
export class CertificationUse {
  @Field(() => Membership)
  membership!: Membership;
  @Field(() => String)
  requirement!: string;
  @Field(() => Int, {
    description:
      'People left over the requirement once this one lapses; below zero the tier is at risk at the next review.',
  })
  slackAfterLapse!: number;
  @Field(() => Boolean)
  tierAtRisk!: boolean;
}

/** What this subgraph adds to a certification: it is standing that tells what it is good for. */
@ObjectType('Certification')
@Directive('@key(fields: "id")')
export class CertificationStanding {
  @Field(() => ID)
  id!: string;

  @Field(() => [CertificationUse], {
    description: 'Which requirements it counts toward, and what happens to them if it lapses.',
  })
  async countsToward(@Ctx() context: GraphContext): Promise<CertificationUse[]> {
    assertScope(context, 'programs:read');
    const uses = await usesOf(context, rowIdOf('Certification', this.id) ?? '');
    return uses.map(({ row, requirement, slack }) =>
      Object.assign(new CertificationUse(), {
        membership: toMembership(context.services.vendors, row),
        requirement,
        slackAfterLapse: slack,
        tierAtRisk: slack < 0,
      }),
    );
  }
}

/** A certification as this subgraph knows it: its id. What is told of it is decided where its facts are read. */
export async function certificationReference(reference: { id: string }): Promise<CertificationStanding | null> {
  const uuid = rowIdOf('Certification', reference.id);
  return uuid === null ? null : Object.assign(new CertificationStanding(), { id: toNodeId('Certification', uuid) });
}
