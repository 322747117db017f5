import { expect, test } from '@jest/globals';
import type { VendorRecord } from '../../../platform/records/records.ts';
import type { CapabilityArea } from '../../../platform/records/vocabulary.ts';
import type { SubgraphTest } from './open-subgraph-test.ts';
import type { TestConnection } from './tenants.ts';

export interface CountedQuery {
  readonly room: () => SubgraphTest;
  readonly query: string;
  readonly area: CapabilityArea;
  readonly vendor: string;
  readonly record: (number: number) => VendorRecord;
  /** Statements it takes, transaction control included. */
  readonly statements: number;
  /** Records that hang on the others; none unless said otherwise. */
  readonly parts?: (number: number) => readonly VendorRecord[];
}

/** A query takes as many statements for fifty rows as for two. */
export function promiseFixedStatements(counted: CountedQuery): void {
  test(`everything of 50 rows takes ${counted.statements} statements, as does everything of two`, async () => {
    const { tenants, feeder, ask } = counted.room();
    const asked = async (count: number): Promise<{ count: number; errors: readonly unknown[] }> => {
      const partner = await tenants.addPartner();
      const connection: TestConnection = await tenants.connect(partner, counted.vendor);
      const numbers = Array.from({ length: count }, (_, index) => index);
      await feeder.feed(
        connection,
        numbers.flatMap((number) => [counted.record(number), ...(counted.parts?.(number) ?? [])]),
        { area: counted.area },
      );
      const { statements, errors } = await ask({ as: partner, query: counted.query });
      return { count: statements.length, errors };
    };
    expect(await asked(2)).toEqual({ count: counted.statements, errors: [] });
    expect(await asked(50)).toEqual({ count: counted.statements, errors: [] });
  });
}
