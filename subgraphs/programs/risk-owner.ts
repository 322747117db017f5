import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import { loadMembership } from './loaders.ts';
import { managerOf } from './to-node.ts';
import { AccountManager } from './types.ts';

/**
 * What this subgraph adds to money at risk: whom to call. The key is the membership behind the benefit, so that the
 * manager is told to those alone who may see the membership itself, and is kept in one place.
 */
@ObjectType('BenefitRisk')
@Directive('@key(fields: "id")')
export class BenefitRiskOwner {
  @Field(() => ID)
  @Directive('@inaccessible')
  id!: string;
  @Field(() => AccountManager, {
    nullable: true,
    description: 'The account manager of the membership behind the benefit, where the vendor tells one.',
  })
  owner!: AccountManager | null;
}

/** The account manager behind a benefit; null where there is none, or the viewer can't see the membership. */
export async function benefitRiskReference(
  reference: { id: string },
  context: GraphContext,
): Promise<BenefitRiskOwner | null> {
  assertScope(context, 'programs:read');
  const row = await loadMembership(context, rowIdOf('Membership', reference.id));
  return row && Object.assign(new BenefitRiskOwner(), { id: reference.id, owner: managerOf(row) });
}
