/** What a partner can ask to be changed at a vendor. */
export const WRITE_KINDS = [
  'SUBMIT_DEAL',
  'UPDATE_DEAL',
  'WITHDRAW_DEAL',
  'EXTEND_DEAL',
  'ACCEPT_OFFER',
  'DECLINE_OFFER',
  'CLOSE_WON',
  'CLOSE_LOST',
  'REQUEST_FUNDS',
  'CLAIM_FUNDS',
] as const;
export type WriteKind = (typeof WRITE_KINDS)[number];

/**
 * What a mutation may do to our own rows alone; kept beside the writes, since they share the idempotency keys. REPEAT: the
 * same wish under another key while the first is on its way, which it adds nothing to.
 */
export const LOCAL_KINDS = ['CREATE_DRAFTS', 'EDIT_DRAFT', 'CONFIRM_PORTAL', 'REPEAT'] as const;
export type LocalKind = (typeof LOCAL_KINDS)[number];

/**
 * - QUEUED: to be sent, or between two steps
 * - SENDING: stored before the call; found so after a crash it is UNCERTAIN
 * - UNCERTAIN: sent, no answer that tells
 * - AWAITING_PORTAL: a person brings it to the vendor
 * - DONE: the vendor holds it
 * - REFUSED: the vendor said no
 * - NEEDS_REVIEW: a machine can't go on; a person must look
 * - CANCELLED: taken back before anything was sent
 */
export const OPERATION_STATES = [
  'QUEUED',
  'SENDING',
  'UNCERTAIN',
  'AWAITING_PORTAL',
  'DONE',
  'REFUSED',
  'NEEDS_REVIEW',
  'CANCELLED',
] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

/** States in which something of ours is still on its way. */
export const OPEN_STATES = [
  'QUEUED',
  'SENDING',
  'UNCERTAIN',
  'AWAITING_PORTAL',
] as const satisfies readonly OperationState[];

/** States of what is not over: on its way, or given to a person to look at. */
export const UNFINISHED_STATES = [...OPEN_STATES, 'NEEDS_REVIEW'] as const satisfies readonly OperationState[];

/** Codes of `FieldError`, as the contract has them. */
export const FIELD_ERROR_CODES = [
  'REQUIRED',
  'INVALID',
  'TOO_LONG',
  'TOO_SHORT',
  'OUT_OF_RANGE',
  'NOT_ALLOWED',
  'NOT_FOUND',
  'LOCKED',
  'VERSION_CONFLICT',
  'IDEMPOTENCY_MISMATCH',
  'NOT_SUPPORTED',
  'WRONG_STATE',
  'REFUSED_BY_VENDOR',
  'DUPLICATE',
] as const;
export type FieldErrorCode = (typeof FIELD_ERROR_CODES)[number];
