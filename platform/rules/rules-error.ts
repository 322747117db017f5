import type { z } from 'zod';
import { pointerTo } from '../vendor/shape-check.ts';

/** One thing that is wrong with a file of rules. */
export interface RulesProblem {
  /** JSON Pointer into the file. */
  readonly path: string;
  readonly expected: string;
  readonly came: string;
}

/** A file of rules that can't be used. The message names the file and, for each fault, the place, what was expected and what came. */
export class RulesError extends Error {
  readonly file: string;
  readonly problems: readonly RulesProblem[];

  constructor(file: string, problems: readonly RulesProblem[]) {
    const lines = problems.map(({ path, expected, came }) => `${path || '/'}: expected ${expected}, came ${came}`);
    super(`${file}: ${lines.join('; ')}`);
    this.name = 'RulesError';
    this.file = file;
    this.problems = problems;
  }
}

type Issue = z.core.$ZodIssue;

const LONGEST_SHOWN = 60;
const MOST_PROBLEMS = 20;

/** What stands at a place of the file, short enough to be read. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** The value at a path of keys; undefined where there is none. */
function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const key of path) {
    if (here === null || typeof here !== 'object' || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<PropertyKey, unknown>)[key];
  }
  return here;
}

function list(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(' or ');
}

function expectedOf(issue: Issue): string {
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'invalid_value') return list(issue.values);
  if (issue.code === 'too_small') return `at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}`;
  if (issue.code === 'unrecognized_keys') return 'no such member';
  if (issue.code === 'invalid_union' && 'options' in issue && Array.isArray(issue.options)) return list(issue.options);
  if (issue.code === 'invalid_format' && issue.format === 'url')
    return 'an address such as https://vendor.example/guide';
  return issue.message;
}

function problemsOf(issue: Issue, input: unknown): RulesProblem[] {
  const places =
    issue.code === 'unrecognized_keys'
      ? issue.keys.slice(0, MOST_PROBLEMS).map((key) => [...issue.path, key])
      : [issue.path];
  return places.map((path) => ({
    path: pointerTo(path),
    expected: expectedOf(issue),
    came: shownValue(at(input, path)),
  }));
}

/**
 * Checks a value against a schema of rules.
 * @param file how the error names it
 * @param alsoWrong what is known to be wrong beside the form, to be told with it
 * @throws RulesError with up to 20 faults
 */
export function checkRules<T extends z.ZodType>(
  schema: T,
  input: unknown,
  file: string,
  alsoWrong: readonly RulesProblem[] = [],
): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success && alsoWrong.length === 0) return result.data;
  const issues = result.error?.issues.slice(0, MOST_PROBLEMS) ?? [];
  const problems = [...issues.flatMap((issue) => problemsOf(issue, input)), ...alsoWrong];
  throw new RulesError(file, problems.slice(0, MOST_PROBLEMS));
}
