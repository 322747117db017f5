import { awsStandIn } from './aws/index.ts';
import { microsoftStandIn } from './microsoft/index.ts';
import type { StandInMaker } from './kernel/stand-in.ts';

/** Every vendor that has a stand-in: one line a vendor. */
export const ALL_STAND_INS: readonly StandInMaker[] = [awsStandIn, microsoftStandIn];
