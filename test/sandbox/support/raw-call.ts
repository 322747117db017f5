import type { AwsSandbox } from './aws-sandbox.ts';
import { signedPost, type RawAnswer, type SignedPost } from './signed-post.ts';

const TARGETS = {
  selling: 'AWSPartnerCentralSelling',
  benefits: 'PartnerCentralBenefitsService',
  account: 'PartnerCentralAccount',
  channel: 'PartnerCentralChannel',
} as const;
export type ServiceKey = keyof typeof TARGETS;

/** A request in full, ready to be signed; parts can be replaced before it is sent. */
export function rawPost(aws: AwsSandbox, service: ServiceKey, operation: string, input: unknown): SignedPost {
  const { accessKeyId, secretAccessKey } = aws.account();
  return {
    url: `${aws.sandbox.origin}/aws/`,
    target: `${TARGETS[service]}.${operation}`,
    signingName: `partnercentral-${service}`,
    accessKeyId,
    secretAccessKey,
    body: JSON.stringify(input),
    at: aws.clock.now(),
  };
}

/** Calls an operation as the first partner and gives the answer as it came over the wire. */
export function rawCall(
  aws: AwsSandbox,
  service: ServiceKey,
  operation: string,
  input: Record<string, unknown>,
): Promise<RawAnswer> {
  return signedPost(rawPost(aws, service, operation, input));
}
