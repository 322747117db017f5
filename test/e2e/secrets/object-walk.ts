import { KeyObject } from 'node:crypto';
import { Secret } from '../../../platform/log/secret.ts';

/** What a walk came upon. */
export interface Walked {
  /** Every object and function, each once. */
  readonly objects: number;
  /** Way to each place that holds one of the texts, or a key that could be exported: `services.cursors.key`. */
  readonly found: readonly string[];
  /** Ways to functions: what they have closed over no walk can see. */
  readonly closures: number;
}

interface Step {
  readonly value: unknown;
  readonly way: string;
}

/** Above what any context reaches; a walk that is longer has left it. */
const MOST_OBJECTS = 3_000_000;

/** A text or bytes as the texts that someone could look for in it. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'symbol') return [value.description ?? ''];
  if (value instanceof ArrayBuffer) return textsOf(new Uint8Array(value));
  if (!ArrayBuffer.isView(value)) return [];
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return [bytes.toString('latin1'), bytes.toString('hex'), bytes.toString('base64')];
}

/** What an object gives for a name, by a getter too; a getter that throws gives nothing. */
function read(holder: object, name: PropertyKey): unknown {
  try {
    return Reflect.get(holder, name);
  } catch {
    return undefined;
  }
}

/** Everything that code with this object in its hands can get at without calling a function that takes something. */
function stepsFrom(holder: object, way: string): Step[] {
  const steps: Step[] = [];
  const names = new Set<PropertyKey>(Reflect.ownKeys(holder));
  // Accessors of a class are on its prototype.
  for (
    let above = Object.getPrototypeOf(holder) as object | null;
    above;
    above = Object.getPrototypeOf(above) as object
  ) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(above))) {
      if (property.get !== undefined) names.add(name);
    }
  }
  if (!ArrayBuffer.isView(holder)) {
    for (const name of names) steps.push({ value: read(holder, name), way: `${way}.${String(name)}` });
  }
  if (holder instanceof Map) {
    for (const [key, value] of holder) steps.push({ value: key, way: `${way}<key>` }, { value, way: `${way}<value>` });
  } else if (holder instanceof Set) {
    for (const value of holder) steps.push({ value, way: `${way}<member>` });
  }
  if (holder instanceof Secret) steps.push({ value: holder.reveal(), way: `${way}.reveal()` });
  return steps;
}

/** Tells whether this is a key whose bytes could be had. */
function isSecretKey(value: unknown): boolean {
  if (!(value instanceof KeyObject)) return false;
  const type = read(value, 'type');
  // A prototype is no key, and has no type.
  return type === 'secret' || type === 'private';
}

/**
 * Walks everything that can be reached from an object by its own properties, symbols, hidden ones and getters, and looks
 * for texts, in strings and in bytes.
 * @throws Error when there is more to it than a context can have
 */
export function walkFor(root: object, texts: Iterable<string>): Walked {
  const wanted = [...texts];
  const seen = new Set<unknown>();
  const found: string[] = [];
  const queue: Step[] = [{ value: root, way: 'context' }];
  let closures = 0;
  for (let step = queue.pop(); step; step = queue.pop()) {
    const { value, way } = step;
    const holds = textsOf(value).some((text) => wanted.some((one) => text.includes(one)));
    if (holds || isSecretKey(value)) found.push(way);
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
    seen.add(value);
    if (seen.size > MOST_OBJECTS) throw new Error('the walk has left the context');
    if (typeof value === 'function') closures += 1;
    queue.push(...stepsFrom(value, way));
  }
  return { objects: seen.size, found, closures };
}
