import { createHash } from 'node:crypto';

declare const brand: unique symbol;

/** Made by `cacheKey` only: there is no key that does not say whose value it is. */
export type CacheKey = string & { readonly [brand]: 'cache key' };

/** What is emptied together: everything of one kind of one tenant. */
export interface CacheScope {
  /** Whose data it is. What belongs to nobody has a tenant of its own by name, such as `public`. */
  readonly tenant: string;
  /** What sort of value, and for whom within the tenant: `deals`, `deals:viewer-role`. */
  readonly scope: string;
}

export type CacheKeyPart = string | number | boolean | null;

export interface CacheKeyParts extends CacheScope {
  /** All that the value depends on, in a fixed order. */
  readonly parts: readonly CacheKeyPart[];
}

function segment(name: string, text: string): string {
  if (text === '') throw new TypeError(`cache key: ${name} must not be empty`);
  if (!text.isWellFormed()) throw new TypeError(`cache key: ${name} must be well-formed text`);
  return encodeURIComponent(text);
}

/** The beginning of every key of a scope. In braces, so that a Redis cluster keeps a scope in one place. */
export function scopePrefix({ tenant, scope }: CacheScope): string {
  return `{${segment('tenant', tenant)}|${segment('scope', scope)}}`;
}

/** The scope prefix of a key. */
export function prefixOf(key: CacheKey): string {
  return key.slice(0, key.indexOf('}') + 1);
}

/**
 * The key of a value. Two keys are the same only when tenant, scope and all parts are.
 * @throws TypeError when tenant or scope is empty, or a part is a number that JSON can't hold
 */
export function cacheKey({ tenant, scope, parts }: CacheKeyParts): CacheKey {
  if (parts.some((part) => typeof part === 'number' && !Number.isFinite(part))) {
    throw new TypeError('cache key: a number among the parts must be finite');
  }
  // Hashed, since parts may be long and may be personal data, and keys are seen by whoever looks into the store.
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return `${scopePrefix({ tenant, scope })}${digest}` as CacheKey;
}
