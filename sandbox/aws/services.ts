import { readModel, type Model } from './model/model.ts';
import { RequestValidator } from './model/validate.ts';

export const SERVICE_NAMES = ['selling', 'benefits', 'account', 'channel'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** One of the four JSON services: how its requests are addressed and signed, and its model. */
export interface Service {
  readonly name: ServiceName;
  /** What stands before the dot in `x-amz-target` [M-sel][M-ben][M-acc][M-chn]. */
  readonly target: string;
  /** The service's name in a SigV4 credential scope. */
  readonly signingName: string;
  /** What stands before the hash in `__type`. */
  readonly namespace: string;
  readonly model: Model;
  readonly validator: RequestValidator;
}

const TARGETS: Readonly<Record<ServiceName, string>> = {
  selling: 'AWSPartnerCentralSelling',
  benefits: 'PartnerCentralBenefitsService',
  account: 'PartnerCentralAccount',
  channel: 'PartnerCentralChannel',
};

function service(name: ServiceName): Service {
  const model = readModel(name);
  return {
    name,
    target: TARGETS[name],
    signingName: `partnercentral-${name}`,
    namespace: `com.amazonaws.partnercentral${name}`,
    model,
    validator: new RequestValidator(model),
  };
}

/** Every service by its name. Reads the models from disk. */
export function loadServices(): Readonly<Record<ServiceName, Service>> {
  return {
    selling: service('selling'),
    benefits: service('benefits'),
    account: service('account'),
    channel: service('channel'),
  };
}
