/** What a member may hold: read by the query options and by the checks on bodies. */
export type Shape =
  | { readonly kind: 'text'; readonly pattern?: RegExp }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'decimal' }
  | { readonly kind: 'instant' }
  | { readonly kind: 'anything' }
  | { readonly kind: 'oneOf'; readonly values: readonly string[] }
  | ObjectShape
  | { readonly kind: 'list'; readonly item: Shape };

export interface ObjectShape {
  readonly kind: 'object';
  readonly members: Readonly<Record<string, Shape>>;
}

export const TEXT: Shape = { kind: 'text' };
export const BOOLEAN: Shape = { kind: 'boolean' };
export const DECIMAL: Shape = { kind: 'decimal' };
export const INSTANT: Shape = { kind: 'instant' };
export const ANYTHING: Shape = { kind: 'anything' };

export const oneOf = (values: readonly string[]): Shape => ({ kind: 'oneOf', values });
export const listOf = (item: Shape): Shape => ({ kind: 'list', item });
export const objectOf = (members: Readonly<Record<string, Shape>>): ObjectShape => ({ kind: 'object', members });

/** The shape at a path of member names, or null when there is none. Lists are not entered. */
export function shapeAt(shape: Shape, path: readonly string[]): Shape | null {
  let at: Shape = shape;
  for (const name of path) {
    if (at.kind !== 'object') return null;
    const next = Object.hasOwn(at.members, name) ? at.members[name] : undefined;
    if (!next) return null;
    at = next;
  }
  return at;
}
