import {
  ListEngagementByAcceptingInvitationTasksCommand,
  ListEngagementFromOpportunityTasksCommand,
  ListOpportunitiesCommand,
  ListSolutionsCommand,
  type PartnerCentralSellingClient,
} from '@aws-sdk/client-partnercentral-selling';
import { SELLING_READ } from '../quotas.ts';
import type { Caller } from '../transport/caller.ts';
import { readListPage, type ListPage } from '../wire/list-page.ts';
import { PAGE_SIZE, pageOf } from './page.ts';

/**
 * Look-ups of the selling service that go with writes `[M-sel]`. AWS publishes no rate for the lists of tasks; that of
 * the other reads is assumed. Each throws VendorError, or the reason of the signal once the work is aborted.
 */
export class SellingLookups {
  private readonly client: PartnerCentralSellingClient;
  private readonly caller: Caller;
  private readonly catalog: string;

  constructor(client: PartnerCentralSellingClient, caller: Caller, catalog: string) {
    this.client = client;
    this.caller = caller;
    this.catalog = catalog;
  }

  /**
   * Opportunities made at an instant or later. The list has no filter for the partner's own identifier
   * `[M-sel ListOpportunitiesRequest]`; each row tells it.
   */
  async listOpportunitiesSince(created: Date, pageToken: string | null): Promise<ListPage> {
    const operation = 'ListOpportunities';
    const command = new ListOpportunitiesCommand({
      Catalog: this.catalog,
      MaxResults: PAGE_SIZE,
      Sort: { SortBy: 'LastModifiedDate', SortOrder: 'ASCENDING' },
      // What was made since then was also changed since then: a service that knows but one of the filters still obeys.
      CreatedDate: { AfterCreatedDate: created },
      LastModifiedDate: { AfterLastModifiedDate: created },
      ...pageOf(pageToken),
    });
    const spec = { operation, buckets: SELLING_READ, pageToken };
    const json = await this.caller.call(spec, (options) => this.client.send(command, options));
    return readListPage(operation, { rows: 'OpportunitySummaries', token: 'NextToken' }, json);
  }

  /** Those of these solutions that the partner has. @param ids at most 20 `[M-sel ListSolutionsRequest]` */
  async listSolutions(ids: readonly string[], pageToken: string | null): Promise<ListPage> {
    const operation = 'ListSolutions';
    const command = new ListSolutionsCommand({
      Catalog: this.catalog,
      MaxResults: PAGE_SIZE,
      Identifier: [...ids],
      ...pageOf(pageToken),
    });
    const spec = { operation, buckets: SELLING_READ, pageToken };
    const json = await this.caller.call(spec, (options) => this.client.send(command, options));
    return readListPage(operation, { rows: 'SolutionSummaries', token: 'NextToken' }, json);
  }

  /** Tasks that submit an opportunity, the latest first. */
  async listSubmissions(opportunityId: string): Promise<ListPage> {
    const operation = 'ListEngagementFromOpportunityTasks';
    const command = new ListEngagementFromOpportunityTasksCommand({
      Catalog: this.catalog,
      MaxResults: PAGE_SIZE,
      Sort: { SortBy: 'StartTime', SortOrder: 'DESCENDING' },
      OpportunityIdentifier: [opportunityId],
    });
    const spec = { operation, buckets: SELLING_READ };
    const json = await this.caller.call(spec, (options) => this.client.send(command, options));
    return readListPage(operation, { rows: 'TaskSummaries', token: 'NextToken' }, json);
  }

  /** Tasks that accept an invitation, the latest first. */
  async listAcceptances(invitationId: string): Promise<ListPage> {
    const operation = 'ListEngagementByAcceptingInvitationTasks';
    const command = new ListEngagementByAcceptingInvitationTasksCommand({
      Catalog: this.catalog,
      MaxResults: PAGE_SIZE,
      Sort: { SortBy: 'StartTime', SortOrder: 'DESCENDING' },
      EngagementInvitationIdentifier: [invitationId],
    });
    const spec = { operation, buckets: SELLING_READ };
    const json = await this.caller.call(spec, (options) => this.client.send(command, options));
    return readListPage(operation, { rows: 'TaskSummaries', token: 'NextToken' }, json);
  }
}
