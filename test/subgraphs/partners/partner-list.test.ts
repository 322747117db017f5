import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { partnerIngests, partnersModule } from '../../../subgraphs/partners/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';
import { heldBy, profileRecord } from './records.ts';

interface Told {
  readonly name: string;
  readonly roles?: readonly string[];
  readonly countries?: readonly string[];
  readonly industries?: readonly string[];
  readonly listed?: boolean;
}

let room: SubgraphTest;
let distributor: TestPartner;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [partnersModule], ingests: partnerIngests });
});
beforeEach(async () => {
  distributor = await room.tenants.addPartner('The distributor');
});
afterAll(() => room.close());

async function partner({ name, ...told }: Told): Promise<TestPartner> {
  const made = await room.tenants.addPartner(name);
  await room.tenants.as(made, 'partnergraph_app', (trx) =>
    trx
      .updateTable('partner')
      .set({
        roles: [...(told.roles ?? [])],
        countries: [...(told.countries ?? [])],
        industries: [...(told.industries ?? [])],
        listed: told.listed ?? false,
      })
      .where('id', '=', made.uuid)
      .execute(),
  );
  return made;
}

async function reseller(told: Told, grant: object = {}): Promise<TestPartner> {
  const made = await partner(told);
  await room.tenants.grant({ from: made, to: distributor, vendors: ['alpha'], areas: ['MEMBERSHIP'], ...grant });
  return made;
}

interface List {
  totalCount: number;
  nodes: Array<{ id: string; name: string }>;
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

const SELECTION = '{ totalCount nodes { id name } pageInfo { hasNextPage endCursor } }';

async function resellers(args = '', as = distributor): Promise<List> {
  const query = `{ viewer { resellers${args} ${SELECTION} } }`;
  return (await room.read<{ viewer: { resellers: List } }>({ as, query })).viewer.resellers;
}

async function findable(args = '', as = distributor): Promise<List> {
  return (await room.read<{ partners: List }>({ as, query: `{ partners${args} ${SELECTION} }` })).partners;
}

const names = (list: List): string[] => list.nodes.map((node) => node.name);

describe('resellers', () => {
  test('are the partners that let the reader see something now, each once, by name', async () => {
    const twice = await reseller({ name: 'Zoo' });
    await room.tenants.grant({ from: twice, to: distributor, vendors: ['beta'], areas: ['DEAL', 'BENEFIT'] });
    await reseller({ name: 'alpha' });
    await reseller({ name: 'Beta' });
    await reseller({ name: 'Revoked' }, { revoked: true });
    await reseller({ name: 'Ended' }, { expiresOn: '2026-06-14' });
    await reseller({ name: 'Ends today' }, { expiresOn: '2026-06-15' });
    await reseller({ name: 'Counts only' }, { level: 'COUNTS_ONLY' });
    await partner({ name: 'Listed', listed: true });
    const found = await resellers();
    expect(names(found)).toEqual(['alpha', 'Beta', 'Counts only', 'Ends today', 'Zoo']);
    expect(found.totalCount).toBe(5);
  });

  test('are walked page by page with a cursor that is theirs alone', async () => {
    for (const name of ['A', 'a', 'B', 'C', 'c']) await reseller({ name });
    const seen: string[] = [];
    let cursor = '';
    for (let args = '(first: 2)'; ;) {
      const page = await resellers(args);
      seen.push(...page.nodes.map((node) => node.id));
      if (!page.pageInfo.hasNextPage) break;
      cursor = page.pageInfo.endCursor;
      args = `(first: 2, after: "${cursor}")`;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
    await expect(resellers(`(after: "${cursor}", filter: { text: "a" })`)).rejects.toThrow(/^after must be a cursor/);
    await expect(findable(`(after: "${cursor}")`)).rejects.toThrow(/^after must be a cursor/);
    const other = await room.tenants.addPartner();
    await expect(resellers(`(after: "${cursor}")`, other)).rejects.toThrow(/^after must be a cursor/);
  });

  test('disappear the moment their grant is revoked', async () => {
    const made = await reseller({ name: 'Short' });
    expect(names(await resellers())).toEqual(['Short']);
    await room.tenants.as(made, 'partnergraph_app', (trx) =>
      sql`update access_grant set revoked_at = app_now() where grantor_id = ${made.uuid}`.execute(trx),
    );
    expect(await resellers()).toMatchObject({ totalCount: 0, nodes: [] });
  });
});

describe('partners that can be found', () => {
  test('are resellers and those who agreed to be listed, not the reader itself and nobody else', async () => {
    const listed = `Listed ${distributor.uuid}`;
    await reseller({ name: `Reseller ${distributor.uuid}` });
    await partner({ name: listed, listed: true });
    await partner({ name: `Hidden ${distributor.uuid}` });
    const found = await findable(`(filter: { text: "${distributor.uuid}" })`);
    expect(names(found)).toEqual([listed, `Reseller ${distributor.uuid}`]);
    expect(found.totalCount).toBe(2);
    const stranger = await room.tenants.addPartner();
    expect(names(await findable(`(filter: { text: "${distributor.uuid}" })`, stranger))).toEqual([listed]);
  });

  test.each<[string, string, string[]]>([
    ['a role', '{ role: [MSP] }', ['One']],
    ['several roles', '{ role: [MSP, ISV] }', ['One', 'Two']],
    ['a country', '{ country: ["DE"] }', ['One', 'Three']],
    ['a country that only a vendor tells', '{ country: ["NZ"] }', ['Two']],
    ['an industry', '{ industry: ["Retail"] }', ['Two']],
    ['text, without case', '{ text: "THR" }', ['Three']],
    ['text whose signs stand for nothing else', '{ text: "%" }', []],
    ['several at once', '{ role: [VAR], country: ["DE"] }', ['One']],
    ['nothing', '{ role: null, text: null }', ['One', 'Three', 'Two']],
    ['no country at all', '{ country: [] }', []],
  ])('filtered by %s', async (_title, filter, expected) => {
    await reseller({ name: 'One', roles: ['VAR', 'MSP'], countries: ['DE'] });
    const two = await reseller({ name: 'Two', roles: ['ISV'], industries: ['Retail'] });
    await reseller({ name: 'Three', countries: ['DE', 'FR'] });
    await room.feeder.feed(await room.tenants.connect(two, 'alpha'), [profileRecord({ countries: ['NZ'] })], {
      area: 'MEMBERSHIP',
    });
    const found = await resellers(`(filter: ${filter})`);
    expect(names(found)).toEqual(expected);
    expect(found.totalCount).toBe(expected.length);
  });

  test('with everything that hangs on them cost as many statements for many as for one', async () => {
    const query = `{ viewer { resellers { totalCount notices { code } nodes { name countries
      identifiers { scheme value } people { totalCount nodes { name partner { name } } }
      grants { areas grantee { name } grantor { name } } } } } }`;
    const cost = async (): Promise<number> => {
      const { errors, statements } = await room.ask({ as: distributor, query });
      expect(errors).toEqual([]);
      return statements.length;
    };
    const areas = ['MEMBERSHIP', 'CERTIFICATION'];
    const fill = async (name: string): Promise<void> => {
      const connection = await room.tenants.connect(await reseller({ name }, { areas }), 'alpha');
      const profile = profileRecord({ identifiers: [{ scheme: 'DUNS', value: name }] });
      await room.feeder.feed(connection, [profile], { area: 'MEMBERSHIP' });
      await room.feeder.feed(connection, [heldBy('one', 'Ada'), heldBy('two')], { area: 'CERTIFICATION' });
    };
    await fill('first');
    const one = await cost();
    for (const name of ['second', 'third', 'fourth']) await fill(name);
    expect(await cost()).toBe(one);
  });
});

describe('grants', () => {
  interface Granted {
    partner: {
      grants: Array<{ id: string; grantee: { id: string }; areas: string[]; level: string; revokedAt: string | null }>;
    } | null;
  }
  const grantsOf = async (of: TestPartner, as: TestPartner): Promise<Granted['partner']> => {
    const query = `{ partner(id: "${of.id}") { grants { id grantee { id } grantor { id } vendors { id } areas level onBehalf grantedAt expiresOn revokedAt } } }`;
    return (await room.read<Granted>({ as, query })).partner;
  };

  test('are seen by both sides and by nobody else', async () => {
    const made = await reseller({ name: 'Giver', listed: true }, { expiresOn: '2026-12-31' });
    const other = await room.tenants.addPartner('Other');
    await room.tenants.grant({ from: made, to: other, vendors: ['beta'], areas: ['DEAL'] });
    const expected = {
      grantee: { id: distributor.id },
      grantor: { id: made.id },
      vendors: [{ id: 'alpha' }],
      areas: ['MEMBERSHIP'],
      level: 'FULL',
      onBehalf: false,
      expiresOn: '2026-12-31',
      revokedAt: null,
    };
    expect((await grantsOf(made, made))?.grants).toHaveLength(2);
    const seen = await grantsOf(made, distributor);
    expect(seen?.grants).toMatchObject([expected]);
    expect((await grantsOf(made, other))?.grants).toMatchObject([{ grantee: { id: other.id } }]);
    const stranger = await room.tenants.addPartner();
    expect((await grantsOf(made, stranger))?.grants).toEqual([]);

    const id = seen?.grants[0]?.id ?? '';
    const wanted = { type: 'AccessGrant', id, selection: 'level grantor { id }' };
    expect(await room.reference(distributor, wanted)).toEqual({ level: 'FULL', grantor: { id: made.id } });
    expect(await room.reference(other, wanted)).toBeNull();
    expect(await room.reference(stranger, wanted)).toBeNull();
  });

  test("can't be given in another's name", async () => {
    const victim = await room.tenants.addPartner();
    const forged = room.tenants.as(distributor, 'partnergraph_app', (trx) =>
      sql`insert into access_grant (grantor_id, grantee_id, vendors, areas, level)
        values (${victim.uuid}, ${distributor.uuid}, '{alpha}', '{DEAL}', 'FULL')`.execute(trx),
    );
    await expect(forged).rejects.toThrow(/row-level security/);
  });
});
