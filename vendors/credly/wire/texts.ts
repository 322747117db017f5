import { z } from 'zod';

/** Trimmed text; null for none. */
export function textOrNull(value: string | null | undefined): string | null {
  const text = value?.trim();
  return text ? text : null;
}

const email = z.email();

/** An e-mail address in small letters, as people are matched by it; null for anything else. */
export function emailOrNull(value: string | null | undefined): string | null {
  const text = value?.trim().toLowerCase() ?? '';
  return email.safeParse(text).success ? text : null;
}

/** A public page that may be linked to; null for anything but https. */
export function securePageOrNull(value: string | null | undefined): string | null {
  const text = value?.trim() ?? '';
  return URL.canParse(text) && new URL(text).protocol === 'https:' ? text : null;
}

/** A name for comparing: dashes of any kind alike, without case and doubled spaces. */
export function foldName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}
