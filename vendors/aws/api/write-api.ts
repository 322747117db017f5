import {
  CreateBenefitApplicationCommand,
  SubmitBenefitApplicationCommand,
} from '@aws-sdk/client-partnercentral-benefits';
import {
  AcceptEngagementInvitationCommand,
  AssociateOpportunityCommand,
  CreateOpportunityCommand,
  DisassociateOpportunityCommand,
  RejectEngagementInvitationCommand,
  StartEngagementByAcceptingInvitationTaskCommand,
  StartEngagementFromOpportunityTaskCommand,
  UpdateOpportunityCommand,
} from '@aws-sdk/client-partnercentral-selling';
import type { AwsClients } from '../transport/clients.ts';
import { withBody } from '../transport/frozen-body.ts';

type Options = { readonly abortSignal: AbortSignal };
type SendBody = (clients: AwsClients, body: string, options: Options) => Promise<unknown>;

/** The SDK makes its body of this, and ours takes its place. */
const NOTHING = { Catalog: '', ClientToken: '', Identifier: '' } as const;
const NO_ASSOCIATION = {
  Catalog: '',
  OpportunityIdentifier: '',
  RelatedEntityType: 'Solutions',
  RelatedEntityIdentifier: '',
} as const;

/**
 * Operations with an effect, by their names at AWS `[M-sel][M-ben]`: the SDK addresses and signs them, the body is the
 * one that was stored. None of them is ever repeated here.
 */
export const SEND_BODY = {
  CreateOpportunity: ({ selling }, body, options) =>
    selling.send(withBody(new CreateOpportunityCommand(NOTHING), body), options),
  AssociateOpportunity: ({ selling }, body, options) =>
    selling.send(withBody(new AssociateOpportunityCommand(NO_ASSOCIATION), body), options),
  DisassociateOpportunity: ({ selling }, body, options) =>
    selling.send(withBody(new DisassociateOpportunityCommand(NO_ASSOCIATION), body), options),
  UpdateOpportunity: ({ selling }, body, options) =>
    selling.send(withBody(new UpdateOpportunityCommand({ ...NOTHING, LastModifiedDate: new Date(0) }), body), options),
  StartEngagementFromOpportunityTask: ({ selling }, body, options) =>
    selling.send(
      withBody(new StartEngagementFromOpportunityTaskCommand({ ...NOTHING, AwsSubmission: undefined }), body),
      options,
    ),
  StartEngagementByAcceptingInvitationTask: ({ selling }, body, options) =>
    selling.send(withBody(new StartEngagementByAcceptingInvitationTaskCommand(NOTHING), body), options),
  AcceptEngagementInvitation: ({ selling }, body, options) =>
    selling.send(withBody(new AcceptEngagementInvitationCommand(NOTHING), body), options),
  RejectEngagementInvitation: ({ selling }, body, options) =>
    selling.send(withBody(new RejectEngagementInvitationCommand(NOTHING), body), options),
  CreateBenefitApplication: ({ benefits }, body, options) =>
    benefits.send(withBody(new CreateBenefitApplicationCommand({ ...NOTHING, BenefitIdentifier: '' }), body), options),
  SubmitBenefitApplication: ({ benefits }, body, options) =>
    benefits.send(withBody(new SubmitBenefitApplicationCommand(NOTHING), body), options),
} as const satisfies Record<string, SendBody>;
