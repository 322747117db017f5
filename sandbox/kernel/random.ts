import { createHash } from 'node:crypto';

const LOWER_ALNUM = '0123456789abcdefghijklmnopqrstuvwxyz';

/**
 * A seeded generator (sfc32): the same key gives the same sequence on every machine.
 * Not for secrets; it only makes records repeatable.
 */
export class SeededRandom {
  private readonly state: Uint32Array;

  /** @param key any text, such as `20260402:aws:deal:3:17` */
  constructor(key: string) {
    const digest = createHash('sha256').update(key).digest();
    this.state = Uint32Array.of(0, 4, 8, 12).map((offset) => digest.readUInt32LE(offset));
  }

  /** Where the sequence is: what `moveTo` takes. */
  get position(): readonly number[] {
    return [...this.state];
  }

  /** Goes on from a position of a generator with the same key. */
  moveTo(position: readonly number[]): void {
    this.state.set(position);
  }

  /** A number from 0 (included) to 1 (excluded). */
  next(): number {
    const [a = 0, b = 0, c = 0, counter = 0] = this.state;
    const sum = (a + b + counter) >>> 0;
    this.state[0] = b ^ (b >>> 9);
    this.state[1] = c + (c << 3);
    this.state[2] = ((c << 21) | (c >>> 11)) + sum;
    this.state[3] = counter + 1;
    return sum / 0x1_0000_0000;
  }

  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of the list's items. @throws RangeError for an empty list */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('cannot pick from an empty list');
    return list[this.int(0, list.length - 1)] as T;
  }

  /** A text of `length` characters of the alphabet; lower-case letters and digits when none is given. */
  text(length: number, alphabet: string = LOWER_ALNUM): string {
    let text = '';
    for (let at = 0; at < length; at += 1) text += alphabet.charAt(this.int(0, alphabet.length - 1));
    return text;
  }

  /** The list in another order; the list itself stays as it is. */
  shuffle<T>(list: readonly T[]): T[] {
    const shuffled = [...list];
    for (let at = shuffled.length - 1; at > 0; at -= 1) {
      const other = this.int(0, at);
      [shuffled[at], shuffled[other]] = [shuffled[other] as T, shuffled[at] as T];
    }
    return shuffled;
  }
}
