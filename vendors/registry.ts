import type { VendorWorkshop } from '../platform/vendor/contract.ts';
import { awsWorkshop } from './aws/index.ts';
import { ciscoWorkshop } from './cisco/index.ts';
import { credlyWorkshop } from './credly/index.ts';
import { dellWorkshop } from './dell/index.ts';
import { filesWorkshop } from './files/index.ts';
import { ibmWorkshop } from './ibm/index.ts';
import { ingramWorkshop } from './ingram/index.ts';
import { microsoftWorkshop } from './microsoft/index.ts';

/** Every vendor, and every source that vendors share, one line each. A test holds this list against the folders. */
export const ALL_WORKSHOPS: readonly VendorWorkshop[] = [
  awsWorkshop,
  ciscoWorkshop,
  credlyWorkshop,
  dellWorkshop,
  filesWorkshop,
  ibmWorkshop,
  ingramWorkshop,
  microsoftWorkshop,
] as readonly VendorWorkshop[];
