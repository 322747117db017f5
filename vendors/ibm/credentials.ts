import { z } from 'zod';

/** What one connection needs: an IBM Cloud API key of a person with the role of a partner billing manager [ibm 3]. */
export interface IbmCredentials {
  readonly apiKey: string;
  /** Enterprise id of the distributor or reseller that the reports are asked for. */
  readonly partnerId: string;
}

export const credentialsShape: z.ZodType<IbmCredentials> = z.object({
  apiKey: z.string().min(1),
  partnerId: z.string().regex(/^[\w-]{1,100}$/, 'an enterprise id'),
});
