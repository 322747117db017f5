/** Largest page of most lists, in rows; fewer calls for the same rows. */
export const PAGE_SIZE = 100;

/** The token as a member of a request, in Pascal case; nothing for the first page. */
export function pageOf(pageToken: string | null): { NextToken?: string } {
  return pageToken === null ? {} : { NextToken: pageToken };
}
