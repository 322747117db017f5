import type { ConfigFault } from './faults.ts';
import { nearestName } from './nearest-name.ts';
import type { VariableName } from './variables.ts';

/** The environment without what is set to nothing. */
export type SetVariables = Readonly<Record<string, string>>;

const PREFIX = 'PARTNERGRAPH_';

const JWT_VARIABLES = [
  'PARTNERGRAPH_JWKS_URL',
  'PARTNERGRAPH_JWT_ISSUER',
  'PARTNERGRAPH_JWT_AUDIENCE',
] as const satisfies readonly VariableName[];

/** Variables with our prefix that we do not know: a misspelt name would be passed over in silence. */
export function unknownVariables(env: SetVariables, known: readonly string[]): readonly ConfigFault[] {
  const unknown = Object.keys(env).filter((name) => name.startsWith(PREFIX) && !known.includes(name));
  return unknown.map((name) => {
    const meant = nearestName(name, known);
    const hint = meant === null ? '' : `; did you mean ${meant}?`;
    return { name, expected: `no variable of this name${hint}`, came: '[not shown]' };
  });
}

/**
 * Rules between variables. They look at what is set, so that they speak up also where a value is at fault.
 * @param takesTokens whether the process has to know whose tokens it trusts
 */
export function brokenRules(env: SetVariables, takesTokens: boolean): readonly ConfigFault[] {
  return [...tokenRules(env, takesTokens), ...keyRules(env), ...contextRules(env), ...manifestRules(env)];
}

/** Null when the value is neither: what it was meant to be, nobody knows. */
function isDemo(env: SetVariables): boolean | null {
  const text = env['PARTNERGRAPH_DEMO'] ?? 'false';
  return text === 'true' || text === 'false' ? text === 'true' : null;
}

function tokenRules(env: SetVariables, takesTokens: boolean): readonly ConfigFault[] {
  const missing = JWT_VARIABLES.filter((name) => env[name] === undefined);
  const some = missing.length < JWT_VARIABLES.length;
  if (!some && (!takesTokens || isDemo(env) !== false)) return [];
  const why = some ? 'since others of its kind are set' : 'since this is no demonstration';
  return missing.map((name) => ({ name, expected: `to be set, ${why}`, came: 'nothing' }));
}

function manifestRules(env: SetVariables): readonly ConfigFault[] {
  const mode = env['PARTNERGRAPH_PERSISTED_DOCUMENTS'] ?? 'off';
  const needs = mode === 'log' || mode === 'enforce';
  if (!needs || env['PARTNERGRAPH_PERSISTED_MANIFEST'] !== undefined) return [];
  const expected = 'to be set, since persisted documents are not off';
  return [{ name: 'PARTNERGRAPH_PERSISTED_MANIFEST', expected, came: 'nothing' }];
}

/** A key is given as a value or in a file, not both. @param name of the variable with the value */
function givenTwice(env: SetVariables, name: VariableName & `${string}_KEY`): readonly ConfigFault[] {
  if (env[name] === undefined || env[`${name}_FILE`] === undefined) return [];
  return [{ name: `${name}_FILE`, expected: `not to be set together with ${name}`, came: 'both' }];
}

function isGiven(env: SetVariables, name: VariableName & `${string}_KEY`): boolean {
  return env[name] !== undefined || env[`${name}_FILE`] !== undefined;
}

function contextRules(env: SetVariables): readonly ConfigFault[] {
  if (isGiven(env, 'PARTNERGRAPH_CONTEXT_KEY')) return givenTwice(env, 'PARTNERGRAPH_CONTEXT_KEY');
  if (env['PARTNERGRAPH_SUBGRAPH_URLS'] === undefined) return [];
  const expected = 'to be set, here or as PARTNERGRAPH_CONTEXT_KEY_FILE, since subgraphs run elsewhere';
  return [{ name: 'PARTNERGRAPH_CONTEXT_KEY', expected, came: 'nothing' }];
}

function keyRules(env: SetVariables): readonly ConfigFault[] {
  if (isGiven(env, 'PARTNERGRAPH_SECRET_KEY')) return givenTwice(env, 'PARTNERGRAPH_SECRET_KEY');
  if (env['DATABASE_URL'] === undefined || isDemo(env) !== false) return [];
  const expected = 'to be set, here or as PARTNERGRAPH_SECRET_KEY_FILE, since the database is not the embedded one';
  return [{ name: 'PARTNERGRAPH_SECRET_KEY', expected, came: 'nothing' }];
}
