import { beforeAll, describe, expect, test } from '@jest/globals';
import type { VendorRecord } from '../../../platform/records/records.ts';
import type { CapabilityArea } from '../../../platform/records/vocabulary.ts';
import type { SubgraphTest } from './open-subgraph-test.ts';
import type { TestGrant, TestPartner } from './tenants.ts';

export interface TenantList {
  readonly room: () => SubgraphTest;
  /** Name of the root field. */
  readonly field: string;
  /** GraphQL name of the entity. */
  readonly type: string;
  readonly area: CapabilityArea;
  /** An area that the rows do not belong to. */
  readonly otherArea: CapabilityArea;
  /** Two vendors that bring such records. */
  readonly vendors: readonly [string, string];
  readonly record: (vendor: string) => VendorRecord;
  /** The scope that opens the list. */
  readonly scope: string;
  /** Fields of the entity that hang on tables of their own: `history { at }`. */
  readonly children?: string;
}

interface Seen {
  ids: string[];
  total: number;
}

/** Who sees whose rows: the same for every mirrored table. */
export function promiseTenancy(list: TenantList): void {
  describe(`${list.field} of several tenants`, () => tenancyOf(list));
}

function tenancyOf(list: TenantList): void {
  let owner: TestPartner;
  let ids: Readonly<Record<string, string>>;
  const [one, another] = list.vendors;

  const seenBy = async (as: TestPartner): Promise<Seen> => {
    const data = await list.room().read<Record<string, { totalCount: number; nodes: Array<{ id: string }> }>>({
      as,
      query: `{ ${list.field} { totalCount nodes { id } } }`,
    });
    const found = data[list.field];
    return { ids: (found?.nodes ?? []).map((node) => node.id), total: found?.totalCount ?? -1 };
  };

  const referenceSeenBy = (as: TestPartner, id: string): Promise<{ id: string } | null> =>
    list.room().reference<{ id: string }>(as, { type: list.type, id, selection: `id ${list.children ?? ''}` });

  const grantee = async (grant: Omit<TestGrant, 'from' | 'to'>): Promise<TestPartner> => {
    const { tenants } = list.room();
    const to = await tenants.addPartner();
    await tenants.grant({ from: owner, to, ...grant });
    return to;
  };

  beforeAll(async () => {
    const { tenants, feeder } = list.room();
    owner = await tenants.addPartner();
    const found: Record<string, string> = {};
    for (const vendor of list.vendors) {
      const before = new Set((await seenBy(owner)).ids);
      const connection = await tenants.connect(owner, vendor);
      await feeder.feed(connection, [list.record(vendor)], { area: list.area });
      const added = (await seenBy(owner)).ids.filter((id) => !before.has(id));
      expect(added).toHaveLength(1);
      found[vendor] = added[0] ?? '';
    }
    ids = found;
  });

  const idOf = (vendor: string): string => ids[vendor] ?? '';

  describe('whose rows are seen', () => {
    test('the owner sees its own, by list and by id', async () => {
      expect(await seenBy(owner)).toEqual({ ids: expect.arrayContaining([idOf(one), idOf(another)]), total: 2 });
      expect(await referenceSeenBy(owner, idOf(one))).toMatchObject({ id: idOf(one) });
    });

    test('another tenant sees nothing of them: no row, no count, no node', async () => {
      const stranger = await list.room().tenants.addPartner();
      expect(await seenBy(stranger)).toEqual({ ids: [], total: 0 });
      expect(await referenceSeenBy(stranger, idOf(one))).toBeNull();
    });

    test('a full grant of one vendor and area opens exactly that', async () => {
      const distributor = await grantee({ vendors: [one], areas: [list.area] });
      expect(await seenBy(distributor)).toEqual({ ids: [idOf(one)], total: 1 });
      expect(await referenceSeenBy(distributor, idOf(one))).toMatchObject({ id: idOf(one) });
      expect(await referenceSeenBy(distributor, idOf(another))).toBeNull();
    });

    test('a grant of another area opens nothing here', async () => {
      const distributor = await grantee({ vendors: [...list.vendors], areas: [list.otherArea] });
      expect(await seenBy(distributor)).toEqual({ ids: [], total: 0 });
      expect(await referenceSeenBy(distributor, idOf(one))).toBeNull();
    });

    test.each([
      ['that was revoked', { revoked: true }],
      ['that ended yesterday', { expiresOn: '2026-06-14' }],
    ] as const)('a grant %s opens no row', async (_title, more) => {
      const distributor = await grantee({ vendors: [...list.vendors], areas: [list.area], ...more });
      expect(await seenBy(distributor)).toEqual({ ids: [], total: 0 });
      expect(await referenceSeenBy(distributor, idOf(one))).toBeNull();
    });

    test('a grant of the level DEALS_NO_VALUE opens the rows', async () => {
      const distributor = await grantee({ vendors: [one], areas: [list.area], level: 'DEALS_NO_VALUE' });
      expect(await seenBy(distributor)).toEqual({ ids: [idOf(one)], total: 1 });
      expect(await referenceSeenBy(distributor, idOf(one))).toMatchObject({ id: idOf(one) });
      expect(await referenceSeenBy(distributor, idOf(another))).toBeNull();
    });

    test('a grant of the level COUNTS_ONLY has them counted, and opens none', async () => {
      const distributor = await grantee({ vendors: [one], areas: [list.area], level: 'COUNTS_ONLY' });
      expect(await seenBy(distributor)).toEqual({ ids: [], total: 1 });
      expect(await referenceSeenBy(distributor, idOf(one))).toBeNull();
    });

    test('a grant counts through the day it ends on', async () => {
      const distributor = await grantee({ vendors: [one], areas: [list.area], expiresOn: '2026-06-15' });
      expect((await seenBy(distributor)).total).toBe(1);
    });

    test('an id of another kind, or of nothing at all, is no node', async () => {
      expect(await referenceSeenBy(owner, owner.id)).toBeNull();
      expect(await referenceSeenBy(owner, 'nothing')).toBeNull();
    });
  });

  test(`without the scope ${list.scope} neither the list nor a node is given`, async () => {
    const scopes = ['raw:read', 'people:read'];
    const query = `{ ${list.field} { totalCount } }`;
    const { data, errors } = await list.room().ask({ as: owner, query, scopes });
    expect(data).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: list.scope });
    const wanted = { type: list.type, id: idOf(one), selection: 'id' };
    await expect(list.room().reference(owner, wanted, scopes)).rejects.toThrow(list.scope);
    expect(await list.room().reference(owner, wanted, [list.scope])).toEqual({ id: idOf(one) });
  });
}
