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
