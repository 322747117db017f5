import { fieldError } from '../../../platform/graph/field-errors.ts';
import { shownValue } from '../../../platform/rules/rules-error.ts';
import { pointerTo } from '../../../platform/vendor/shape-check.ts';
import type { VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { isKeepable, NOT_KEEPABLE } from '../../../platform/writes/input-errors.ts';

/** Largest file of rules, in characters of its JSON: several times what the largest that ships has for one program. */
const LARGEST = 200_000;
/** Levels of members in members: rules have eight. */
const DEEPEST = 12;
/** Errors that one refusal tells at the most. */
const MOST_TOLD = 20;

/** What stands somewhere in a file; a linked list, since most of the ways to it are never told. */
interface Place {
  readonly value: unknown;
  readonly depth: number;
  readonly key: string;
  readonly above: Place | null;
}

function pathOf(place: Place | null): string[] {
  return place === null || place.above === null ? [] : [...pathOf(place.above), place.key];
}

function problemOf(place: Place): VendorFieldError | null {
  const { value, depth, key } = place;
  // A name may be anything, so it is told by where it stands.
  if (!isKeepable(key))
    return fieldError(`/rules${pointerTo(pathOf(place.above))}`, 'INVALID', `names ${NOT_KEEPABLE}`);
  if (typeof value === 'string' && !isKeepable(value))
    return fieldError(`/rules${pointerTo(pathOf(place))}`, 'INVALID', NOT_KEEPABLE);
  if (depth > DEEPEST) return fieldError('/rules', 'INVALID', `must not go deeper than ${DEEPEST} levels`);
  return null;
}

function below({ value }: Place): Array<[string, unknown]> {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function tooLong(length: number): VendorFieldError {
  return fieldError('/rules', 'TOO_LONG', `must have at most ${LARGEST} characters of JSON, not ${length}`);
}

/**
 * What is in a file of rules that came as JSON, or as text: a gateway counts the values of variables, and a text is one.
 * @returns what stands in the way where it is text that is no JSON, or too long to be read
 */
export function contentOf(rules: unknown): { readonly content: unknown } | { readonly error: VendorFieldError } {
  if (typeof rules !== 'string') return { content: rules };
  if (rules.length > LARGEST) return { error: tooLong(rules.length) };
  try {
    return { content: JSON.parse(rules) as unknown };
  } catch {
    return { error: fieldError('/rules', 'INVALID', `must be JSON, or the text of it, not ${shownValue(rules)}`) };
  }
}

/**
 * What of a file of rules can't be taken whatever it means: one without end or bottom, texts that the database can't keep.
 * To be asked before anything looks at the file, since the caller says what is in it.
 */
export function keepableErrors(rules: unknown): VendorFieldError[] {
  const errors: VendorFieldError[] = [];
  const places: Place[] = [{ value: rules, depth: 0, key: '', above: null }];
  for (let place = places.pop(); place && errors.length < MOST_TOLD; place = places.pop()) {
    const problem = problemOf(place);
    if (problem) errors.push(problem);
    // What is too deep is told once, and not followed.
    if (place.depth > DEEPEST) return errors;
    for (const [key, value] of below(place).toReversed())
      places.push({ value, depth: place.depth + 1, key, above: place });
  }
  if (errors.length > 0) return errors;
  const { length } = JSON.stringify(rules);
  if (length <= LARGEST) return [];
  return [tooLong(length)];
}
