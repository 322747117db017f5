import { exampleOf, type ExampleField } from './example-values.ts';
import type { DealContent, FundContent } from '../../../platform/vendor/write-contract.ts';
import type { DealKind } from '../../../platform/records/vocabulary.ts';

/** A deal with its names alone. @param text what stands in the places that can't be null */
export function emptyDeal(dealKind: DealKind, text = 'x'): DealContent {
  return {
    name: text,
    description: null,
    value: null,
    closeOn: null,
    products: [],
    stage: null,
    dealKind,
    customer: {
      name: text,
      country: text,
      website: null,
      duns: null,
      city: null,
      street: null,
      postalCode: null,
      state: null,
      industry: null,
    },
    distributor: null,
    vendorFields: {},
  };
}

/** A request for funds with its benefit alone. @param text what stands in the places that can't be null */
export function emptyFunds(text = 'x'): FundContent {
  return {
    activity: text,
    amount: { amount: '1', currency: 'EUR' },
    activityOn: null,
    invoiceNumber: null,
    proofUrl: null,
    benefitRemoteId: 'B-1',
    benefitName: 'A fund',
    vendorFields: {},
  };
}

/** JSON Pointers of everything in a value. */
export function placesIn(value: object, at = ''): ReadonlySet<string> {
  return new Set(
    Object.entries(value).flatMap(([name, inner]) => {
      const here = `${at}/${name}`;
      const isInner = inner !== null && typeof inner === 'object' && !Array.isArray(inner);
      return [here, ...(isInner ? placesIn(inner as object, here) : [])];
    }),
  );
}

function withAt(value: unknown, [head, ...rest]: readonly string[], put: unknown): unknown {
  if (head === undefined) return put;
  return { ...(value as object), [head]: withAt((value as Record<string, unknown> | undefined)?.[head], rest, put) };
}

/** What is to be put at a place: an example of its type, unless a value is given. */
interface Asked extends ExampleField {
  readonly path: string;
  readonly value?: unknown;
}

/** The same content with something at each of the places. */
export function filledWith<Content extends object>(content: Content, asked: readonly Asked[], today: string): Content {
  return asked.reduce<Content>((filled, field) => {
    const names = field.path.split('/').slice(1);
    const put = 'value' in field ? field.value : exampleOf(field, today);
    return withAt(filled, names, put) as Content;
  }, content);
}
