import { refused, type Problem } from '../errors.ts';
import { isObject, listAt, textAt, type Json, type JsonObject } from '../json.ts';

export const MAX_AMENDMENTS = 10;

/** Members that `$.Name` and the like mean; every other path lies in the details. */
const OWN_MEMBERS: readonly string[] = ['Name', 'Description', 'BenefitApplicationDetails'];

/** The steps of `$.requestedAmount.Amount` or `$['requestedAmount']['Amount']`; null when it is no such path. */
function steps(path: string): string[] | null {
  const dotted = path.replace(/^\$\.?/u, '').replaceAll(/\[['"]?([^'"\]]+)['"]?\]/gu, '.$1');
  const found = dotted.replace(/^\./u, '').split('.');
  return found.every((step) => /^[\w-]+$/u.test(step)) ? found : null;
}

/** The new value in the type of the old one: amendments carry texts only. */
function typed(text: string, old: Json | undefined): Json {
  if (typeof old === 'number' && !Number.isNaN(Number(text))) return Number(text);
  if (typeof old === 'boolean') return text === 'true';
  return text;
}

function withValue(value: Json | undefined, [step, ...rest]: readonly string[], text: string): Json {
  if (step === undefined) return typed(text, value);
  const base: JsonObject = isObject(value) ? value : {};
  return { ...base, [step]: withValue(base[step], rest, text) };
}

/**
 * The application with every amendment done.
 * @throws AwsError ValidationException for a path that is none
 */
export function amended(record: JsonObject, input: JsonObject): JsonObject {
  const problems: Problem[] = [];
  let result: JsonObject = record;
  for (const [at, amendment] of listAt(input, 'Amendments').entries()) {
    const path = steps(textAt(amendment, 'FieldPath'));
    if (!path) {
      const message = 'The path must name members, such as $.requestedAmount.Amount.';
      problems.push({ field: `Amendments[${at}].FieldPath`, message, code: 'INVALID_VALUE' });
      continue;
    }
    const whole = OWN_MEMBERS.includes(path[0] ?? '') ? path : ['BenefitApplicationDetails', ...path];
    result = withValue(result, whole, textAt(amendment, 'NewValue')) as JsonObject;
  }
  if (problems.length > 0) throw refused(problems);
  return result;
}
