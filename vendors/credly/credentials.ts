import { z } from 'zod';

/** An employer's organisation on Credly, and one of the two ways to sign in for it [ibm 4]. */
export type CredlyCredentials = EmployerToken | EmployerApplication;

/** The organisation's authorization token. */
export interface EmployerToken {
  readonly organizationId: string;
  readonly authorizationToken: string;
}

/** An OAuth application of the organisation, with the scope `workforce`. */
export interface EmployerApplication {
  readonly organizationId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const organizationId = z.uuid();

export const credentialsShape: z.ZodType<CredlyCredentials> = z.union(
  [
    z.object({ organizationId, authorizationToken: z.string().min(1) }),
    z.object({ organizationId, clientId: z.string().min(1), clientSecret: z.string().min(1) }),
  ],
  'an organizationId with an authorizationToken, or with a clientId and a clientSecret',
);
