import { XmlFault } from './fault.ts';

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const REFERENCE = /&(?:(amp|lt|gt|quot|apos|#x[0-9a-f]{1,6}|#[0-9]{1,7});)?/gi;

/**
 * Replaces the five entities of XML itself and references to characters. There are no others: a document that declares
 * entities is not read at all.
 * @throws XmlFault for any other `&`
 */
export function decodeText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (_whole, code: string | undefined) => {
    const named = code === undefined ? undefined : NAMED[code];
    if (named !== undefined) return named;
    const point = code?.startsWith('#') ? codePointOf(code) : Number.NaN;
    if (!isCharacter(point)) throw new XmlFault('an unknown entity');
    return String.fromCodePoint(point);
  });
}

/** Text as it may stand inside an element or a quoted attribute. Characters that XML does not know are left out. */
export function encodeText(text: string): string {
  const known = Array.from(text).filter((character) => isCharacter(character.codePointAt(0) ?? 0));
  return known.join('').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function codePointOf(code: string): number {
  return /^#x/i.test(code) ? Number.parseInt(code.slice(2), 16) : Number.parseInt(code.slice(1), 10);
}

/** The characters of XML 1.0. */
function isCharacter(point: number): boolean {
  if (point < 0x20) return point === 0x9 || point === 0xa || point === 0xd;
  return point <= 0xd7ff || (point >= 0xe000 && point <= 0x10ffff && point !== 0xfffe && point !== 0xffff);
}
