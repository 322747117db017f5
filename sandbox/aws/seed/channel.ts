import { customersOf } from '../../kernel/customers.ts';
import { sandboxPartner } from '../../kernel/partners.ts';
import { SeededRandom } from '../../kernel/random.ts';
import { awsAccount } from '../accounts.ts';
import type { JsonObject } from '../json.ts';
import { ownArn } from '../store/scope.ts';
import type { Store } from '../store/store.ts';
import { DAY_MS, seconds } from '../time.ts';

/** The partner that distributes, and the ones that sell under it. */
const DISTRIBUTOR = 3;
const DOWNSTREAM_SELLERS: readonly number[] = [1, 4];

const MAX_DISPLAY_NAME = 30;
const END_CUSTOMERS = 3;

type Program = 'SOLUTION_PROVIDER' | 'DISTRIBUTION' | 'DISTRIBUTION_SELLER';

function programsOf(index: number): readonly Program[] {
  if (index === DISTRIBUTOR) return ['DISTRIBUTION'];
  return DOWNSTREAM_SELLERS.includes(index) ? ['SOLUTION_PROVIDER', 'DISTRIBUTION_SELLER'] : ['SOLUTION_PROVIDER'];
}

/** Who a relationship is with. */
interface Associate {
  readonly accountId: string;
  readonly name: string;
  readonly associationType: 'DOWNSTREAM_SELLER' | 'END_CUSTOMER' | 'INTERNAL';
  readonly resaleAccountModel: 'DISTRIBUTOR' | 'END_CUSTOMER' | 'SOLUTION_PROVIDER';
}

function programAccount(store: Store, program: Program, start: number): JsonObject {
  const { scope, ids } = store;
  const id = ids.programManagementAccount();
  const random = new SeededRandom(`${scope.seed}:aws:program:${id}`);
  return {
    id,
    revision: String(random.int(1, 5)),
    catalog: scope.catalog,
    program,
    displayName: `${scope.partner.country} ${program.toLowerCase().replaceAll('_', ' ')}`.slice(0, MAX_DISPLAY_NAME),
    accountId: scope.account.accountId,
    arn: ownArn(scope, `program-management-account/${id}`),
    createdAt: seconds(start - 300 * DAY_MS),
    updatedAt: seconds(start - random.int(1, 200) * DAY_MS),
    startDate: seconds(start - 290 * DAY_MS),
    status: 'ACTIVE',
  };
}

function relationship(store: Store, programAccountId: string, associate: Associate, start: number): JsonObject {
  const { scope, ids } = store;
  const id = ids.relationship();
  return {
    arn: ownArn(scope, `program-management-account/${programAccountId}/relationship/${id}`),
    id,
    revision: '1',
    catalog: scope.catalog,
    associationType: associate.associationType,
    programManagementAccountId: programAccountId,
    associatedAccountId: associate.accountId,
    displayName: associate.name.slice(0, MAX_DISPLAY_NAME),
    resaleAccountModel: associate.resaleAccountModel,
    sector: 'COMMERCIAL',
    createdAt: seconds(start - 250 * DAY_MS),
    updatedAt: seconds(start - 20 * DAY_MS),
    startDate: seconds(start - 240 * DAY_MS),
  };
}

function endCustomers(store: Store): Associate[] {
  const { seed, partner } = store.scope;
  return customersOf(seed, partner.index)
    .slice(0, END_CUSTOMERS)
    .map(({ name, duns }) => ({
      accountId: `900${duns}`,
      name,
      associationType: 'END_CUSTOMER',
      resaleAccountModel: 'END_CUSTOMER',
    }));
}

function sellers(store: Store, partners: number): Associate[] {
  return DOWNSTREAM_SELLERS.filter((index) => index <= partners).map((index) => ({
    accountId: awsAccount(store.scope.seed, index).accountId,
    name: sandboxPartner(index).name,
    associationType: 'DOWNSTREAM_SELLER',
    resaleAccountModel: 'DISTRIBUTOR',
  }));
}

/**
 * The partner's resale programmes and whom it resells to: every reseller is a solution provider, the third partner
 * distributes, the first and fourth also sell under it [M-chn].
 * @param partners how many partners there are
 */
export function seedChannel(store: Store, partners: number, start: number): void {
  for (const program of programsOf(store.scope.partner.index)) {
    const account = programAccount(store, program, start);
    const accountId = String(account['id']);
    store.put('programManagementAccount', accountId, account);
    const associates = [...(program === 'DISTRIBUTION' ? sellers(store, partners) : []), ...endCustomers(store)];
    for (const associate of associates) {
      const record = relationship(store, accountId, associate, start);
      store.put('relationship', String(record['id']), record);
    }
  }
}
