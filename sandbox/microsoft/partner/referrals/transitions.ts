/** The state machine of a referral `[PR20][PR22]`. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  New: ['New', 'Active', 'Closed'],
  Active: ['Active', 'Closed'],
  Closed: ['Closed'],
};

const SUBSTATUS_OF: Readonly<Record<string, readonly string[]>> = {
  New: ['Pending', 'Received'],
  Active: ['Accepted'],
  Closed: ['Won', 'Lost', 'Declined', 'Expired'],
};

export interface ReferralState {
  readonly status: string;
  readonly substatus: string;
}

/** Why a pair of status and substatus is not allowed, or null. */
export function stateProblem(state: ReferralState): string | null {
  const allowed = SUBSTATUS_OF[state.status];
  if (!allowed) return `status '${state.status}' cannot be set`;
  if (allowed.includes(state.substatus)) return null;
  return `substatus '${state.substatus}' does not belong to status '${state.status}': expected ${allowed.join(', ')}`;
}

/** Why a referral cannot go from one state to another, or null. A state set wrong on purpose may go anywhere. */
export function transitionProblem(from: ReferralState, to: ReferralState): string | null {
  const allowed = NEXT[from.status];
  if (allowed && !allowed.includes(to.status)) return `status cannot change from '${from.status}' to '${to.status}'`;
  return stateProblem(to);
}
