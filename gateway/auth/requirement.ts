import { Kind, type ConstDirectiveNode } from 'graphql';

/** What one rule asks for: any of these groups of scopes, each of them whole. `[["a", "b"], ["c"]]` is (a and b) or c. */
export type Requirement = ReadonlyArray<readonly string[]>;

/**
 * Reads `@requiresScopes(scopes: [["a", "b"], ["c"]])`.
 * @throws Error for another form: a rule that can't be read must not be taken for none
 */
export function readRequirement(directive: ConstDirectiveNode, where: string): Requirement {
  const scopes = directive.arguments?.find((argument) => argument.name.value === 'scopes')?.value;
  if (scopes?.kind !== Kind.LIST) throw new Error(`the scopes that ${where} requires must be a list of lists`);
  return scopes.values.map((group) => {
    if (group.kind !== Kind.LIST) throw new Error(`the scopes that ${where} requires must be a list of lists`);
    return group.values.map((scope) => {
      if (scope.kind !== Kind.STRING) throw new Error(`a scope that ${where} requires must be text`);
      return scope.value;
    });
  });
}

/** Tells whether a caller's scopes satisfy a requirement. One without any group is satisfied by nobody. */
export function isSatisfied(requirement: Requirement, scopes: ReadonlySet<string>): boolean {
  return requirement.some((group) => group.every((scope) => scopes.has(scope)));
}

function isWithin(small: readonly string[], large: readonly string[]): boolean {
  return small.every((scope) => large.includes(scope));
}

/** Without groups that ask for more than another group of the same requirement. */
function withoutNeedless(groups: Requirement): Requirement {
  return groups.filter(
    (group, place) =>
      !groups.some(
        (other, otherPlace) =>
          otherPlace !== place && isWithin(other, group) && (other.length < group.length || otherPlace < place),
      ),
  );
}

/**
 * One requirement that stands for several which must all be satisfied: `[["a"]]` and `[["b"], ["c"]]` are
 * `[["a", "b"], ["a", "c"]]`.
 * @returns null for none
 */
export function allOf(requirements: ReadonlyArray<Requirement | null | undefined>): Requirement | null {
  const stated = requirements.filter((requirement) => requirement !== null && requirement !== undefined);
  if (stated.length === 0) return null;
  return stated.reduce((left, right) =>
    withoutNeedless(left.flatMap((one) => right.map((other) => [...new Set([...one, ...other])].toSorted()))),
  );
}
