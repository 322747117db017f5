import type { Operations } from '../context.ts';
import { APPLICATION_CREATE } from './create.ts';
import { APPLICATION_EDIT } from './edit.ts';
import { APPLICATION_LIFECYCLE } from './lifecycle.ts';
import { BENEFITS_READ } from './read.ts';

/** What is served of the benefits service. */
export const BENEFITS: Operations = {
  ...BENEFITS_READ,
  ...APPLICATION_CREATE,
  ...APPLICATION_EDIT,
  ...APPLICATION_LIFECYCLE,
};
