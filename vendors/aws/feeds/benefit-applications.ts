import { z } from 'zod';
import type { PulledRecord } from '../../../platform/records/records.ts';
import type { MalformedItem, PulledItem } from '../../../platform/vendor/contract.ts';
import { check, malformed } from '../../../platform/vendor/shape-check.ts';
import { catalogueBenefit, vanishedBenefit } from '../records/benefit.ts';
import { fundRequest } from '../records/fund-request.ts';
import { application, applicationRow, benefit, type WireApplication } from '../wire/benefits.ts';
import { idOf } from '../wire/ids.ts';
import { readAllocationsOf } from './application-allocations.ts';
import { BenefitCatalogue } from './benefit-catalogue.ts';
import type { AwsFeed, FeedContext } from './feed.ts';
import { readPages, type Turn } from './read-pages.ts';
import { readRows } from './rows.ts';
import { orMissing } from './tolerance.ts';

const FEED = 'benefit-applications';

const place = z.object({ token: z.string().nullable(), catalogueDone: z.boolean() });
type ApplicationPlace = z.infer<typeof place>;

/**
 * What the partner may ask for and has asked for. First the catalogue, whole, as available benefits (`ListBenefits`);
 * then the applications as requests on them (`ListBenefitApplications`, `GetBenefitApplication`). A request belongs to the
 * catalogue's benefit for good, so every request finds its benefit in this same feed, whatever becomes of allocations.
 */
export const benefitApplicationsFeed: AwsFeed = {
  facts: {
    name: FEED,
    area: 'FUND',
    kinds: ['benefit', 'fundRequest'],
    support: 'PARTIAL',
    transport: 'API',
    mode: 'full',
  },
  read(context) {
    const reader = new ApplicationReader(context);
    return readPages<ApplicationPlace>(context, {
      feed: FEED,
      shape: place,
      start: { token: null, catalogueDone: false },
      turn: (at) => (at.catalogueDone ? reader.readApplications(at.token) : reader.readCatalogue()),
    });
  },
};

class ApplicationReader {
  private readonly context: FeedContext;
  private readonly catalogue: BenefitCatalogue;
  /** Benefits that are not in the catalogue and were handed over with an application. */
  private readonly added = new Set<string>();

  constructor(context: FeedContext) {
    this.context = context;
    this.catalogue = new BenefitCatalogue(context.api.benefits);
  }

  async readCatalogue(): Promise<Turn<ApplicationPlace>> {
    const items = await readRows(await this.catalogue.list(), {
      shape: benefit,
      idOf: (row) => row.Id,
      read: async ({ value, json }) => [{ record: catalogueBenefit(value), payload: json }],
    });
    return { items, next: { token: null, catalogueDone: true } };
  }

  async readApplications(token: string | null): Promise<Turn<ApplicationPlace>> {
    const page = await this.context.api.benefits.listApplications(token);
    const items = await readRows(page, {
      shape: applicationRow,
      idOf: (row) => row.Id,
      read: (row) => this.readApplication(row.value.Id),
    });
    return { items, next: page.nextToken === null ? null : { token: page.nextToken, catalogueDone: true } };
  }

  private async readApplication(id: string): Promise<PulledItem[]> {
    const read = await readApplication(this.context, id);
    if (read === null) return [];
    return 'application' in read ? [...(await this.missingBenefit(read.application)), read.item] : [read.item];
  }

  /** The benefit of an application, when the catalogue's page did not bring it. */
  private async missingBenefit(asked: WireApplication): Promise<PulledItem[]> {
    const id = idOf(asked.BenefitId);
    if ((await this.catalogue.has(id)) || this.added.has(id)) return [];
    this.added.add(id);
    const json = await orMissing(this.context.api.benefits.getBenefit(id));
    if (json === null) return [{ record: vanishedBenefit(asked), payload: null }];
    const read = check(benefit, json, '/benefit');
    return 'fault' in read ? [malformed(read.fault, id)] : [{ record: catalogueBenefit(read.value), payload: json }];
  }
}

/** An application and the request it is; with a wrong shape, what was wrong with it. */
export type ReadApplication =
  | { readonly application: WireApplication; readonly item: PulledRecord }
  | { readonly item: MalformedItem };

/** One application as a request for funds, with what was allocated on it; null when AWS no longer has it. */
export async function readApplication(context: FeedContext, id: string): Promise<ReadApplication | null> {
  const json = await orMissing(context.api.benefits.getApplication(id));
  if (json === null) return null;
  const read = check(application, json, '/application');
  if ('fault' in read) return { item: malformed(read.fault, id) };
  const allocations = read.value.Status === 'APPROVED' ? await readAllocationsOf(context, id) : [];
  const record = fundRequest(
    read.value,
    allocations.map(({ value }) => value),
  );
  const payload = { application: json, allocations: allocations.map((one) => one.json) };
  return { application: read.value, item: { record, payload } };
}
