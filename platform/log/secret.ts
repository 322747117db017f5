import { inspect } from 'node:util';

const SHOWN = '[secret]';

/**
 * A value that must not be seen. It prints as `[secret]` in JSON, in templates and in the inspector; only `reveal()`
 * gives it out, so every place that does can be found by that word.
 */
export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  /** The value itself: keep it out of errors, logs and answers. */
  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [Symbol.toPrimitive](): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}
