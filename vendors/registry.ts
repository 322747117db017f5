import type { VendorWorkshop } from '../platform/vendor/contract.ts';
import { awsWorkshop } from './aws/index.ts';
import { microsoftWorkshop } from './microsoft/index.ts';

/** Every vendor, one line each. A test holds this list against the folders. */
export const ALL_WORKSHOPS: readonly VendorWorkshop[] = [awsWorkshop, microsoftWorkshop] as readonly VendorWorkshop[];
