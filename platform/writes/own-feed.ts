/** Feed of records that no vendor has told of yet: no run of any connection counts them as gone. */
export const OWN_FEED = 'ours';

/** Whether a record is ours alone: until its vendor has given it a number it stands under its own id. */
export function isOursAlone(row: { readonly feed: string; readonly id: string; readonly remote_id: string }): boolean {
  return row.feed === OWN_FEED && row.remote_id === row.id;
}

/** Whether the vendor has given a record that began with us no number yet: then it stands under the one that we gave it. */
export function isUnnamed(row: { readonly remote_id: string; readonly external_id: string | null }): boolean {
  return row.remote_id === row.external_id;
}

/**
 * Whether a record that began with us has a number at its vendor that nothing of the vendor's bears yet: the first record of a
 * file or read that comes under it becomes the row, and brings the name of its own feed.
 */
export function isNamedByUsAlone(row: {
  readonly feed: string;
  readonly remote_id: string;
  readonly external_id: string | null;
}): boolean {
  return row.external_id !== null && row.feed === OWN_FEED && !isUnnamed(row);
}
