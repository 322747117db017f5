import { isObject } from '../../common/json.ts';
import type { Json } from '../../common/json.ts';
import { parseInstant } from '../../common/time.ts';
import type { Shape } from '../odata/shape.ts';

/** The first thing wrong with a body. */
export interface ShapeProblem {
  /** Where: `details/dealValue`, `team/0/email`. */
  readonly path: string;
  readonly message: string;
}

const DECIMAL_TEXT = /^\d{1,15}(\.\d{1,4})?$/;

const at = (path: readonly (string | number)[], message: string): ShapeProblem => ({ path: path.join('/'), message });

function describe(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function isDecimal(value: Json): boolean {
  return typeof value === 'number'
    ? Number.isFinite(value) && value >= 0
    : typeof value === 'string' && DECIMAL_TEXT.test(value);
}

/** What a value without members should have been, or null when it is that. */
function expected(shape: Shape, value: Json): string | null {
  if (shape.kind === 'boolean') return typeof value === 'boolean' ? null : 'true or false';
  if (shape.kind === 'decimal') return isDecimal(value) ? null : 'an amount of zero or more';
  if (shape.kind === 'instant')
    return typeof value === 'string' && parseInstant(value) !== null ? null : 'a UTC date-time';
  if (shape.kind === 'oneOf')
    return typeof value === 'string' && shape.values.includes(value) ? null : 'a value of its list';
  if (shape.kind === 'text') {
    if (typeof value !== 'string') return 'text';
    return shape.pattern && !shape.pattern.test(value) ? `text like ${shape.pattern.source}` : null;
  }
  return null;
}

/**
 * Checks a value against a shape. Null passes anywhere; required members are checked by the caller.
 * @returns the first problem, or null
 */
export function checkShape(shape: Shape, value: Json, path: readonly (string | number)[]): ShapeProblem | null {
  if (value === null || shape.kind === 'anything') return null;
  if (shape.kind === 'list') {
    if (!Array.isArray(value)) return at(path, `expected a list, got ${describe(value)}`);
    return firstProblem(value.map((item, index) => checkShape(shape.item, item, [...path, index])));
  }
  if (shape.kind !== 'object') {
    const wanted = expected(shape, value);
    return wanted === null ? null : at(path, `expected ${wanted}, got ${describe(value)}`);
  }
  if (!isObject(value)) return at(path, `expected an object, got ${describe(value)}`);
  return firstProblem(
    Object.entries(value).map(([name, inner]) => {
      const member = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
      return member ? checkShape(member, inner, [...path, name]) : at([...path, name], 'the member is not known');
    }),
  );
}

function firstProblem(problems: readonly (ShapeProblem | null)[]): ShapeProblem | null {
  return problems.find((problem) => problem !== null) ?? null;
}
