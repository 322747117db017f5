import { z } from 'zod';
import { isCurrencyCode } from '../money/currency.ts';
import {
  CONFIDENCES,
  codeSchema,
  countSchema,
  currencySchema,
  dateSchema,
  decimalSchema,
  sourcedSchema,
  textSchema,
} from './atoms.ts';
import { measureSchema } from './measure.ts';

export const REQUIREMENT_KINDS = [
  'CERTIFIED_HEADCOUNT',
  'REVENUE',
  'DEAL_COUNT',
  'POINTS',
  'CUSTOMER_REFERENCE',
  'SPECIALIZATION',
  'TRAINING',
  'OTHER',
] as const;
export type RequirementKind = (typeof REQUIREMENT_KINDS)[number];

/** Measures that make sense for a kind; the others may be measured in any way. */
const MEASURES_OF_KIND: Partial<Readonly<Record<RequirementKind, readonly string[]>>> = {
  CERTIFIED_HEADCOUNT: ['CERTIFICATIONS', 'REPORTED'],
  REVENUE: ['WON_DEALS', 'REPORTED'],
  DEAL_COUNT: ['WON_DEALS', 'REPORTED'],
  SPECIALIZATION: ['SPECIALIZATIONS', 'REPORTED'],
};

const WHOLE = /^\d+$/;

/** A list in which a key may stand once. */
function uniqueList<T extends z.ZodType>(item: T, most: number, keyOf: (one: z.output<T>) => string) {
  return z
    .array(item)
    .max(most)
    .superRefine((list, context) => {
      const seen = new Set<string>();
      list.forEach((one, index) => {
        const key = keyOf(one);
        if (seen.has(key)) context.addIssue({ code: 'custom', path: [index], message: `no second ${key}` });
        seen.add(key);
      });
    });
}

/** A certification that rules count, or a plan may propose. */
export const catalogCertificationSchema = z.strictObject({
  /** What a client names it by. */
  code: textSchema,
  name: textSchema,
  level: textSchema.nullable().default(null),
  /** Months it holds; null where that is not known. */
  validMonths: z.int().min(1).max(240).nullable(),
  /** The vendor no longer offers the exam: it counts for those who hold it, and no plan proposes it. */
  retired: z.boolean().default(false),
  source: textSchema,
  confidence: z.enum(CONFIDENCES),
});
export type CatalogCertification = z.infer<typeof catalogCertificationSchema>;

export const requirementSchema = z
  .strictObject({
    /** Stable over versions: what a reported number is kept under. */
    key: codeSchema,
    label: textSchema,
    kind: z.enum(REQUIREMENT_KINDS),
    quantity: sourcedSchema(decimalSchema),
    /** `people`, `deals`, `points`, or a currency. */
    unit: textSchema,
    measure: measureSchema,
  })
  .superRefine(({ kind, quantity, unit, measure }, context) => {
    const measures = MEASURES_OF_KIND[kind];
    if (measures && !measures.includes(measure.by))
      context.addIssue({ code: 'custom', path: ['measure', 'by'], message: `${measures.join(' or ')} for ${kind}` });
    const isValue = measure.by === 'WON_DEALS' && measure.count === 'VALUE';
    if ((isValue || kind === 'REVENUE') && !isCurrencyCode(unit))
      context.addIssue({ code: 'custom', path: ['unit'], message: 'a currency code such as EUR' });
    if (measure.by === 'CERTIFICATIONS' && quantity.value !== null && !WHOLE.test(quantity.value))
      context.addIssue({ code: 'custom', path: ['quantity', 'value'], message: 'a whole number of people as text' });
  });
export type RequirementRule = z.infer<typeof requirementSchema>;

export const tierRulesSchema = z.strictObject({
  /** Code of the tier, one of `ProgramFacts.tiers[].code`. */
  tier: z.string(),
  portfolio: z.string().nullable().default(null),
  requirements: uniqueList(requirementSchema, 50, (requirement) => requirement.key),
  /** What the tier adds to those below it. */
  benefits: z.array(z.strictObject({ text: textSchema, source: textSchema, confidence: z.enum(CONFIDENCES) })).max(100),
  /** What is not known of the tier, a sentence each, beside the quantities that are null. */
  unknown: z.array(textSchema).max(20),
});
export type TierRules = z.infer<typeof tierRulesSchema>;

/** Who sells where, and how long a registration protects. */
export const engagementRulesSchema = z.strictObject({
  directSegments: z.array(textSchema).max(50),
  channelSegments: z.array(textSchema).max(50),
  approvalDays: sourcedSchema(countSchema),
  protectionDays: sourcedSchema(countSchema),
  extensionDays: sourcedSchema(countSchema),
  maxExtensions: sourcedSchema(countSchema),
  minimumDealValue: sourcedSchema(z.strictObject({ amount: decimalSchema, currency: currencySchema })),
  rejectionGrounds: z.array(textSchema).max(50),
  documentUrl: z.url().nullable(),
});
export type EngagementRules = z.infer<typeof engagementRulesSchema>;

/** Easier ones first: of two exams that serve equally, a plan proposes the first. */
const certificationsSchema = uniqueList(catalogCertificationSchema, 1_000, (certification) => certification.code);

/** The rules of one program: what a vendor's file holds for each, and what a tenant's own file holds. */
export const programRulesSchema = z.strictObject({
  /** Code of the program, one of `VendorFacts.programs[].code`. */
  program: z.string(),
  version: textSchema,
  effectiveFrom: dateSchema.nullable(),
  /** A public page or a guide, with its year. */
  source: textSchema,
  /** Beside the vendor's; one of the same code replaces it. */
  certifications: certificationsSchema.default([]),
  rulesOfEngagement: engagementRulesSchema.nullable(),
  tiers: uniqueList(tierRulesSchema, 200, (rules) => `${rules.portfolio ?? 'no portfolio'}/${rules.tier}`),
});
export type ProgramRules = z.infer<typeof programRulesSchema>;

/** `rules.json` of a workshop. */
export const vendorRulesSchema = z.strictObject({
  vendor: z.string(),
  /** Certifications of the vendor that any of its programs may count. */
  certifications: certificationsSchema,
  programs: uniqueList(programRulesSchema, 50, (rules) => rules.program),
});
export type VendorRules = z.infer<typeof vendorRulesSchema>;
