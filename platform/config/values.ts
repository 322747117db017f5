import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { Secret } from '../log/secret.ts';
import { PROJECT_ROOT } from '../project-root.ts';

/** Readers of one variable's text each. Every message completes the sentence "expected …". */

export function wholeNumber(unit: string, least: number, most: number): z.ZodType<number, string> {
  const expected = `a whole number ${unit === '' ? '' : `of ${unit} `}from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, expected)
    .transform(Number)
    .refine((value) => value >= least && value <= most, expected);
}

export const trueOrFalse: z.ZodType<boolean, string> = z
  .enum(['true', 'false'], 'true or false')
  .transform((text) => text === 'true');

export function oneOf<const T extends readonly [string, ...string[]]>(values: T): z.ZodType<T[number], string> {
  return z.enum(values, `one of ${values.join(', ')}`);
}

export const hostName: z.ZodType<string, string> = z
  .string()
  .regex(/^[A-Za-z0-9.:_-]+$/, 'a host name or an IP address without a port');

export const plainText: z.ZodType<string, string> = z.string().min(1, 'a text');

/** True for an address that a service of ours may be called at. */
export function isServiceAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return plain && (url.protocol === 'http:' || url.protocol === 'https:');
}

export const SERVICE_ADDRESS = 'an http or https address without password, query or fragment';

export const serviceAddress: z.ZodType<string, string> = z.string().refine(isServiceAddress, SERVICE_ADDRESS);

/** An address that may hold a password, kept from sight. */
export function secretAddress(schemes: readonly string[]): z.ZodType<Secret<string>, string> {
  const fits = (text: string): boolean => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1));
  return z
    .string()
    .refine(fits, `an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`)
    .transform((text) => new Secret(text));
}

/** A path; a relative one starts at the project's folder, wherever the program was started. */
export const path: z.ZodType<string, string> = z
  .string()
  .transform((text) => (isAbsolute(text) ? text : join(PROJECT_ROOT, text)));

/** JSON text of a given shape. Faults inside name the place: `at aws.selling: …`. */
export function json<T>(shape: z.ZodType<T>, example: string): z.ZodType<T, string> {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: `JSON such as ${example}` });
        return z.NEVER;
      }
    })
    .pipe(shape as z.ZodType<T, unknown>);
}
