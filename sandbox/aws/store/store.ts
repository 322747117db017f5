import type { Archive, Shelf } from '../../kernel/archive/archive.ts';
import { KeptMap } from '../../kernel/archive/kept-map.ts';
import type { JsonObject } from '../json.ts';
import { Ids } from './ids.ts';
import type { Scope } from './scope.ts';

/** The kinds of records a store holds: also the `type` of the control door's `POST records`. */
export const RECORD_TYPES = [
  'opportunity',
  'awsOpportunity',
  'invitation',
  'engagementResource',
  'fromOpportunityTask',
  'byInvitationTask',
  'solution',
  'benefit',
  'application',
  'allocation',
  'partner',
  'programManagementAccount',
  'relationship',
] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

/** Records by their ids, each in the wire form of its Get operation and without nulls. */
export type Table = Map<string, JsonObject>;

/** The first answer to a client token, and a hash of the request it answered. */
export interface Replay {
  readonly request: string;
  readonly answer: JsonObject | null;
}

/** Everything one account has in one catalogue. */
export class Store {
  readonly scope: Scope;
  readonly ids: Ids;
  /** First answers by operation and client token. */
  readonly replays = new KeptMap<Replay>();
  /** When opportunities under review were submitted, in milliseconds since 1970. */
  readonly submittedAt = new KeptMap<number>();
  /** Until when tasks say that they are in progress, in milliseconds since 1970. */
  readonly readyAt = new KeptMap<number>();
  private readonly tables: ReadonlyMap<RecordType, KeptMap<JsonObject>>;

  constructor(scope: Scope) {
    this.scope = scope;
    this.ids = new Ids(scope);
    this.tables = new Map(RECORD_TYPES.map((type) => [type, new KeptMap()]));
  }

  /** Lays over the seeded records what was kept of an earlier run, and keeps every change from now on. */
  keepIn(archive: Archive): void {
    const { account, catalog } = this.scope;
    const shelf = (name: string): Shelf => archive.shelf(`aws/${account.accountId}/${catalog}/${name}`);
    for (const [type, table] of this.tables) table.keepOn(shelf(type));
    this.replays.keepOn(shelf('replays'));
    this.submittedAt.keepOn(shelf('submittedAt'));
    this.readyAt.keepOn(shelf('readyAt'));
    this.ids.keepOn(shelf('ids'));
  }

  table(type: RecordType): Table {
    const table = this.tables.get(type);
    if (!table) throw new Error(`there is no table ${type}`);
    return table;
  }

  get(type: RecordType, id: string): JsonObject | undefined {
    return this.table(type).get(id);
  }

  put(type: RecordType, id: string, record: JsonObject): void {
    this.table(type).set(id, record);
  }

  all(type: RecordType): JsonObject[] {
    return [...this.table(type).values()];
  }
}
