import { isObject, text } from '../../common/json.ts';
import type { Json, JsonObject } from '../../common/json.ts';
import { checkShape } from './check-shape.ts';
import { SOLUTION_CATEGORIES } from './picklists.ts';
import { REFERRAL_SHAPE, REQUIRED_MEMBERS } from './referral-shape.ts';
import { invalidRequest } from '../partner-error.ts';

function solutionsOf(document: JsonObject): readonly JsonObject[] {
  const details = document['details'];
  const requirements = isObject(details) ? details['requirements'] : null;
  const solutions = isObject(requirements) ? requirements['solutions'] : null;
  return Array.isArray(solutions) ? solutions.filter(isObject) : [];
}

function checkSolutions(document: JsonObject): void {
  for (const solution of solutionsOf(document)) {
    if (solution['type'] !== 'Category' || SOLUTION_CATEGORIES.includes(text(solution, 'id'))) continue;
    const id = JSON.stringify(solution['id'] ?? null);
    throw invalidRequest('details/requirements/solutions', `expected a category of the solution list, got ${id}`);
  }
}

/** Refuses a body that is no JSON object. */
export function requireObject(body: Json | undefined): JsonObject {
  if (isObject(body)) return body;
  throw invalidRequest('referral', 'expected a JSON object as the body');
}

/** Checks the given members of a referral against what they may hold. @throws PartnerError 400 naming the member */
export function checkMembers(document: JsonObject, names: readonly string[]): void {
  const given = Object.fromEntries(
    names.filter((name) => Object.hasOwn(document, name)).map((name) => [name, document[name] ?? null]),
  );
  const problem = checkShape(REFERRAL_SHAPE, given, []);
  if (problem) throw invalidRequest(problem.path, problem.message);
  if (names.includes('details')) checkSolutions(document);
}

/** Refuses a document that lacks a required member `[PR20 create-a-referral.md]`. @throws PartnerError 400 */
export function requireMembers(document: JsonObject): void {
  for (const name of REQUIRED_MEMBERS) {
    if ((document[name] ?? null) === null) throw invalidRequest(name, `${name} is required`);
  }
}

/** Checks a whole body of a create or a replace. @throws PartnerError 400 naming the member */
export function checkWholeReferral(document: JsonObject): void {
  requireMembers(document);
  checkMembers(document, Object.keys(document));
}
