/** Feed of records that no vendor has told of yet: no run of any connection counts them as gone. */
export const OWN_FEED = 'ours';

/** Whether a record is ours alone: until its vendor has given it a number it stands under its own id. */
export function isOursAlone(row: { readonly feed: string; readonly id: string; readonly remote_id: string }): boolean {
  return row.feed === OWN_FEED && row.remote_id === row.id;
}
