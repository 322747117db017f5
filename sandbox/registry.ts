import { awsStandIn } from './aws/index.ts';
import { ciscoStandIn } from './cisco/index.ts';
import { credlyStandIn } from './credly/index.ts';
import { ibmStandIn } from './ibm/index.ts';
import { ingramStandIn } from './ingram/index.ts';
import type { StandInMaker } from './kernel/stand-in.ts';
import { microsoftStandIn } from './microsoft/index.ts';

/** Every vendor that has a stand-in: one line a vendor. */
export const ALL_STAND_INS: readonly StandInMaker[] = [
  awsStandIn,
  ciscoStandIn,
  credlyStandIn,
  ibmStandIn,
  ingramStandIn,
  microsoftStandIn,
];
