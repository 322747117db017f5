import {
  GetBenefitAllocationCommand,
  GetBenefitApplicationCommand,
  GetBenefitCommand,
  ListBenefitAllocationsCommand,
  ListBenefitApplicationsCommand,
  ListBenefitsCommand,
  type PartnerCentralBenefitsClient,
} from '@aws-sdk/client-partnercentral-benefits';
import type { JsonValue } from '../../../platform/records/json.ts';
import { BENEFITS_LIST_APPLICATIONS, BENEFITS_READ } from '../quotas.ts';
import type { Caller } from '../transport/caller.ts';
import { readListPage, type ListPage } from '../wire/list-page.ts';
import { PAGE_SIZE, pageOf } from './page.ts';

/**
 * Read operations of the benefits service `[M-ben]`, answered as they come over the wire.
 * Each throws VendorError, or the reason of the signal once the pull is aborted.
 */
export class BenefitsApi {
  private readonly client: PartnerCentralBenefitsClient;
  private readonly caller: Caller;
  private readonly catalog: string;

  constructor(client: PartnerCentralBenefitsClient, caller: Caller, catalog: string) {
    this.client = client;
    this.caller = caller;
    this.catalog = catalog;
  }

  /** The catalogue, in every status. */
  async listBenefits(pageToken: string | null): Promise<ListPage> {
    const operation = 'ListBenefits';
    const command = new ListBenefitsCommand({ Catalog: this.catalog, MaxResults: PAGE_SIZE, ...pageOf(pageToken) });
    const spec = { operation, buckets: BENEFITS_READ, pageToken };
    const json = await this.caller.call(spec, (options) => this.client.send(command, options));
    return readListPage(operation, { rows: 'BenefitSummaries', token: 'NextToken' }, json);
  }

  /** One entry of the catalogue, with the schema of its application form. */
  getBenefit(id: string): Promise<JsonValue> {
    const command = new GetBenefitCommand({ Catalog: this.catalog, Identifier: id });
    const spec = { operation: 'GetBenefit', buckets: BENEFITS_READ };
    return this.caller.call(spec, (options) => this.client.send(command, options));
  }

  /** @param applicationId only allocations that came of this application; null for all */
  async listAllocations(applicationId: string | null, pageToken: string | null): Promise<ListPage> {
    const operation = 'ListBenefitAllocations';
    const command = new ListBenefitAllocationsCommand({
      Catalog: this.catalog,
      MaxResults: PAGE_SIZE,
      ...(applicationId === null ? {} : { BenefitApplicationIdentifiers: [applicationId] }),
      ...pageOf(pageToken),
    });
    const spec = { operation, buckets: BENEFITS_READ, pageToken };
    const json = await this.caller.call(spec, (options) => this.client.send(command, options));
    return readListPage(operation, { rows: 'BenefitAllocationSummaries', token: 'NextToken' }, json);
  }

  /** One allocation with the amounts of its fulfillment. */
  getAllocation(id: string): Promise<JsonValue> {
    const command = new GetBenefitAllocationCommand({ Catalog: this.catalog, Identifier: id });
    const spec = { operation: 'GetBenefitAllocation', buckets: BENEFITS_READ };
    return this.caller.call(spec, (options) => this.client.send(command, options));
  }

  /**
   * Applications in every status; this list has a rate of its own.
   * @param benefitId only applications for this benefit; null for all
   */
  async listApplications(pageToken: string | null, benefitId: string | null = null): Promise<ListPage> {
    const operation = 'ListBenefitApplications';
    const command = new ListBenefitApplicationsCommand({
      Catalog: this.catalog,
      MaxResults: PAGE_SIZE,
      ...(benefitId === null ? {} : { BenefitIdentifiers: [benefitId] }),
      ...pageOf(pageToken),
    });
    const spec = { operation, buckets: BENEFITS_LIST_APPLICATIONS, pageToken };
    const json = await this.caller.call(spec, (options) => this.client.send(command, options));
    return readListPage(operation, { rows: 'BenefitApplicationSummaries', token: 'NextToken' }, json);
  }

  /** One application with its form and its revision. */
  getApplication(id: string): Promise<JsonValue> {
    const command = new GetBenefitApplicationCommand({ Catalog: this.catalog, Identifier: id });
    const spec = { operation: 'GetBenefitApplication', buckets: BENEFITS_READ };
    return this.caller.call(spec, (options) => this.client.send(command, options));
  }
}
