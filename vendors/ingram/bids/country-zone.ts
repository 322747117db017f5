const ANY_WINTER = new Date('2026-01-15T12:00:00Z');

/**
 * The zone in which a country's days end last: a bid is not called expired while its last day goes on anywhere in the
 * account's country.
 * @param country ISO 3166-1 alpha-2
 * @returns an IANA name; `UTC` for a country that has none
 */
export function lastZoneOf(country: string): string {
  const [last] = zonesOf(country)
    .map((zone) => ({ zone, offset: offsetMinutes(zone) }))
    .toSorted((a, b) => a.offset - b.offset);
  return last?.zone ?? 'UTC';
}

/** The runtime knows every country's zones; the compiler's library does not know yet that it does. */
function zonesOf(country: string): readonly string[] {
  const locale: Intl.Locale & { getTimeZones?: () => string[] | undefined } = new Intl.Locale(`und-${country}`);
  return locale.getTimeZones?.() ?? [];
}

/** Minutes east of UTC in winter, which is enough to tell a country's zones apart. */
function offsetMinutes(zone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(ANY_WINTER);
  const text = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
