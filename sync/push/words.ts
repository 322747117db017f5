/*
 * Why a change waits or does not go on, for whoever runs the partner's business: nothing of a vendor's own wording, no
 * name of a call, no number of an answer. What a vendor or the network said is in the try's record (`vendor_attempt.note`).
 * `vendor` is the vendor's name.
 */

/** The worker compares it, so that a paused connection is told of once and then left alone. */
export const PAUSED = 'The connection is paused; the change waits until it is resumed.';

/** A vendor's own budget of calls, ours for it, and what a workshop says of it: all of them end by themselves. */
export const asksForLess = (vendor: string): string =>
  `${vendor} asks to be called less often; the change is sent again in a while.`;

export const allowanceUsedUp = (vendor: string): string =>
  `What ${vendor} allows in this time is used up; the change is sent when there is room again.`;

export const budgetUsedUp = (vendor: string): string =>
  `The budget of calls to ${vendor} that this connection has for now is used up; the change is sent when there is room again.`;

export const signInRefused = (vendor: string): string =>
  `${vendor} does not accept the sign-in of this connection for this change. Somebody has to renew it; the change waits, and is then sent by itself.`;

export const signInSealed = (vendor: string): string =>
  `The stored sign-in to ${vendor} can't be opened. Enter it again, or have whoever runs this installation look; the change waits.`;

export const outOfReach = (vendor: string): string => `${vendor} could not be reached; it is tried again.`;

export const unreadable = (vendor: string): string =>
  `${vendor} gave no usable answer when the record was looked up; it is tried again. Nothing was sent.`;

export const failedTooOften = (vendor: string): string =>
  `Too many calls to ${vendor} failed of late; the change is tried again at longer intervals.`;

export const lockedThere = (vendor: string): string =>
  `${vendor} has locked the record for now; the change waits until it is open again.`;

export const changedThere = (vendor: string): string =>
  `The record was changed at ${vendor} meanwhile; the change is prepared anew on what is there now.`;

export const takenUnseen = (vendor: string): string =>
  `${vendor} has taken the change and does not show it yet; it is looked up again, and not sent again.`;

export const unanswered = (vendor: string): string =>
  `No answer told whether ${vendor} took the change. That is found out before anything is sent again.`;

export const notFoundYet = (vendor: string): string =>
  `Not found at ${vendor} yet; it is looked for again before it is sent again.`;

export const ourFault = (): string =>
  'The change could not be worked on because of a fault on our side; it is tried again.';

export const refusedThere = (vendor: string): string => `${vendor} refused it.`;
export const notTaken = (vendor: string): string => `${vendor} does not take it.`;
export const neverArrived = (vendor: string): string =>
  `The record never arrived at ${vendor}, so there is nothing there to change.`;

/* For a person to look at. */

export const nobodyTells = (vendor: string): string =>
  `It was sent, and nothing tells whether ${vendor} took it. Look at ${vendor} whether it is there.`;

export const neverAnswered = (vendor: string, times: number): string =>
  `It was sent ${times} times, and no answer told whether ${vendor} took it. Look at ${vendor} whether it is there.`;

export const troubledFor = (vendor: string, hours: number, last: string): string =>
  `It could not be brought to ${vendor} for ${hours} hours. ${last}`;

export const numberIsAnothers = (vendor: string, number: string): string =>
  `${vendor} has it under the number ${number}, which another record of this partner has here.`;

export const notReadableAnyMore = (): string => 'What was asked for can no longer be read here.';
export const ofNoConnection = (): string => 'It belongs to no connection, so there is no way to send it.';
export const sentWithoutRecord = (vendor: string): string =>
  `It was sent, and what was sent is not recorded here. Look at ${vendor} whether it is there.`;
