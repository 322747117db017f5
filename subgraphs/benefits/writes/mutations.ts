import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { loadPendingWrite, PendingWrite } from '../../../platform/graph/pending-write.ts';
import { PartnerRef, refTo } from '../../../platform/graph/refs.ts';
import { RequiresScope } from '../../../platform/graph/requires-scope.ts';
import { FundRequest } from '../fund-request-type.ts';
import { claimFunds, requestFunds } from './fund-changes.ts';
import { FundClaimInput, FundRequestInput, FundRequestPayload } from './types.ts';

@Resolver(() => FundRequest)
export class OwnFundRequestFields {
  @FieldResolver(() => PendingWrite)
  pendingWrite(@Ctx() context: GraphContext, @Root() request: FundRequest): Promise<PendingWrite> {
    return loadPendingWrite(context, request.mirror.id);
  }

  @FieldResolver(() => PartnerRef, { nullable: true })
  jointWith(@Root() request: FundRequest): PartnerRef | null {
    return refTo(PartnerRef, 'Partner', request.jointWithRowId);
  }
}

@Resolver()
export class FundMutations {
  @RequiresScope('benefits:write')
  @Mutation(() => FundRequestPayload)
  requestFunds(
    @Ctx() context: GraphContext,
    @Arg('input', () => FundRequestInput) input: FundRequestInput,
    @Arg('idempotencyKey', () => String) idempotencyKey: string,
  ): Promise<FundRequestPayload> {
    return requestFunds(context, input, idempotencyKey);
  }

  @RequiresScope('benefits:write')
  @Mutation(() => FundRequestPayload)
  claimFunds(
    @Ctx() context: GraphContext,
    @Arg('input', () => FundClaimInput) input: FundClaimInput,
    @Arg('idempotencyKey', () => String) idempotencyKey: string,
  ): Promise<FundRequestPayload> {
    return claimFunds(context, input, idempotencyKey);
  }
}
