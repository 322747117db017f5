import type { AwsSandbox } from './aws-sandbox.ts';
import { dealInput } from './deal-input.ts';
import { rawCall, type ServiceKey } from './raw-call.ts';

/** An answer of one operation, as it came over the wire. */
export interface OperationAnswer {
  readonly service: ServiceKey;
  readonly operation: string;
  readonly status: number;
  /** Empty for operations that answer nothing. */
  readonly text: string;
}

type Body = Record<string, unknown>;

/** Calls operations one after the other and keeps every answer. */
export class Recorder {
  readonly answers: OperationAnswer[] = [];
  private readonly aws: AwsSandbox;

  constructor(aws: AwsSandbox) {
    this.aws = aws;
  }

  async call(service: ServiceKey, operation: string, input: Body): Promise<Body> {
    const answer = await rawCall(this.aws, service, operation, input);
    this.answers.push({ service, operation, status: answer.status, text: answer.text });
    return answer.body ?? {};
  }

  /** All items of a list, over all its pages. */
  async list(service: ServiceKey, operation: string, input: Body, member: string): Promise<Body[]> {
    const camel = service === 'channel';
    const items: Body[] = [];
    let token: unknown = null;
    do {
      const page = await this.call(service, operation, { ...input, [camel ? 'nextToken' : 'NextToken']: token });
      items.push(...(page[member] as Body[]));
      token = page[camel ? 'nextToken' : 'NextToken'];
    } while (token !== null);
    return items;
  }
}

const AWS = { Catalog: 'AWS' };
const token = (): string => crypto.randomUUID();

async function readSelling(recorder: Recorder): Promise<void> {
  const deals = await recorder.list('selling', 'ListOpportunities', { ...AWS, MaxResults: 30 }, 'OpportunitySummaries');
  for (const { Id } of deals) {
    await recorder.call('selling', 'GetOpportunity', { ...AWS, Identifier: Id });
    await recorder.call('selling', 'GetAwsOpportunitySummary', { ...AWS, RelatedOpportunityIdentifier: Id });
  }
  await recorder.list('selling', 'ListSolutions', AWS, 'SolutionSummaries');
  await recorder.list('selling', 'ListEngagementFromOpportunityTasks', AWS, 'TaskSummaries');
  await recorder.list('selling', 'ListEngagementByAcceptingInvitationTasks', AWS, 'TaskSummaries');
  const associated = 'EngagementResourceAssociationSummaries';
  await recorder.list('selling', 'ListEngagementResourceAssociations', AWS, associated);
  for (const ParticipantType of ['SENDER', 'RECEIVER']) {
    const input = { ...AWS, ParticipantType };
    const found = await recorder.list('selling', 'ListEngagementInvitations', input, 'EngagementInvitationSummaries');
    for (const { Id } of found) await recorder.call('selling', 'GetEngagementInvitation', { ...AWS, Identifier: Id });
  }
}

async function writeSelling(recorder: Recorder): Promise<void> {
  const { Id, LastModifiedDate } = await recorder.call('selling', 'CreateOpportunity', { ...dealInput() });
  const { ClientToken: _token, Origin: _origin, OpportunityTeam: _team, ...members } = dealInput();
  await recorder.call('selling', 'UpdateOpportunity', { ...members, Identifier: Id, LastModifiedDate });
  const entity = {
    ...AWS,
    OpportunityIdentifier: Id,
    RelatedEntityType: 'AwsProducts',
    RelatedEntityIdentifier: 'AmazonS3',
  };
  await recorder.call('selling', 'AssociateOpportunity', entity);
  await recorder.call('selling', 'DisassociateOpportunity', entity);
  const solution = { RelatedEntityType: 'Solutions', RelatedEntityIdentifier: 'S-0001001' };
  await recorder.call('selling', 'AssociateOpportunity', { ...entity, ...solution });
  const Assignee = {
    Email: 'rep@alpenrand.example',
    FirstName: 'Lin',
    LastName: 'S',
    BusinessTitle: 'OpportunityOwner',
  };
  await recorder.call('selling', 'AssignOpportunity', { ...AWS, Identifier: Id, Assignee });
  const AwsSubmission = { InvolvementType: 'Co-Sell', Visibility: 'Full' };
  const start = { ...AWS, ClientToken: token(), Identifier: Id, AwsSubmission };
  await recorder.call('selling', 'StartEngagementFromOpportunityTask', start);
  await recorder.call('selling', 'GetAwsOpportunitySummary', { ...AWS, RelatedOpportunityIdentifier: Id });
  const second = await recorder.call('selling', 'CreateOpportunity', { ...dealInput() });
  await recorder.call('selling', 'AssociateOpportunity', {
    ...entity,
    ...solution,
    OpportunityIdentifier: second['Id'],
  });
  const submission = { InvolvementType: 'For Visibility Only', Visibility: 'Limited' };
  await recorder.call('selling', 'SubmitOpportunity', { ...AWS, Identifier: second['Id'], ...submission });
}

async function answerInvitations(recorder: Recorder): Promise<void> {
  const input = { ...AWS, ParticipantType: 'RECEIVER', Status: ['PENDING'] };
  const open = await recorder.list('selling', 'ListEngagementInvitations', input, 'EngagementInvitationSummaries');
  const lead = open.find(({ PayloadType }) => PayloadType === 'LeadInvitation');
  const [first, second] = open.filter(({ PayloadType }) => PayloadType === 'OpportunityInvitation');
  const accept = { ...AWS, ClientToken: token(), Identifier: first?.['Id'] };
  const { OpportunityId } = await recorder.call('selling', 'StartEngagementByAcceptingInvitationTask', accept);
  await recorder.call('selling', 'GetOpportunity', { ...AWS, Identifier: OpportunityId });
  await recorder.call('selling', 'AcceptEngagementInvitation', { ...AWS, Identifier: lead?.['Id'] });
  const reject = { ...AWS, Identifier: second?.['Id'], RejectionReason: 'Next steps unclear' };
  await recorder.call('selling', 'RejectEngagementInvitation', reject);
}

async function callBenefits(recorder: Recorder, accountId: string): Promise<void> {
  const benefits = await recorder.list('benefits', 'ListBenefits', AWS, 'BenefitSummaries');
  for (const { Id } of benefits) await recorder.call('benefits', 'GetBenefit', { ...AWS, Identifier: Id });
  const allocations = await recorder.list('benefits', 'ListBenefitAllocations', AWS, 'BenefitAllocationSummaries');
  for (const { Id } of allocations) await recorder.call('benefits', 'GetBenefitAllocation', { ...AWS, Identifier: Id });
  const known = await recorder.list('benefits', 'ListBenefitApplications', AWS, 'BenefitApplicationSummaries');
  for (const { Id } of known) await recorder.call('benefits', 'GetBenefitApplication', { ...AWS, Identifier: Id });
  const mdf = benefits.find(({ Programs }) => (Programs as string[])[0] === 'MDF');
  const details = { activityType: 'Webinar', requestedAmount: { Amount: '8000', CurrencyCode: 'USD' } };
  const payload = { Name: 'Webinar', Description: 'Two webinars', BenefitApplicationDetails: details };
  const create = { ...AWS, ClientToken: token(), BenefitIdentifier: mdf?.['Id'], ...payload };
  const { Id, Revision } = await recorder.call('benefits', 'CreateBenefitApplication', create);
  const one = { ...AWS, ClientToken: token(), Identifier: Id };
  await recorder.call('benefits', 'UpdateBenefitApplication', { ...one, Revision, ...payload });
  const ResourceArn = `arn:aws:partnercentral:us-east-1:${accountId}:catalog/AWS/opportunity/O1000001`;
  const resource = { ...AWS, BenefitApplicationIdentifier: Id, ResourceArn };
  await recorder.call('benefits', 'AssociateBenefitApplicationResource', resource);
  await recorder.call('benefits', 'DisassociateBenefitApplicationResource', resource);
  await recorder.call('benefits', 'SubmitBenefitApplication', { ...AWS, Identifier: Id });
  await recorder.call('benefits', 'RecallBenefitApplication', { ...AWS, Identifier: Id, Reason: 'Too early' });
  await recorder.call('benefits', 'CancelBenefitApplication', { ...one, ClientToken: token(), Reason: 'Not needed' });
  await recorder.call('benefits', 'GetBenefitApplication', { ...AWS, Identifier: Id });
  const asked = known.find(({ Status }) => Status === 'ACTION_REQUIRED');
  const { Revision: current } = await recorder.call('benefits', 'GetBenefitApplication', {
    ...AWS,
    Identifier: asked?.['Id'],
  });
  await recorder.call('benefits', 'AmendBenefitApplication', {
    ...AWS,
    ClientToken: token(),
    Identifier: asked?.['Id'],
    Revision: current,
    AmendmentReason: 'As asked',
    Amendments: [{ FieldPath: '$.requestedAmount.Amount', NewValue: '40000' }],
  });
}

async function callChannelAndAccount(recorder: Recorder): Promise<void> {
  const [partner] = await recorder.list('account', 'ListPartners', AWS, 'PartnerSummaryList');
  await recorder.call('account', 'GetPartner', { ...AWS, Identifier: partner?.['Id'] });
  await recorder.list('channel', 'ListProgramManagementAccounts', { catalog: 'AWS' }, 'items');
  const relationships = await recorder.list('channel', 'ListRelationships', { catalog: 'AWS' }, 'items');
  for (const { id, programManagementAccountId } of relationships) {
    const input = { catalog: 'AWS', identifier: id, programManagementAccountIdentifier: programManagementAccountId };
    await recorder.call('channel', 'GetRelationship', input);
  }
}

/** Calls every operation that is served at least once, with every seeded record, and gives all answers. */
export async function callEveryOperation(aws: AwsSandbox): Promise<readonly OperationAnswer[]> {
  const recorder = new Recorder(aws);
  await readSelling(recorder);
  await writeSelling(recorder);
  await answerInvitations(recorder);
  await callBenefits(recorder, aws.account().accountId);
  await callChannelAndAccount(recorder);
  return recorder.answers;
}
