import {
  GetAwsOpportunitySummaryCommand,
  GetEngagementInvitationCommand,
  GetOpportunityCommand,
  ListEngagementInvitationsCommand,
  ListEngagementResourceAssociationsCommand,
  ListOpportunitiesCommand,
  type PartnerCentralSellingClient,
} from '@aws-sdk/client-partnercentral-selling';
import type { JsonValue } from '../../../platform/records/json.ts';
import { SELLING_READ } from '../quotas.ts';
import type { Caller } from '../transport/caller.ts';
import { readListPage, type ListPage } from '../wire/list-page.ts';
import { PAGE_SIZE, pageOf } from './page.ts';

/** Largest page of the associations list, in rows `[M-sel]`. */
const ASSOCIATIONS_PAGE_SIZE = 1_000;

/**
 * Read operations of the selling service `[M-sel]`, answered as they come over the wire.
 * Each throws VendorError, or the reason of the signal once the pull is aborted.
 */
export class SellingApi {
  private readonly client: PartnerCentralSellingClient;
  private readonly caller: Caller;
  private readonly catalog: string;

  constructor(client: PartnerCentralSellingClient, caller: Caller, catalog: string) {
    this.client = client;
    this.caller = caller;
    this.catalog = catalog;
  }

  /**
   * Opportunities by date of change, oldest change first.
   * @param since changed at this instant or later: AWS's filter is inclusive `[M-sel ListOpportunities]`; null for all
   */
  async listOpportunities(since: Date | null, pageToken: string | null): Promise<ListPage> {
    const operation = 'ListOpportunities';
    const command = new ListOpportunitiesCommand({
      Catalog: this.catalog,
      MaxResults: PAGE_SIZE,
      Sort: { SortBy: 'LastModifiedDate', SortOrder: 'ASCENDING' },
      ...(since === null ? {} : { LastModifiedDate: { AfterLastModifiedDate: since } }),
      ...pageOf(pageToken),
    });
    const spec = { operation, buckets: SELLING_READ, pageToken };
    const json = await this.caller.call(spec, (options) => this.client.send(command, options));
    return readListPage(operation, { rows: 'OpportunitySummaries', token: 'NextToken' }, json);
  }

  /** The partner's side of one opportunity, in full. */
  getOpportunity(id: string): Promise<JsonValue> {
    const command = new GetOpportunityCommand({ Catalog: this.catalog, Identifier: id });
    const spec = { operation: 'GetOpportunity', buckets: SELLING_READ };
    return this.caller.call(spec, (options) => this.client.send(command, options));
  }

  /** AWS's side of it; `ResourceNotFoundException` before submission. */
  getAwsOpportunitySummary(opportunityId: string): Promise<JsonValue> {
    const command = new GetAwsOpportunitySummaryCommand({
      Catalog: this.catalog,
      RelatedOpportunityIdentifier: opportunityId,
    });
    const spec = { operation: 'GetAwsOpportunitySummary', buckets: SELLING_READ };
    return this.caller.call(spec, (options) => this.client.send(command, options));
  }

  /** Invitations sent to us. */
  async listReceivedInvitations(pageToken: string | null): Promise<ListPage> {
    const operation = 'ListEngagementInvitations';
    const command = new ListEngagementInvitationsCommand({
      Catalog: this.catalog,
      ParticipantType: 'RECEIVER',
      MaxResults: PAGE_SIZE,
      Sort: { SortBy: 'InvitationDate', SortOrder: 'ASCENDING' },
      ...pageOf(pageToken),
    });
    const spec = { operation, buckets: SELLING_READ, pageToken };
    const json = await this.caller.call(spec, (options) => this.client.send(command, options));
    return readListPage(operation, { rows: 'EngagementInvitationSummaries', token: 'NextToken' }, json);
  }

  /** One invitation with what the sender offers; some of it is hidden until it is accepted. */
  getInvitation(idOrArn: string): Promise<JsonValue> {
    const command = new GetEngagementInvitationCommand({ Catalog: this.catalog, Identifier: idOrArn });
    const spec = { operation: 'GetEngagementInvitation', buckets: SELLING_READ };
    return this.caller.call(spec, (options) => this.client.send(command, options));
  }

  /**
   * Which opportunity is shared in which engagement. AWS publishes no rate for it; that of the other reads is assumed.
   * @param opportunityId only the engagements of this opportunity; null for all
   */
  async listEngagementOpportunities(pageToken: string | null, opportunityId: string | null): Promise<ListPage> {
    const operation = 'ListEngagementResourceAssociations';
    const command = new ListEngagementResourceAssociationsCommand({
      Catalog: this.catalog,
      ResourceType: 'Opportunity',
      ...(opportunityId === null ? {} : { ResourceIdentifier: opportunityId }),
      MaxResults: ASSOCIATIONS_PAGE_SIZE,
      ...pageOf(pageToken),
    });
    const spec = { operation, buckets: SELLING_READ, pageToken };
    const json = await this.caller.call(spec, (options) => this.client.send(command, options));
    return readListPage(operation, { rows: 'EngagementResourceAssociationSummaries', token: 'NextToken' }, json);
  }
}
