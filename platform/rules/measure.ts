import { z } from 'zod';
import { DEAL_KINDS } from '../records/vocabulary.ts';
import { codeSchema, textSchema } from './atoms.ts';

/** Which certifications count: those that fit any of the three. Compared without case and accents. */
export const acceptsSchema = z
  .strictObject({
    codes: z.array(textSchema).max(200).default([]),
    /** Names; `*` stands for any text: `AWS Certified * – Associate`. */
    names: z.array(textSchema).max(200).default([]),
    levels: z.array(textSchema).max(20).default([]),
  })
  .refine(
    (accepts) => accepts.codes.length + accepts.names.length + accepts.levels.length > 0,
    'a code, a name or a level',
  );
export type Accepts = z.infer<typeof acceptsSchema>;

const MOST_MONTHS = 120;

/** The time in which something counts, as seen from the day it is counted on. */
export const windowSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('EVER') }),
  z.strictObject({ type: z.literal('ROLLING_MONTHS'), months: z.int().min(1).max(MOST_MONTHS) }),
  z.strictObject({ type: z.literal('CALENDAR_YEAR') }),
  /** A year that begins on the first of a month; Dell's begins in February. */
  z.strictObject({ type: z.literal('FISCAL_YEAR'), startsInMonth: z.int().min(1).max(12) }),
]);
export type Window = z.infer<typeof windowSchema>;

/** How it is found out how far a partner is. */
export const measureSchema = z.discriminatedUnion('by', [
  /** People, each once, who hold any of the certifications on the day. */
  z.strictObject({
    by: z.literal('CERTIFICATIONS'),
    accepts: acceptsSchema,
    /** Of the requirements of a tier with the same word here, a person counts toward one only. */
    apart: codeSchema.optional(),
    /** Only certifications issued within so many months. */
    withinMonths: z.int().min(1).max(MOST_MONTHS).optional(),
  }),
  /** Deals that were won in the window: how many, or their value in the requirement's unit. */
  z.strictObject({
    by: z.literal('WON_DEALS'),
    count: z.enum(['NUMBER', 'VALUE']),
    kinds: z.array(z.enum(DEAL_KINDS)).min(1).optional(),
    window: windowSchema.default({ type: 'EVER' }),
  }),
  /** Specializations of the membership that hold on the day; left out, `names` is any. */
  z.strictObject({ by: z.literal('SPECIALIZATIONS'), names: z.array(textSchema).min(1).max(200).optional() }),
  /** No source tells it: the partner reports it. */
  z.strictObject({ by: z.literal('REPORTED') }),
]);
export type Measure = z.infer<typeof measureSchema>;
