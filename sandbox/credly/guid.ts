import { SeededRandom } from '../kernel/random.ts';

const HEX = '0123456789abcdef';

/** A guid drawn from the seed and a text that names what it is for. */
export function seededGuid(seed: number, of: string): string {
  const random = new SeededRandom(`${seed}:credly:id:${of}`);
  const part = (length: number): string => random.text(length, HEX);
  return `${part(8)}-${part(4)}-4${part(3)}-a${part(3)}-${part(12)}`;
}
