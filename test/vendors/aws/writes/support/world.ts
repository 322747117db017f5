import { ListBenefitsCommand, PartnerCentralBenefitsClient } from '@aws-sdk/client-partnercentral-benefits';
import {
  AssociateOpportunityCommand,
  GetOpportunityCommand,
  ListSolutionsCommand,
  PartnerCentralSellingClient,
  type GetOpportunityCommandOutput,
} from '@aws-sdk/client-partnercentral-selling';
import type { DealContent, FundContent } from '../../../../../platform/vendor/write-contract.ts';
import type { WriteBench } from './desk.ts';
import { CONTENT, FUNDS, intentOf } from './intents.ts';

/** What is there at AWS before a write, made and read with clients of our own. */
export class World {
  readonly bench: WriteBench;
  readonly #selling: PartnerCentralSellingClient;
  readonly #benefits: PartnerCentralBenefitsClient;

  constructor(bench: WriteBench) {
    const { accessKeyId, secretAccessKey } = bench.credentials();
    const config = {
      region: 'us-east-1',
      endpoint: bench.url,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
    };
    this.bench = bench;
    this.#selling = new PartnerCentralSellingClient(config);
    this.#benefits = new PartnerCentralBenefitsClient(config);
  }

  /** The partner's active solutions, as AWS lists them. */
  async solutions(): Promise<string[]> {
    const command = new ListSolutionsCommand({ Catalog: 'AWS', Status: ['Active'] });
    const { SolutionSummaries: found = [] } = await this.#selling.send(command);
    return found.flatMap(({ Id }) => (Id === undefined ? [] : [Id]));
  }

  /** A deal that AWS takes as it is. */
  async content(vendorFields: DealContent['vendorFields'] = {}): Promise<DealContent> {
    const [solution = ''] = await this.solutions();
    return { ...CONTENT, vendorFields: { ...CONTENT.vendorFields, solutions: [solution], ...vendorFields } };
  }

  /** An opportunity that was submitted, and that AWS has got so far with. */
  async submitted(review: string, lifeCycle: object = {}): Promise<string> {
    const { plan } = await this.bench.desk(intentOf('SUBMIT_DEAL', { content: await this.content() })).run();
    if (plan.kind !== 'done' || plan.remoteId === null) throw new Error(`expected it to be done, got ${plan.kind}`);
    await this.review(plan.remoteId, review, lifeCycle);
    return plan.remoteId;
  }

  async review(id: string, review: string, lifeCycle: object = {}): Promise<void> {
    await this.bench.change('opportunity', id, { LifeCycle: { ReviewStatus: review, ...lifeCycle } });
  }

  /** Somebody else ties one more solution of the partner's to an opportunity. */
  async ties(id: string, solution: string): Promise<void> {
    const tied = { RelatedEntityType: 'Solutions', RelatedEntityIdentifier: solution } as const;
    await this.#selling.send(new AssociateOpportunityCommand({ Catalog: 'AWS', OpportunityIdentifier: id, ...tied }));
  }

  opportunity(id: string): Promise<GetOpportunityCommandOutput> {
    return this.#selling.send(new GetOpportunityCommand({ Catalog: 'AWS', Identifier: id }));
  }

  /** An offer of AWS that nobody has answered. */
  async invitation(set: object = {}): Promise<string> {
    const { accountId: account } = this.bench.credentials();
    const made = await this.bench.door('POST', 'records', { type: 'invitation', account, set });
    return (made as { record: { Id: string } }).record.Id;
  }

  /** A request for funds of the benefit of a program. */
  async funds(program = 'MDF', vendorFields: FundContent['vendorFields'] = {}): Promise<FundContent> {
    const { BenefitSummaries: offered = [] } = await this.#benefits.send(new ListBenefitsCommand({ Catalog: 'AWS' }));
    const benefit = offered.find(({ Programs }) => Programs?.includes(program));
    if (benefit?.Id === undefined) throw new Error(`expected a benefit of ${program}, got none`);
    return { ...FUNDS, benefitRemoteId: benefit.Id, vendorFields: { activityType: 'Webinar', ...vendorFields } };
  }

  close(): void {
    this.#selling.destroy();
    this.#benefits.destroy();
  }
}
