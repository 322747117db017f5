import { canonical, textAt, type Json, type JsonObject } from './json.ts';
import { narrowed } from './model/answer.ts';
import type { Pager, Place } from './paging/page.ts';
import type { Service } from './services.ts';
import type { Store } from './store/store.ts';

/** What can be set besides the options that every stand-in has. */
export interface AwsSettings {
  /**
   * How long a submitted opportunity stays Submitted, and then In review, in milliseconds; after that it is Approved.
   * Null: only the control door decides.
   */
  readonly reviewMs: number | null;
  /** How long a task says IN_PROGRESS, in milliseconds; 0: it is COMPLETE in the first answer, as recorded [PM]. */
  readonly taskMs: number;
  /** Benefit applications an account can have in one catalogue; documented are 10,000 [DG 58939361515]. */
  readonly applicationQuota: number;
}

/** A list on its way to the client, before it is cut into pages. */
export interface Listing {
  readonly items: readonly JsonObject[];
  readonly placeOf: (item: JsonObject) => Place;
  readonly descending?: boolean;
  /** Shape of one item in the answer. */
  readonly summary: string;
  readonly defaultSize?: number;
}

/** A page as the client gets it. */
export interface ListedPage {
  readonly items: Json[];
  readonly nextToken: string | null;
}

const DEFAULT_PAGE_SIZE = 20; // [M-sel ListOpportunitiesRequest$MaxResults]

/** Everything an operation works with: the caller's records, the time, the request. */
export class Context {
  readonly service: Service;
  readonly operation: string;
  readonly store: Store;
  readonly settings: AwsSettings;
  /** Milliseconds since 1970. */
  readonly now: number;
  private readonly pager: Pager;
  private readonly duplicatePages: boolean;
  private readonly onCreated: (type: string, id: string, externalId: string | null) => void;

  constructor(parts: ContextParts) {
    this.service = parts.service;
    this.operation = parts.operation;
    this.store = parts.store;
    this.settings = parts.settings;
    this.now = parts.now;
    this.pager = parts.pager;
    this.duplicatePages = parts.duplicatePages;
    this.onCreated = parts.onCreated;
  }

  /** Notes for the control door that a client made a record. */
  created(type: string, id: string, externalId: string | null): void {
    this.onCreated(type, id, externalId);
  }

  /** Cuts a list into the page that the request asks for, each item narrowed to its summary shape. */
  page(input: JsonObject, listing: Listing): ListedPage {
    const camel = this.service.name === 'channel';
    const tokenMember = camel ? 'nextToken' : 'NextToken';
    const size = input[camel ? 'maxResults' : 'MaxResults'];
    const filters: JsonObject = { ...input, [tokenMember]: null, [camel ? 'maxResults' : 'MaxResults']: null };
    const { accountId } = this.store.scope.account;
    const page = this.pager.page({
      items: listing.items,
      placeOf: listing.placeOf,
      descending: listing.descending ?? false,
      query: `${accountId} ${this.service.name}.${this.operation} ${canonical(filters)}`,
      token: textAt(input, tokenMember) || null,
      size: typeof size === 'number' ? size : (listing.defaultSize ?? DEFAULT_PAGE_SIZE),
      duplicatePages: this.duplicatePages,
      tokenMember,
    });
    const items = page.items.map((item) => narrowed(this.service.model, listing.summary, item));
    return { items, nextToken: page.nextToken };
  }
}

export interface ContextParts {
  readonly service: Service;
  readonly operation: string;
  readonly store: Store;
  readonly settings: AwsSettings;
  readonly now: number;
  readonly pager: Pager;
  readonly duplicatePages: boolean;
  readonly onCreated: (type: string, id: string, externalId: string | null) => void;
}

/** One operation of a service. The request has passed the model when it comes here. */
export interface Operation {
  /** Whether it changes state. */
  readonly write: boolean;
  /** @returns the answer without nulls, or null where the operation answers with an empty body */
  readonly run: (input: JsonObject, context: Context) => JsonObject | null;
}

export type Operations = Readonly<Record<string, Operation>>;
