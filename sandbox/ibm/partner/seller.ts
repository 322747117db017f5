import { customersOf } from '../../kernel/customers.ts';
import { sandboxPartner } from '../../kernel/partners.ts';
import { SeededRandom } from '../../kernel/random.ts';
import { DISTRIBUTOR, ibmAccount } from '../accounts.ts';
import { seedOptions } from './seed-options.ts';
import type { CloudOption } from './seed-options.ts';

const HEX = '0123456789abcdef';
const CUSTOMER_TYPES = ['ACCOUNT', 'ACCOUNT', 'ACCOUNT', 'ENTERPRISE', 'ACCOUNT_GROUP'] as const;
const EURO: readonly string[] = ['DE', 'AT', 'FR', 'ES', 'IT', 'NL', 'BE', 'FI', 'PT', 'IE'];

/** An end customer as IBM Cloud knows it. */
export interface CloudCustomer {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly type: (typeof CUSTOMER_TYPES)[number];
  readonly name: string;
  readonly country: string;
  readonly currency: 'EUR' | 'USD';
  readonly options: readonly CloudOption[];
}

/** A partner that resells IBM Cloud, and what it has sold itself. */
export interface Seller {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly role: 'DISTRIBUTOR' | 'RESELLER';
  readonly customers: readonly CloudCustomer[];
}

/** @param startedAt milliseconds since 1970: the terms of the options lie around it */
export function makeSeller(seed: number, startedAt: number, index: number): Seller {
  const { name, country } = sandboxPartner(index);
  const customers = customersOf(seed, index).map((customer): CloudCustomer => {
    const random = new SeededRandom(`${seed}:ibm:customer:${index}:${customer.duns}`);
    const id = random.text(32, HEX);
    return {
      id,
      type: random.pick(CUSTOMER_TYPES),
      name: customer.name,
      country: customer.country,
      currency: EURO.includes(customer.country) ? 'EUR' : 'USD',
      options: seedOptions(random, startedAt),
    };
  });
  const role = index === DISTRIBUTOR ? 'DISTRIBUTOR' : 'RESELLER';
  return { index, id: ibmAccount(seed, index).partnerId, name, country, role, customers };
}
