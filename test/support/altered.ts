/**
 * A text that is not quite itself: one letter before its end is another. Not the last one, of which an encoding in
 * base 64 may not read every bit.
 */
export function altered(text: string): string {
  const place = Math.max(0, text.length - 10);
  const other = text[place] === 'A' ? 'B' : 'A';
  return `${text.slice(0, place)}${other}${text.slice(place + 1)}`;
}
