import type { Operations } from '../context.ts';
import { ASSIGN } from './assign.ts';
import { ASSOCIATIONS } from './associations.ts';
import { ENGAGEMENT_RESOURCES } from './engagement-resources.ts';
import { INVITATION_READ } from './invitation-read.ts';
import { INVITATION_WRITE } from './invitation-write.ts';
import { OPPORTUNITY_CREATE } from './opportunity-create.ts';
import { OPPORTUNITY_LIST } from './opportunity-list.ts';
import { OPPORTUNITY_READ } from './opportunity-read.ts';
import { OPPORTUNITY_UPDATE } from './opportunity-update.ts';
import { SOLUTIONS } from './solutions.ts';
import { SUBMIT } from './submit-operations.ts';
import { TASKS } from './tasks.ts';

/** What is served of the selling service. */
export const SELLING: Operations = {
  ...OPPORTUNITY_LIST,
  ...OPPORTUNITY_READ,
  ...OPPORTUNITY_CREATE,
  ...OPPORTUNITY_UPDATE,
  ...ASSOCIATIONS,
  ...ASSIGN,
  ...SUBMIT,
  ...SOLUTIONS,
  ...ENGAGEMENT_RESOURCES,
  ...INVITATION_READ,
  ...INVITATION_WRITE,
  ...TASKS,
};
