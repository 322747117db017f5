/** Trimmed text; null for none. */
export function textOrNull(value: string | null | undefined): string | null {
  const text = value?.trim();
  return text ? text : null;
}

/** ISO 3166-1 alpha-2 in capitals; null for anything else. */
export function countryOrNull(value: string | null | undefined): string | null {
  const text = value?.trim().toUpperCase() ?? '';
  return /^[A-Z]{2}$/.test(text) ? text : null;
}
