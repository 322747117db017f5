import { z } from 'zod';
import type { RecordKind, VendorRecord } from '../../../../platform/records/records.ts';
import {
  BENEFIT_KINDS,
  BENEFIT_STATUSES,
  CERTIFICATION_PURPOSES,
  DEAL_DIRECTIONS,
  DEAL_KINDS,
  DEAL_STAGES,
  DEAL_STATUSES,
  DISTRIBUTION_TIERS,
  EXTENSION_STATES,
  VENDOR_SELLING,
} from '../../../../platform/records/vocabulary.ts';
import { country, date, decimal, instant, money, rawText, securePage, text, timeZone } from './record-atoms.ts';

const base = {
  remoteId: text,
  remoteUrl: securePage.nullable(),
  remoteVersion: z.string().min(1).nullable(),
  remoteUpdatedAt: instant.nullable(),
};

const identified = { scheme: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected a scheme'), value: text };

const customer = z.strictObject({
  name: text.nullable(),
  country: country.nullable(),
  website: text.nullable(),
  duns: z
    .string()
    .regex(/^\d{9}$/, 'expected nine digits')
    .nullable(),
  city: text.nullable(),
});

const deal = z.strictObject({
  kind: z.literal('deal'),
  ...base,
  name: text,
  dealKind: z.enum(DEAL_KINDS),
  direction: z.enum(DEAL_DIRECTIONS),
  status: z.enum(DEAL_STATUSES),
  statusDetail: z.strictObject({
    raw: rawText,
    rawSub: text.nullable(),
    rule: text,
    exact: z.boolean(),
    reason: text.nullable(),
  }),
  stage: z.enum(DEAL_STAGES).nullable(),
  value: money.nullable(),
  closeOn: date.nullable(),
  customer,
  products: z.array(text),
  vendorSelling: z.enum(VENDOR_SELLING),
  distribution: z.enum(DISTRIBUTION_TIERS).nullable(),
  distributor: z
    .union([z.strictObject({ by: z.literal('NAME'), name: text }), z.strictObject({ by: z.literal('TELLER') })])
    .nullish(),
  program: text.nullable(),
  protection: z
    .strictObject({
      startsOn: date.nullable(),
      endsOn: date.nullable(),
      priceEndsOn: date.nullable(),
      extension: z.enum(EXTENSION_STATES),
      extensionDeadline: date.nullable(),
    })
    .refine(
      ({ startsOn, endsOn }) => startsOn === null || endsOn === null || startsOn <= endsOn,
      'expected an end after the start',
    ),
  answerBy: date.nullish(),
  groupKey: text.nullable(),
  externalId: text.nullish(),
});

const benefit = z
  .strictObject({
    kind: z.literal('benefit'),
    ...base,
    name: text,
    benefitKind: z.enum(BENEFIT_KINDS),
    status: z.enum(BENEFIT_STATUSES),
    rawStatus: rawText,
    program: text.nullable(),
    allocated: money.nullable(),
    used: money.nullable(),
    remaining: money.nullable(),
    quantity: z.strictObject({ total: decimal, used: decimal, remaining: decimal, unit: text }).nullable(),
    percent: decimal.nullable(),
    startsOn: date.nullable(),
    expiresOn: date.nullable(),
    claimBy: date.nullable(),
  })
  .refine(
    ({ allocated, used, remaining }) =>
      new Set([allocated, used, remaining].flatMap((amount) => amount?.currency ?? [])).size <= 1,
    'expected one currency',
  );

const fundRequest = z.strictObject({
  kind: z.literal('fundRequest'),
  ...base,
  benefitRemoteId: text,
  activity: text,
  status: z.enum(BENEFIT_STATUSES),
  rawStatus: rawText,
  requested: money.nullable(),
  approved: money.nullable(),
  claimed: money.nullable(),
  paid: money.nullable(),
  activityOn: date.nullable(),
  claimBy: date.nullable(),
});

const certification = z.strictObject({
  kind: z.literal('certification'),
  ...base,
  name: text,
  code: text.nullable(),
  level: text.nullable(),
  purpose: z.enum(CERTIFICATION_PURPOSES),
  issuedOn: date.nullable(),
  expiresOn: date.nullable(),
  revoked: z.boolean(),
  verifyUrl: securePage.nullable(),
  holder: z.strictObject({ key: text, name: text.nullable(), email: z.email().nullable() }),
});

const membership = z.strictObject({
  kind: z.literal('membership'),
  ...base,
  program: text,
  portfolio: text.nullable(),
  tier: text.nullable(),
  tierSince: date.nullable(),
  reviewOn: date.nullable(),
  distribution: z.enum(DISTRIBUTION_TIERS).nullable(),
  distributor: z.strictObject({ ...identified, name: text.nullable() }).nullable(),
  accountManager: z.strictObject({ name: text, email: z.email().nullable(), title: text.nullable() }).nullable(),
  specializations: z.array(
    z.strictObject({ name: text, code: text.nullable(), since: date.nullable(), expiresOn: date.nullable() }),
  ),
});

const pieces = z.int32().nonnegative();

const specialBid = z.strictObject({
  kind: z.literal('specialBid'),
  ...base,
  number: text,
  version: text.nullable(),
  manufacturer: text.nullable(),
  vendorCode: text.nullable(),
  distributorPartnerId: z.uuid().nullable(),
  timeZone,
  customer,
  receivedOn: date.nullable(),
  expiresOn: date.nullable(),
  priceProtectionEndsOn: date.nullable(),
  lines: z.array(
    z.strictObject({
      distributorPart: text.nullable(),
      vendorPart: text.nullable(),
      description: text.nullable(),
      approvedQuantity: pieces,
      remainingQuantity: pieces,
      msrp: money.nullable(),
      price: money.nullable(),
      expiresOn: date.nullable(),
    }),
  ),
});

const partnerProfile = z.strictObject({
  kind: z.literal('partnerProfile'),
  ...base,
  legalName: text.nullable(),
  countries: z.array(country),
  industries: z.array(text),
  services: z.array(text),
  identifiers: z.array(z.strictObject({ ...identified, claimed: z.literal(true).optional() })),
});

/** One shape a kind of record. A kind without one does not compile. */
export const RECORD_SHAPES: Readonly<{ [Kind in RecordKind]: z.ZodType<Extract<VendorRecord, { kind: Kind }>> }> = {
  deal,
  benefit,
  fundRequest,
  certification,
  membership,
  partnerProfile,
  specialBid,
};

/** What is wrong with the form of a record, member by member; none for a good one. */
export function formFaults(record: VendorRecord): string[] {
  const result = RECORD_SHAPES[record.kind].safeParse(record);
  if (result.success) return [];
  return result.error.issues.map(
    ({ path, message }) => `${record.kind} ${record.remoteId}: ${path.join('.')}: ${message}`,
  );
}
