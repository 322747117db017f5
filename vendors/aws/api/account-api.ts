import {
  GetPartnerCommand,
  ListPartnersCommand,
  type PartnerCentralAccountClient,
} from '@aws-sdk/client-partnercentral-account';
import type { JsonValue } from '../../../platform/records/json.ts';
import { ACCOUNT_READ } from '../quotas.ts';
import type { Caller } from '../transport/caller.ts';
import { readListPage, type ListPage } from '../wire/list-page.ts';
import { pageOf } from './page.ts';

/**
 * Read operations of the account service `[M-acc]`, answered as they come over the wire.
 * Each throws VendorError, or the reason of the signal once the pull is aborted.
 */
export class AccountApi {
  private readonly client: PartnerCentralAccountClient;
  private readonly caller: Caller;
  private readonly catalog: string;

  constructor(client: PartnerCentralAccountClient, caller: Caller, catalog: string) {
    this.client = client;
    this.caller = caller;
    this.catalog = catalog;
  }

  /** Partners the account can see, normally its own; the size of a page is AWS's choice `[M-acc ListPartners]`. */
  async listPartners(pageToken: string | null): Promise<ListPage> {
    const operation = 'ListPartners';
    const command = new ListPartnersCommand({ Catalog: this.catalog, ...pageOf(pageToken) });
    const spec = { operation, buckets: ACCOUNT_READ, pageToken };
    const json = await this.caller.call(spec, (options) => this.client.send(command, options));
    return readListPage(operation, { rows: 'PartnerSummaryList', token: 'NextToken' }, json);
  }

  /** One partner with its public profile. */
  getPartner(id: string): Promise<JsonValue> {
    const command = new GetPartnerCommand({ Catalog: this.catalog, Identifier: id });
    const spec = { operation: 'GetPartner', buckets: ACCOUNT_READ };
    return this.caller.call(spec, (options) => this.client.send(command, options));
  }
}
