import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { VendorRecord } from '../../../platform/records/records.ts';
import type { CapabilityArea, ChangeKind } from '../../../platform/records/vocabulary.ts';
import type { SubgraphTest } from './open-subgraph-test.ts';
import type { TestConnection, TestPartner } from './tenants.ts';

/** A change of one thing in a record, and the columns that the change log names for it. */
export interface FieldChange<R> {
  readonly title: string;
  readonly change: Partial<R>;
  readonly fields: readonly string[];
}

export interface MirroredKind<R extends VendorRecord> {
  readonly room: () => SubgraphTest;
  /** Name of the root field, whose nodes have a source. */
  readonly field: string;
  readonly kind: R['kind'];
  readonly changeKind: ChangeKind;
  readonly area: CapabilityArea;
  readonly vendor: string;
  /** A full record, one for each number. */
  readonly record: (number: number) => R;
  readonly changes: ReadonlyArray<FieldChange<R>>;
}

interface ListedNode {
  id: string;
  source: { remoteId: string; deletedUpstream: boolean; fetchedAt: string };
}

/** What every mirrored kind of record promises about being read again, changing and going away. */
export function promiseMirror<R extends VendorRecord>(mirrored: MirroredKind<R>): void {
  const { kind, changeKind, area, record } = mirrored;

  const begin = async (): Promise<{ partner: TestPartner; connection: TestConnection }> => {
    const { tenants } = mirrored.room();
    const partner = await tenants.addPartner();
    return { partner, connection: await tenants.connect(partner, mirrored.vendor) };
  };

  const listed = async (as: TestPartner): Promise<ListedNode[]> => {
    const query = `{ ${mirrored.field} { nodes { id source { remoteId deletedUpstream fetchedAt } } } }`;
    const data = await mirrored.room().read<Record<string, { nodes: ListedNode[] }>>({ as, query });
    return data[mirrored.field]?.nodes ?? [];
  };

  const logOf = async (partner: TestPartner): Promise<Array<{ kind: string; action: string; fields: string[] }>> =>
    (await mirrored.room().tenants.changes(partner)).map((line) => ({
      kind: line.kind,
      action: line.action,
      fields: line.fields,
    }));

  describe('records that come again', () => {
    test('the same records twice change nothing but when they were last seen', async () => {
      const { feeder, clock } = mirrored.room();
      const { partner, connection } = await begin();
      const records = [record(1), record(2), record(3)];
      expect(await feeder.feed(connection, records, { area })).toEqual({ added: 3, updated: 0, unchanged: 0 });
      const log = await logOf(partner);
      expect(log.map((line) => line.action)).toEqual(['ADDED', 'ADDED', 'ADDED']);
      const later = new Date(clock.now().getTime() + 60_000);
      expect(await feeder.feed(connection, records, { area, at: later })).toEqual({
        added: 0,
        updated: 0,
        unchanged: 3,
      });
      expect(await logOf(partner)).toEqual(log);
      expect((await listed(partner)).map((node) => node.source.fetchedAt)).toEqual(
        Array.from({ length: 3 }, () => later.toISOString()),
      );
    });

    test('a record that is listed twice on one page is stored once', async () => {
      const { partner, connection } = await begin();
      const counts = await mirrored.room().feeder.feed(connection, [record(1), record(1)], { area });
      expect(counts).toEqual({ added: 1, updated: 0, unchanged: 0 });
      expect(await listed(partner)).toHaveLength(1);
    });

    test.each(mirrored.changes.map((change) => [change.title, change] as const))(
      'a change of %s is one update that names it',
      async (_title, { change, fields }) => {
        const { feeder } = mirrored.room();
        const { partner, connection } = await begin();
        await feeder.feed(connection, [record(1), record(2)], { area });
        const changed = { ...record(1), ...change };
        expect(await feeder.feed(connection, [changed, record(2)], { area })).toEqual({
          added: 0,
          updated: 1,
          unchanged: 1,
        });
        const log = await logOf(partner);
        expect(log.slice(2)).toEqual([{ kind: changeKind, action: 'UPDATED', fields: expect.anything() }]);
        expect(log[2]?.fields.toSorted()).toEqual(fields.toSorted());
      },
    );
  });

  describe('records that are gone', () => {
    test('are only marked, by a complete run, and come back under their old id', async () => {
      const { feeder } = mirrored.room();
      const { partner, connection } = await begin();
      await feeder.feed(connection, [record(1), record(2)], { area });
      const before = await listed(partner);
      const run = randomUUID();
      await feeder.feed(connection, [record(2)], { area, run });
      expect((await listed(partner)).some((node) => node.source.deletedUpstream)).toBe(false);
      expect(await feeder.markUnseen(connection, kind, { area, run })).toBe(1);
      expect(await feeder.markUnseen(connection, kind, { area, run })).toBe(0);

      const after = await listed(partner);
      expect(after.map((node) => node.id).toSorted()).toEqual(before.map((node) => node.id).toSorted());
      const gone = after.filter((node) => node.source.deletedUpstream);
      expect(gone).toHaveLength(1);
      expect((await logOf(partner)).at(-1)).toEqual({
        kind: changeKind,
        action: 'DELETED',
        fields: ['deleted_upstream'],
      });

      await feeder.feed(connection, [record(1)], { area });
      expect((await listed(partner)).some((node) => node.source.deletedUpstream)).toBe(false);
      const log = await mirrored.room().tenants.changes(partner);
      expect(log.at(-1)).toMatchObject({ kind: changeKind, action: 'ADDED', node_id: log.at(-2)?.node_id });
    });

    test('of another feed or another tenant are left alone', async () => {
      const { feeder } = mirrored.room();
      const { partner, connection } = await begin();
      const other = await begin();
      await feeder.feed(connection, [record(1)], { area, feed: 'kept' });
      await feeder.feed(other.connection, [record(1)], { area });
      expect(await feeder.markUnseen(connection, kind, { area, run: randomUUID() })).toBe(0);
      for (const one of [partner, other.partner]) {
        expect((await listed(one)).map((node) => node.source.deletedUpstream)).toEqual([false]);
      }
    });
  });
}
