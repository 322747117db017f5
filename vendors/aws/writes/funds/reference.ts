const WORDS = 'Reference: ';

/** A description that bears our number of the write, by which the application is found again. */
export function describe(text: string, externalId: string): string {
  return `${text}\n\n${WORDS}${externalId}`;
}

export function bearsReference(description: string | null, externalId: string): boolean {
  return description?.split(WORDS).at(-1)?.trim() === externalId;
}
