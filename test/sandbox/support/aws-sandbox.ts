import { PartnerCentralAccountClient } from '@aws-sdk/client-partnercentral-account';
import { PartnerCentralBenefitsClient } from '@aws-sdk/client-partnercentral-benefits';
import { PartnerCentralChannelClient } from '@aws-sdk/client-partnercentral-channel';
import { PartnerCentralSellingClient } from '@aws-sdk/client-partnercentral-selling';
import { awsAccount, type AwsAccount } from '../../../sandbox/aws/accounts.ts';
import { awsStandIn, type AwsStandInOptions } from '../../../sandbox/aws/index.ts';
import { startSandbox, type RunningSandbox } from '../../../sandbox/kernel/server.ts';
import { VirtualClock } from './virtual-clock.ts';

export const SEED = 7;

/** The real clients of one account. */
export interface Clients {
  readonly selling: PartnerCentralSellingClient;
  readonly benefits: PartnerCentralBenefitsClient;
  readonly account: PartnerCentralAccountClient;
  readonly channel: PartnerCentralChannelClient;
}

/** A started stand-in for AWS with a clock of its own, and everything a test calls it with. */
export interface AwsSandbox {
  readonly sandbox: RunningSandbox;
  readonly clock: VirtualClock;
  /** Moves the stand-in's clock, and that of every client made so far. */
  advance(ms: number): void;
  /** The account of a partner, from 1. */
  account(index?: number): AwsAccount;
  /** Real clients for a partner's account; they do not retry. */
  clients(index?: number): Clients;
  /** Calls the control door. @returns the parsed answer; throws for anything but 200 */
  control(method: string, resource: string, body?: unknown): Promise<ControlAnswer>;
  close(): Promise<void>;
}

export interface ControlAnswer {
  readonly [member: string]: unknown;
}

export interface AwsSandboxOptions extends Partial<Omit<AwsStandInOptions, 'now' | 'seed' | 'archive'>> {
  /** Where it remembers over a restart; nowhere when left out. */
  readonly folder?: string;
}

/** Starts it with limits so high that they do not matter, unless the options say otherwise. */
export async function startAws(options: AwsSandboxOptions = {}): Promise<AwsSandbox> {
  const { partners = 4, dealsPerPartner = 20, rateFactor = 10_000, folder = null, ...settings } = options;
  const clock = new VirtualClock();
  const errors: unknown[] = [];
  const sandbox = await startSandbox({
    port: 0,
    seed: SEED,
    partners,
    dealsPerPartner,
    rateFactor,
    folder,
    now: clock.now,
    standIns: [(common) => awsStandIn({ ...common, ...settings })],
    onError: (error) => errors.push(error),
  });
  const made: Clients[] = [];

  function clients(index = 1): Clients {
    const { accessKeyId, secretAccessKey } = awsAccount(SEED, index);
    const config = {
      region: 'us-east-1',
      endpoint: `${sandbox.origin}/aws`,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
      systemClockOffset: clock.now() - Date.now(),
    };
    const set = {
      selling: new PartnerCentralSellingClient(config),
      benefits: new PartnerCentralBenefitsClient(config),
      account: new PartnerCentralAccountClient(config),
      channel: new PartnerCentralChannelClient(config),
    };
    made.push(set);
    return set;
  }

  return {
    sandbox,
    clock,
    clients,
    account: (index = 1) => awsAccount(SEED, index),
    advance: (ms) => {
      clock.advance(ms);
      for (const client of made.flatMap((set) => Object.values(set))) {
        client.config.systemClockOffset = clock.now() - Date.now();
      }
    },
    control: async (method, resource, body) => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(`${sandbox.origin}/_control/aws/${resource}`, init);
      const answer = (await response.json()) as ControlAnswer;
      if (response.status !== 200) throw new Error(`${response.status}: ${String(answer['error'])}`);
      return answer;
    },
    close: async () => {
      for (const client of made.flatMap((set) => Object.values(set))) client.destroy();
      await sandbox.close();
      if (errors.length > 0) throw new AggregateError(errors, 'the stand-in failed');
    },
  };
}
