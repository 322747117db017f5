import {
  AssociateOpportunityCommand,
  CreateOpportunityCommand,
  GetOpportunityCommand,
  ListSolutionsCommand,
  StartEngagementFromOpportunityTaskCommand,
  type CreateOpportunityCommandInput,
  type GetOpportunityCommandOutput,
  type PartnerCentralSellingClient,
  type UpdateOpportunityCommandInput,
} from '@aws-sdk/client-partnercentral-selling';
import { dealInput } from './deal-input.ts';

/** Creates an opportunity and gives its id. */
export async function createDeal(
  selling: PartnerCentralSellingClient,
  change: Partial<CreateOpportunityCommandInput> = {},
): Promise<string> {
  const { Id } = await selling.send(new CreateOpportunityCommand(dealInput(change)));
  if (!Id) throw new Error('CreateOpportunity gave no Id');
  return Id;
}

/** Associates the first active solution of the catalogue. */
export async function associateSolution(
  selling: PartnerCentralSellingClient,
  id: string,
  Catalog = 'AWS',
): Promise<void> {
  let NextToken: string | undefined;
  let found: string | undefined;
  do {
    const page = await selling.send(new ListSolutionsCommand({ Catalog, Status: ['Active'], NextToken }));
    found = page.SolutionSummaries?.[0]?.Id;
    NextToken = page.NextToken;
  } while (!found && NextToken);
  await selling.send(
    new AssociateOpportunityCommand({
      Catalog,
      OpportunityIdentifier: id,
      RelatedEntityType: 'Solutions',
      RelatedEntityIdentifier: found,
    }),
  );
}

/** Creates an opportunity and hands it to AWS. @returns its id */
export async function submitDeal(selling: PartnerCentralSellingClient, Catalog = 'AWS'): Promise<string> {
  const id = await createDeal(selling, { Catalog });
  await associateSolution(selling, id, Catalog);
  const task = await selling.send(
    new StartEngagementFromOpportunityTaskCommand({
      Catalog,
      ClientToken: crypto.randomUUID(),
      Identifier: id,
      AwsSubmission: { InvolvementType: 'Co-Sell', Visibility: 'Full' },
    }),
  );
  if (task.TaskStatus !== 'COMPLETE') throw new Error(`the task is ${task.TaskStatus}: ${task.Message}`);
  return id;
}

export function getDeal(
  selling: PartnerCentralSellingClient,
  Identifier: string,
  Catalog = 'AWS',
): Promise<GetOpportunityCommandOutput> {
  return selling.send(new GetOpportunityCommand({ Catalog, Identifier }));
}

/** The update that changes nothing, made from what was read; texts are decoded, as the service escapes them. */
export function sameAgain(read: GetOpportunityCommandOutput): UpdateOpportunityCommandInput {
  const { $metadata: _, Arn: _arn, CreatedDate: _created, OpportunityTeam: _team, ...rest } = read;
  const { Id, RelatedEntityIdentifiers: _related, ...members } = rest;
  const text = JSON.stringify(members, (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('&#39;', "'").replaceAll('&amp;', '&') : value,
  );
  const decoded = JSON.parse(text) as UpdateOpportunityCommandInput;
  // AWS keeps the history; its instants would have to be turned back into dates.
  delete decoded.LifeCycle?.NextStepsHistory;
  return { ...decoded, LastModifiedDate: read.LastModifiedDate, Identifier: Id };
}
