import { Arg, Args, ArgsType, Ctx, Field, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { Cost } from '../../../platform/graph/cost.ts';
import { DealKindEnum } from '../../../platform/graph/enums.ts';
import { assertScope, RequiresScope } from '../../../platform/graph/requires-scope.ts';
import { DateScalar } from '../../../platform/graph/scalars.ts';
import type { DealKind } from '../../../platform/records/vocabulary.ts';
import { checkVendor } from '../check-input.ts';
import { changeDeal } from './change-deal.ts';
import { createDrafts } from './create-drafts.ts';
import { decideClose, decideExtension, decideResponse } from './decide-change.ts';
import { decideConfirm } from './decide-confirm.ts';
import { decideSubmit } from './decide-submit.ts';
import { decideUpdate } from './decide-update.ts';
import { decideWithdraw } from './decide-withdraw.ts';
import {
  CloseOutcomeEnum,
  DealDraftsInput,
  DealPatch,
  OfferActionEnum,
  type CloseOutcome,
  type OfferAction,
} from './input-types.ts';
import { DealDraftsPayload, DealPayload, FieldRequirement } from './payload-types.ts';
import { readPatch } from './read-patch.ts';
import { dealFormOf, toRequirement } from './requirements.ts';

const WRITES = 'deals:write';

/** What every change of a deal is asked with. */
@ArgsType()
class ChangeArguments {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  idempotencyKey!: string;
}

@ArgsType()
class UpdateArguments extends ChangeArguments {
  @Field(() => DealPatch)
  patch!: DealPatch;
  @Field(() => String, { nullable: true })
  expectedVersion?: string | null;
}

@ArgsType()
class SubmitArguments extends ChangeArguments {
  @Field(() => String, { nullable: true })
  expectedVersion?: string | null;
}

@ArgsType()
class ConfirmArguments extends ChangeArguments {
  @Field(() => String)
  vendorNumber!: string;
  @Field(() => DateScalar)
  submittedOn!: string;
}

@ArgsType()
class WithdrawArguments extends ChangeArguments {
  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@ArgsType()
class ExtensionArguments extends ChangeArguments {
  @Field(() => DateScalar)
  until!: string;
  @Field(() => String)
  reason!: string;
}

@ArgsType()
class ResponseArguments extends ChangeArguments {
  @Field(() => OfferActionEnum)
  action!: OfferAction;
  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@ArgsType()
class CloseArguments extends ChangeArguments {
  @Field(() => CloseOutcomeEnum)
  outcome!: CloseOutcome;
  @Field(() => DateScalar)
  closedOn!: string;
  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@Resolver()
export class DealDraftMutations {
  @Query(() => [FieldRequirement], {
    description: 'What a vendor wants to know of a deal; nothing where it takes no registration.',
  })
  dealRequirements(
    @Ctx() context: GraphContext,
    @Arg('vendor', () => ID) vendor: string,
    @Arg('kind', () => DealKindEnum, { nullable: true }) kind: DealKind | null,
  ): FieldRequirement[] {
    assertScope(context, 'deals:read');
    checkVendor(context.services.vendors, vendor, 'vendor');
    const form = dealFormOf(context.services.vendors, vendor);
    return form ? form.requirements(kind ?? form.kinds[0]).map(toRequirement) : [];
  }

  // As much as `checkDealConflicts`, whose report it gives, and the writing.
  @Cost(60)
  @RequiresScope(WRITES)
  @Mutation(() => DealDraftsPayload, {
    description: 'One entry for one sale, a draft for each vendor. Nothing is sent.',
  })
  createDealDrafts(
    @Ctx() context: GraphContext,
    @Arg('input', () => DealDraftsInput) input: DealDraftsInput,
  ): Promise<DealDraftsPayload> {
    return createDrafts(context, input);
  }

  @RequiresScope(WRITES)
  @Mutation(() => DealPayload, { description: 'Changes a draft at once; a deal that the vendor has, there.' })
  async updateDeal(
    @Ctx() context: GraphContext,
    @Args(() => UpdateArguments) asked: UpdateArguments,
  ): Promise<DealPayload> {
    const patch = await readPatch(context, asked.patch);
    const input = { patch: { ...asked.patch } };
    return changeDeal(context, { ...asked, kind: 'UPDATE_DEAL', input }, async (bench) =>
      'errors' in patch ? patch : decideUpdate(context, bench, patch),
    );
  }
}

@Resolver()
export class DealChangeMutations {
  @RequiresScope(WRITES)
  @Mutation(() => DealPayload, { description: 'Brings a draft to its vendor: once, however often it is asked.' })
  submitDeal(@Ctx() context: GraphContext, @Args(() => SubmitArguments) asked: SubmitArguments): Promise<DealPayload> {
    return changeDeal(context, { ...asked, kind: 'SUBMIT_DEAL', input: {} }, async (bench) =>
      decideSubmit(context, bench),
    );
  }

  @RequiresScope(WRITES)
  @Mutation(() => DealPayload, {
    description:
      'For a PORTAL vendor: a person entered it at the vendor, and this is the number it got. Asked again under a new key with another number it corrects that, until a file or read of the vendor has told it.',
  })
  confirmPortalSubmission(
    @Ctx() context: GraphContext,
    @Args(() => ConfirmArguments) asked: ConfirmArguments,
  ): Promise<DealPayload> {
    const { vendorNumber, submittedOn } = asked;
    const input = { vendorNumber, submittedOn };
    return changeDeal(context, { ...asked, kind: 'CONFIRM_PORTAL', input }, (bench) =>
      decideConfirm(context, bench, input),
    );
  }

  @RequiresScope(WRITES)
  @Mutation(() => DealPayload)
  withdrawDeal(
    @Ctx() context: GraphContext,
    @Args(() => WithdrawArguments) asked: WithdrawArguments,
  ): Promise<DealPayload> {
    const reason = asked.reason ?? null;
    return changeDeal(context, { ...asked, kind: 'WITHDRAW_DEAL', input: { reason } }, async (bench) =>
      decideWithdraw(context, bench, reason),
    );
  }

  @RequiresScope(WRITES)
  @Mutation(() => DealPayload)
  requestDealExtension(
    @Ctx() context: GraphContext,
    @Args(() => ExtensionArguments) asked: ExtensionArguments,
  ): Promise<DealPayload> {
    const { until, reason } = asked;
    return changeDeal(context, { ...asked, kind: 'EXTEND_DEAL', input: { until, reason } }, async (bench) =>
      decideExtension(context, bench, { until, reason }),
    );
  }

  @RequiresScope(WRITES)
  @Mutation(() => DealPayload)
  respondToOffer(
    @Ctx() context: GraphContext,
    @Args(() => ResponseArguments) asked: ResponseArguments,
  ): Promise<DealPayload> {
    const answer = { accept: asked.action === 'ACCEPT', reason: asked.reason ?? null };
    const kind = answer.accept ? 'ACCEPT_OFFER' : 'DECLINE_OFFER';
    return changeDeal(context, { ...asked, kind, input: answer }, async (bench) =>
      decideResponse(context, bench, answer),
    );
  }

  @RequiresScope(WRITES)
  @Mutation(() => DealPayload)
  closeDeal(@Ctx() context: GraphContext, @Args(() => CloseArguments) asked: CloseArguments): Promise<DealPayload> {
    const close = { won: asked.outcome === 'WON', closedOn: asked.closedOn, reason: asked.reason ?? null };
    const kind = close.won ? 'CLOSE_WON' : 'CLOSE_LOST';
    return changeDeal(context, { ...asked, kind, input: close }, async (bench) => decideClose(context, bench, close));
  }
}
