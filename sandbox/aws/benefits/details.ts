import type { Problem } from '../errors.ts';
import { isObject, objectAt, textAt, textsAt, type Json, type JsonObject } from '../json.ts';
import { calendarDay, instant } from '../time.ts';

const TYPES: Readonly<Record<string, (value: Json) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  object: isObject,
};

function isDay(text: string): boolean {
  const ms = instant(text);
  return /^\d{4}-\d\d-\d\d$/u.test(text) && !Number.isNaN(ms) && calendarDay(ms) === text;
}

function check(schema: JsonObject, value: Json, field: string, problems: Problem[]): void {
  const type = textAt(schema, 'type');
  if (type && !TYPES[type]?.(value)) {
    problems.push({ field, message: `The value must be a ${type}.`, code: 'INVALID_VALUE' });
    return;
  }
  const allowed = textsAt(schema, 'enum');
  if (allowed.length > 0 && !allowed.includes(String(value))) {
    problems.push({ field, message: `Must be one of ${allowed.join(', ')}.`, code: 'INVALID_ENUM_VALUE' });
  }
  if (textAt(schema, 'format') === 'date' && !isDay(String(value))) {
    problems.push({ field, message: 'Must be a date.', code: 'INVALID_STRING_FORMAT' });
  }
  if (!isObject(value)) return;
  for (const member of textsAt(schema, 'required')) {
    if ((value[member] ?? null) !== null) continue;
    problems.push({ field: `${field}.${member}`, message: 'A value is required.', code: 'REQUIRED_FIELD_MISSING' });
  }
  for (const [member, inner] of Object.entries(objectAt(schema, 'properties'))) {
    const given = value[member] ?? null;
    if (given !== null && isObject(inner)) check(inner, given, `${field}.${member}`, problems);
  }
}

/**
 * Checks an application's details against its benefit's schema. Understands type, required, properties, enum and
 * the format date, which is all that the seeded schemas use.
 */
export function detailProblems(schema: JsonObject, details: JsonObject): Problem[] {
  const problems: Problem[] = [];
  check(schema, details, 'BenefitApplicationDetails', problems);
  return problems;
}
