import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { loadPendingWrite, PendingWrite } from '../../../platform/graph/pending-write.ts';
import { PartnerRef, refTo } from '../../../platform/graph/refs.ts';
import { RequiresScope } from '../../../platform/graph/requires-scope.ts';
import { DateScalar } from '../../../platform/graph/scalars.ts';
import { FundRequest } from '../fund-request-type.ts';
import { claimFunds } from './claim-funds.ts';
import { confirmFunds } from './confirm-funds.ts';
import { requestFunds } from './request-funds.ts';
import { FundClaimInput, FundRequestInput, FundRequestPayload } from './types.ts';

@ArgsType()
class ConfirmArguments {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  vendorNumber!: string;
  @Field(() => DateScalar)
  submittedOn!: string;
  @Field(() => String)
  idempotencyKey!: string;
}

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

  @RequiresScope('benefits:write')
  @Mutation(() => FundRequestPayload, {
    description:
      'For funds of a PORTAL vendor: a person entered the request or the claim there, and this is the number of the request. Asked again under a new key with another number it corrects that, until a file or read of the vendor has told it.',
  })
  confirmFundsSubmission(
    @Ctx() context: GraphContext,
    @Args(() => ConfirmArguments) asked: ConfirmArguments,
  ): Promise<FundRequestPayload> {
    return confirmFunds(context, asked);
  }
}
