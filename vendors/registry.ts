import type { VendorWorkshop } from '../platform/vendor/contract.ts';
import { awsWorkshop } from './aws/index.ts';
import { ciscoWorkshop } from './cisco/index.ts';
import { dellWorkshop } from './dell/index.ts';
import { ibmWorkshop } from './ibm/index.ts';
import { microsoftWorkshop } from './microsoft/index.ts';

/** Every vendor, one line each. A test holds this list against the folders. */
export const ALL_WORKSHOPS: readonly VendorWorkshop[] = [
  awsWorkshop,
  ciscoWorkshop,
  dellWorkshop,
  ibmWorkshop,
  microsoftWorkshop,
] as readonly VendorWorkshop[];
