import type { JsonValue } from '../../../../platform/records/json.ts';
import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type { CustomerContent, DealContent, VendorFieldError } from '../../../../platform/vendor/write-contract.ts';
import { textMember } from '../../../../platform/vendor/shape-check.ts';
import { fold } from '../../wire/texts.ts';
import { isBlank } from '../form/check-value.ts';
import { INDUSTRIES } from '../form/picklists.ts';
import { CONSENTS, CONTACTS } from '../form/requirements.ts';
import type { Form } from './compare.ts';
import { productLists, withOwnSolution, wordOf } from './lists.ts';
import { personOf, withPerson } from './people.ts';
import { valueAt } from './pointer.ts';
import { WIRE, type OwnPath } from './wire-paths.ts';

/** What a member of a referral shall hold. */
export interface Want {
  /** JSON Pointer into the deal. */
  readonly path: string;
  /** JSON Pointer into the referral. */
  readonly wire: string;
  readonly form: Form;
  readonly value: JsonValue;
}

export interface Wants {
  readonly wants: readonly Want[];
  /** What has no word at Microsoft. */
  readonly errors: readonly VendorFieldError[];
}

const PLAIN: readonly OwnPath[] = [
  '/name',
  '/description',
  '/value/currency',
  '/customer/name',
  '/customer/country',
  '/customer/street',
  '/customer/city',
  '/customer/state',
  '/customer/postalCode',
  '/vendorFields/customerSize',
  CONSENTS.shareInfo,
  CONSENTS.contact,
  CONSENTS.microsoftSellers,
];

/**
 * What a referral shall hold, by a deal's members: those that are there and say something. Members that Microsoft has no
 * place for (website, stage, distributor) are not among them.
 * @param current the referral as it is; null for one that is to be made
 */
export function wantsOf(content: Partial<DealContent>, current: JsonValue | null): Wants {
  const told = (path: string): JsonValue | undefined => {
    const value = valueAt(content, path);
    return isBlank(value) ? undefined : value;
  };
  const plain = PLAIN.flatMap((path) => want(path, 'plain', told(path)));
  const amount = told('/value/amount');
  const closeOn = told('/closeOn');
  const { wants: listed, errors } = listWants(content, current);
  return {
    wants: [
      ...plain,
      // Documented as a number on create and as text in a PATCH [PR20 patch-a-referral.md].
      ...want('/value/amount', 'decimal', amount === undefined || current !== null ? amount : Number(amount)),
      ...want('/closeOn', 'instant', closeOn === undefined ? undefined : `${String(closeOn)}T00:00:00Z`),
      ...listed,
      ...want('/customer/duns', 'ids', dunsIds(content.customer, listAt(current, '/customer/duns'))),
      ...Object.values(CONTACTS).flatMap((path) => {
        const person = personOf(valueAt(content, path));
        return want(path, 'people', person === null ? undefined : withPerson(listAt(current, path), person));
      }),
    ],
    errors,
  };
}

function want(path: OwnPath, form: Form, value: JsonValue | undefined): Want[] {
  if (value === undefined) return [];
  return [{ path, wire: WIRE[path], form, value: typeof value === 'string' ? value.trim() : value }];
}

function listWants(content: Partial<DealContent>, current: JsonValue | null): Wants {
  const now = { products: listAt(current, '/products'), solutions: listAt(current, '/vendorFields/solutionId') };
  const ownId = valueAt(content, '/vendorFields/solutionId');
  const { products } = content;
  const lists = products ? productLists(products, now) : { ...now, unknown: [] };
  const solutions = isBlank(ownId) ? lists.solutions : withOwnSolution(lists.solutions, String(ownId).trim());
  const path = products ? '/products' : '/vendorFields/solutionId';
  const changes = products !== undefined || !isBlank(ownId);
  return {
    wants: [
      ...want('/products', 'ids', products ? [...lists.products] : undefined),
      ...want('/vendorFields/solutionId', 'ids', changes ? [...solutions] : undefined).map((one) => ({ ...one, path })),
      ...want('/vendorFields/services', 'ids', tags(valueAt(content, '/vendorFields/services'))),
      ...want('/vendorFields/industry', 'ids', industryTags(content, listAt(current, '/vendorFields/industry'))),
    ],
    errors: lists.unknown.map((at) =>
      fieldError(`/products/${at}`, 'NOT_ALLOWED', "expected a product or solution area of Microsoft's"),
    ),
  };
}

/** The word of the form; else the customer's industry, where it is one of Microsoft's and none is there yet. */
function industryTags(content: Partial<DealContent>, current: readonly JsonValue[]): JsonValue | undefined {
  const chosen = valueAt(content, '/vendorFields/industry');
  if (!isBlank(chosen)) return tags([chosen]);
  const known = wordOf(INDUSTRIES, content.customer?.industry ?? '');
  return known === undefined || current.length > 0 ? undefined : tags([known]);
}

function tags(ids: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(ids) ? [...new Set(ids)].map((id) => ({ id })) : undefined;
}

/** Other ids of the customer stay. */
function dunsIds(customer: CustomerContent | undefined, current: readonly JsonValue[]): JsonValue | undefined {
  if (isBlank(customer?.duns)) return undefined;
  const others = current.filter((id) => fold(textMember(id, 'profileType')) !== 'duns');
  return [...others, { profileType: 'Duns', id: customer.duns.trim() }];
}

function listAt(current: JsonValue | null, path: OwnPath): readonly JsonValue[] {
  const list = valueAt(current, WIRE[path]);
  return Array.isArray(list) ? list : [];
}
