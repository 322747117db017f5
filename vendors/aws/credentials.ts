import { z } from 'zod';

/**
 * What a connection needs to call AWS Partner Central: an access key of the partner's AWS account (temporary keys carry
 * a session token), the account's number, and the catalogue. The two catalogues hold separate data behind the same
 * addresses and keys `[DG 59013725580]`.
 */
export const awsCredentials = z.object({
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
  sessionToken: z.string().min(1).optional(),
  accountId: z.string().regex(/^\d{12}$/, 'expected the twelve digits of an AWS account'),
  catalog: z.enum(['AWS', 'Sandbox']),
});

export type AwsCredentials = z.infer<typeof awsCredentials>;
