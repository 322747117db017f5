import type { BenefitsApi } from '../api/benefits-api.ts';
import { benefit, type WireBenefit } from '../wire/benefits.ts';
import { idOf } from '../wire/ids.ts';
import type { ListPage, Row } from '../wire/list-page.ts';
import { readShape } from '../wire/read-shape.ts';
import { allRows } from './all-rows.ts';
import type { ReadRow } from './rows.ts';
import { orMissing } from './tolerance.ts';

type Entry = ReadRow<WireBenefit>;

interface Listing {
  readonly page: ListPage;
  readonly byId: ReadonlyMap<string, Entry>;
}

/** The benefits AWS shows the partner, listed once a pull, and looked up by identifier or ARN. */
export class BenefitCatalogue {
  private readonly api: BenefitsApi;
  private listing: Promise<Listing> | undefined;
  private readonly asked = new Map<string, Promise<Entry | null>>();

  constructor(api: BenefitsApi) {
    this.api = api;
  }

  /** All rows of the list, unchecked, as one page. */
  async list(): Promise<ListPage> {
    return (await this.load()).page;
  }

  /** The listed entry of a benefit; null when the list has none that can be read. */
  async listed(idOrArn: string): Promise<Entry | null> {
    return (await this.load()).byId.get(idOf(idOrArn)) ?? null;
  }

  /** As `listed`; a benefit that is not on the list is asked for by itself, once. */
  async find(idOrArn: string): Promise<Entry | null> {
    const listed = await this.listed(idOrArn);
    if (listed !== null) return listed;
    const id = idOf(idOrArn);
    const asked = this.asked.get(id) ?? this.ask(id);
    this.asked.set(id, asked);
    return asked;
  }

  private async ask(id: string): Promise<Entry | null> {
    const json = await orMissing(this.api.getBenefit(id));
    return json === null ? null : entryOf({ json, at: '' });
  }

  private load(): Promise<Listing> {
    this.listing ??= this.loadAll();
    return this.listing;
  }

  private async loadAll(): Promise<Listing> {
    const rows = await allRows('ListBenefits', (token) => this.api.listBenefits(token));
    const entries = rows.map(entryOf).filter((entry) => entry !== null);
    return { page: { rows, nextToken: null }, byId: new Map(entries.map((entry) => [entry.value.Id, entry])) };
  }
}

function entryOf({ json }: Row): Entry | null {
  const read = readShape(benefit, json);
  return read.ok ? { value: read.value, json } : null;
}
