import { check, textMember } from '../../../platform/vendor/shape-check.ts';
import type { BenefitsApi } from '../api/benefits-api.ts';
import { benefit, type WireBenefit } from '../wire/benefits.ts';
import { idOf } from '../wire/ids.ts';
import type { ListPage, Row } from '../wire/list-page.ts';
import { allRows } from './all-rows.ts';
import type { ReadRow } from './rows.ts';
import { orMissing } from './tolerance.ts';

type Entry = ReadRow<WireBenefit>;

interface Listing {
  readonly page: ListPage;
  readonly byId: ReadonlyMap<string, Entry>;
  /** Identifiers of all rows, also of those whose shape is wrong elsewhere. */
  readonly ids: ReadonlySet<string>;
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

  /** Whether the list has this benefit at all: a row that can't be read is told with the list, and not gone. */
  async has(idOrArn: string): Promise<boolean> {
    return (await this.load()).ids.has(idOf(idOrArn));
  }

  /** The entry of a benefit, or null where none can be read. One that is not on the list is asked for by itself, once. */
  async find(idOrArn: string): Promise<Entry | null> {
    const id = idOf(idOrArn);
    const listed = (await this.load()).byId.get(id);
    if (listed !== undefined) return listed;
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
    return {
      page: { rows, nextToken: null },
      byId: new Map(entries.map((entry) => [entry.value.Id, entry])),
      ids: new Set(rows.map(({ json }) => textMember(json, 'Id')).filter((id) => id !== null)),
    };
  }
}

function entryOf({ json }: Row): Entry | null {
  const read = check(benefit, json);
  return 'value' in read ? { value: read.value, json } : null;
}
