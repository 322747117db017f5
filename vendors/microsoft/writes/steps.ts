/** Steps of a submission; the others are named after what they do to the deal. */
export const CREATE = 'create';
export const INVITE = 'invite';
export const UPDATE = 'update';
