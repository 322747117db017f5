import {
  ListProgramManagementAccountsCommand,
  ListRelationshipsCommand,
  type PartnerCentralChannelClient,
} from '@aws-sdk/client-partnercentral-channel';
import { CHANNEL_READ } from '../quotas.ts';
import type { Caller } from '../transport/caller.ts';
import { readListPage, type ListMembers, type ListPage } from '../wire/list-page.ts';
import { PAGE_SIZE } from './page.ts';

const LIST: ListMembers = { rows: 'items', token: 'nextToken' };

/**
 * Read operations of the channel service `[M-chn]`, answered as they come over the wire; its members are camel case.
 * Each throws VendorError, or the reason of the signal once the pull is aborted.
 */
export class ChannelApi {
  private readonly client: PartnerCentralChannelClient;
  private readonly caller: Caller;
  private readonly catalog: string;

  constructor(client: PartnerCentralChannelClient, caller: Caller, catalog: string) {
    this.client = client;
    this.caller = caller;
    this.catalog = catalog;
  }

  /** Accounts by which the partner takes part in resale programs, in every status. */
  async listProgramAccounts(pageToken: string | null): Promise<ListPage> {
    const operation = 'ListProgramManagementAccounts';
    const command = new ListProgramManagementAccountsCommand({
      catalog: this.catalog,
      maxResults: PAGE_SIZE,
      ...(pageToken === null ? {} : { nextToken: pageToken }),
    });
    const spec = { operation, buckets: CHANNEL_READ, pageToken };
    const json = await this.caller.call(spec, (options) => this.client.send(command, options));
    return readListPage(operation, LIST, json);
  }

  /** Relationships that name one of these accounts as the downstream seller. */
  async listSellerRelationships(accountIds: readonly string[], pageToken: string | null): Promise<ListPage> {
    const operation = 'ListRelationships';
    const command = new ListRelationshipsCommand({
      catalog: this.catalog,
      maxResults: PAGE_SIZE,
      associationTypes: ['DOWNSTREAM_SELLER'],
      associatedAccountIds: [...accountIds],
      ...(pageToken === null ? {} : { nextToken: pageToken }),
    });
    const spec = { operation, buckets: CHANNEL_READ, pageToken };
    const json = await this.caller.call(spec, (options) => this.client.send(command, options));
    return readListPage(operation, LIST, json);
  }
}
