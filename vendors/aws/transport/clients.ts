import { PartnerCentralAccountClient } from '@aws-sdk/client-partnercentral-account';
import { PartnerCentralBenefitsClient } from '@aws-sdk/client-partnercentral-benefits';
import { PartnerCentralChannelClient } from '@aws-sdk/client-partnercentral-channel';
import { PartnerCentralSellingClient } from '@aws-sdk/client-partnercentral-selling';
import type { AwsCredentials } from '../credentials.ts';
import type { AwsService } from '../facts.ts';
import { CAPTURE_OPTIONS, captureMiddleware } from './capture.ts';
import type { TransportLimits } from './limits.ts';

export interface AwsClients {
  readonly selling: PartnerCentralSellingClient;
  readonly benefits: PartnerCentralBenefitsClient;
  readonly account: PartnerCentralAccountClient;
  readonly channel: PartnerCentralChannelClient;
  /** Closes the sockets of all four. */
  close(): void;
}

/** The only region the documents name for Partner Central `[DG 58607770252]`. */
const REGION = 'us-east-1';

const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/**
 * The four SDK clients. Everything the SDK would otherwise look up in the environment or in `~/.aws` is said here, so
 * that it reads neither; its own retries are off, since ours share the quota buckets of all processes. The HTTP handler
 * of the SDK follows no redirects.
 */
export function createClients(
  endpoints: Readonly<Record<string, string>>,
  credentials: AwsCredentials,
  limits: TransportLimits,
): AwsClients {
  const agent = { keepAlive: true, maxSockets: limits.maxSockets };
  const config = (service: AwsService) => ({
    region: REGION,
    endpoint: endpointOf(endpoints, service),
    credentials: {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey,
      ...(credentials.sessionToken === undefined ? {} : { sessionToken: credentials.sessionToken }),
    },
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    // The channel service also allows SigV4a, which needs a native library; plain SigV4 is accepted by all four.
    authSchemePreference: ['sigv4'],
    disableClockSkewCorrection: false,
    ignoreConfiguredEndpointUrls: true,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: async (): Promise<undefined> => undefined,
    defaultUserAgentProvider: async (): Promise<[string][]> => [['partnergraph']],
    requestHandler: {
      connectionTimeout: limits.connectMs,
      requestTimeout: limits.requestMs,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
      logger: SILENT,
    },
  });
  const selling = new PartnerCentralSellingClient(config('selling'));
  const benefits = new PartnerCentralBenefitsClient(config('benefits'));
  const account = new PartnerCentralAccountClient(config('account'));
  const channel = new PartnerCentralChannelClient({ ...config('channel'), sigv4aSigningRegionSet: [REGION] });
  selling.middlewareStack.add(captureMiddleware, CAPTURE_OPTIONS);
  benefits.middlewareStack.add(captureMiddleware, CAPTURE_OPTIONS);
  account.middlewareStack.add(captureMiddleware, CAPTURE_OPTIONS);
  channel.middlewareStack.add(captureMiddleware, CAPTURE_OPTIONS);
  const close = (): void => {
    for (const client of [selling, benefits, account, channel]) client.destroy();
  };
  return { selling, benefits, account, channel, close };
}

function endpointOf(endpoints: Readonly<Record<string, string>>, service: AwsService): string {
  const endpoint = endpoints[service];
  if (endpoint === undefined) throw new Error(`endpoints.${service}: expected an address, got nothing`);
  return endpoint;
}
