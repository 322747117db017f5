import { z } from 'zod';
import { loadData } from './load-data.ts';

const field = z.strictObject({
  path: z.string().startsWith('/'),
  label: z.string(),
  type: z.enum([
    'string',
    'text',
    'integer',
    'money',
    'date',
    'boolean',
    'choice',
    'choices',
    'email',
    'url',
    'country',
  ]),
  /** Where AWS has it in an opportunity: members, with points between them. */
  aws: z.string(),
  /** `always`, `coSell` where AWS shall sell beside the partner, `dependent` on other members; left out: optional. */
  required: z.enum(['always', 'coSell', 'dependent']).optional(),
  minLength: z.int().optional(),
  maxLength: z.int().optional(),
  maxItems: z.int().optional(),
  min: z.int().optional(),
  max: z.int().optional(),
  /** The whole text has this form; of a list, each entry. */
  pattern: z.string().optional(),
  /** Name of the list of words it is one of; of money, of its currencies. */
  list: z.string().optional(),
  /** How its value is written for AWS; left out: as it is. */
  encode: z.enum(['stage', 'spend', 'duration', 'yesNo', 'money', 'postalCode', 'state']).optional(),
  /** Not a member of the opportunity: what is tied to it, by this type of AssociateOpportunity. */
  association: z.enum(['Solutions', 'AwsProducts', 'AwsMarketplaceSolutions', 'AwsMarketplaceProducts']).optional(),
  /** Part of the submission, and of nothing else. */
  submission: z.literal(true).optional(),
  source: z.string(),
  help: z.string().optional(),
  /** Whether it may change while AWS asks for action, after approval, and after it was won or lost. */
  edits: z.strictObject({ actionRequired: z.boolean(), approved: z.boolean(), launched: z.boolean() }),
});
export type DealField = z.infer<typeof field>;
export type AssociationType = NonNullable<DealField['association']>;

const form = z.strictObject({
  source: z.string(),
  fields: z.array(field),
  lists: z.record(z.string(), z.array(z.string()).min(1)),
});

const products = z.strictObject({ source: z.string(), products: z.array(z.string()) });

const FORM = loadData('deal-form.json', form);

/** What AWS wants to know of an opportunity, and what it accepts. */
export const DEAL_FIELDS: readonly DealField[] = FORM.fields;

const LISTS: Readonly<Record<string, readonly string[]>> = {
  ...FORM.lists,
  AwsProduct: loadData('aws-products.json', products).products,
};

/** AWS's words of one list. @throws RangeError for a list that is not there */
export function wordsOf(list: string): readonly string[] {
  const words = LISTS[list];
  if (words === undefined) throw new RangeError(`list: expected one of ${Object.keys(LISTS).join(', ')}, got ${list}`);
  return words;
}

const BY_PATH = new Map(DEAL_FIELDS.map((one) => [one.path, one]));

/** The field that our pointer names. @throws RangeError for a pointer the form does not have */
export function fieldAt(path: string): DealField {
  const found = BY_PATH.get(path);
  if (found === undefined) throw new RangeError(`path: expected a field of the form of AWS, got ${path}`);
  return found;
}
