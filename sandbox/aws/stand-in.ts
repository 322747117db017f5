import { CreatedList } from '../kernel/created-list.ts';
import type { CreatedRecord, SandboxRequest, SandboxResponse, StandIn, StandInOptions } from '../kernel/stand-in.ts';
import { ACCOUNT } from './account/operations.ts';
import { failure, success } from './answer.ts';
import { BENEFITS } from './benefits/operations.ts';
import { CHANNEL } from './channel/operations.ts';
import { Context, type AwsSettings, type Operation, type Operations } from './context.ts';
import { changeRecord } from './control/change.ts';
import { AwsError, invalidRequest } from './errors.ts';
import { injectedError } from './injected.ts';
import { isObject, type JsonObject } from './json.ts';
import { RateLimits } from './limits/rates.ts';
import { PageTokens } from './paging/page-token.ts';
import { Pager } from './paging/page.ts';
import { runOnce } from './replay.ts';
import { seedStore } from './seed/seed-store.ts';
import { SELLING } from './selling/operations.ts';
import { settle } from './selling/settle.ts';
import { loadServices, type Service, type ServiceName } from './services.ts';
import { verifySignature } from './sigv4/verify.ts';
import { isCatalog, Stores, type KnownAccount } from './store/stores.ts';
import type { Store } from './store/store.ts';
import { targetOf, type Target } from './target.ts';
import { seconds } from './time.ts';

const SERVED: Readonly<Record<ServiceName, Operations>> = {
  selling: SELLING,
  benefits: BENEFITS,
  account: ACCOUNT,
  channel: CHANNEL,
};

function servedOperation({ service, operation }: Target): Operation | undefined {
  const operations = SERVED[service.name];
  return Object.hasOwn(operations, operation) ? operations[operation] : undefined;
}

/** The four JSON services behind one address, with all their accounts. */
export class AwsStandIn implements StandIn {
  readonly vendor = 'aws';
  private readonly options: StandInOptions;
  private readonly settings: AwsSettings;
  private readonly services = loadServices();
  private readonly limits: RateLimits;
  private readonly tokens: PageTokens;
  private readonly pager: Pager;
  private readonly stores: Stores;
  private readonly createdRecords: CreatedList;

  constructor(options: StandInOptions, settings: AwsSettings) {
    const start = options.now();
    this.options = options;
    this.settings = settings;
    this.limits = new RateLimits(options.rateFactor);
    this.tokens = new PageTokens(options.seed);
    this.pager = new Pager(this.tokens, options.seed);
    this.createdRecords = new CreatedList(options.archive, this.vendor);
    this.stores = new Stores(options, (store) => seedStore(store, options, start));
  }

  operationOf(request: SandboxRequest): string | null {
    return this.target(request)?.operation ?? null;
  }

  isWrite(operation: string): boolean {
    return Object.values(SERVED).some((operations) => operations[operation]?.write ?? false);
  }

  handle(request: SandboxRequest): SandboxResponse {
    const target = this.target(request);
    const service = target?.service ?? this.services.selling;
    const now = this.options.now();
    try {
      const operation = target && servedOperation(target);
      if (!operation) throw new AwsError('UnknownOperationException', 'The operation is not known here.');
      return success(service, target.operation, this.run(request, target, operation), now);
    } catch (error) {
      if (error instanceof AwsError) return failure(service, error, now);
      throw error;
    }
  }

  fault(status: number, retryAfterSeconds: number | null, request: SandboxRequest): SandboxResponse {
    const service = this.target(request)?.service ?? this.services.selling;
    const response = failure(service, injectedError(status), this.options.now());
    const retry: Record<string, string> =
      retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
    return { ...response, status, headers: { ...response.headers, ...retry } };
  }

  created(): readonly CreatedRecord[] {
    return this.createdRecords.all();
  }

  change(input: unknown): unknown {
    return changeRecord(this.stores, input, this.options.now());
  }

  /** AWS has no bearer tokens: every page token issued so far becomes unknown. */
  expireTokens(): void {
    this.tokens.expireAll();
  }

  private target(request: SandboxRequest): Target | null {
    return targetOf(request, Object.values(this.services));
  }

  private run(request: SandboxRequest, target: Target, operation: Operation): JsonObject | null {
    const { service } = target;
    const now = this.options.now();
    const signerOf = (key: string): KnownAccount | undefined => this.stores.accountOfKey(key);
    const account = verifySignature(request, { signerOf, signingName: service.signingName, now });
    const { accountId } = account;
    const { write } = operation;
    this.limits.take({ accountId, service: service.name, operation: target.operation, write, now });
    const input = readInput(request, service, target.operation);
    const store = this.storeOf(account, input);
    settle(store, now, this.settings);
    const context = new Context({
      ...target,
      store,
      settings: this.settings,
      now,
      pager: this.pager,
      duplicatePages: request.duplicatePages ?? false,
      onCreated: (type, id, externalId) => {
        this.createdRecords.add({ type, id, externalId, createdAt: seconds(now), account: accountId });
      },
    });
    return runOnce(operation, input, context);
  }

  private storeOf(account: KnownAccount, input: JsonObject): Store {
    const field = 'Catalog' in input ? 'Catalog' : 'catalog';
    const catalog = input[field];
    if (isCatalog(catalog)) return this.stores.store(account, catalog);
    throw invalidRequest([{ field, message: 'The catalog must be AWS or Sandbox.', code: 'INVALID_VALUE' }]);
  }
}

function parse(request: SandboxRequest, service: Service): JsonObject {
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8'));
    if (isObject(value)) return value;
  } catch {
    // Told below, as a body that is JSON and no object is.
  }
  const message = 'The body must be a JSON object.';
  if (service.name === 'benefits') throw new AwsError('ValidationException', message, { reason: 'cannotParse' });
  throw new AwsError('SerializationException', message);
}

/** @throws AwsError ValidationException with one problem a field that breaks the model */
function readInput(request: SandboxRequest, service: Service, operation: string): JsonObject {
  const input = parse(request, service);
  const shape = service.model.operations[operation]?.input?.shape;
  const problems = shape === undefined ? [] : service.validator.validate(shape, input);
  if (problems.length > 0) throw invalidRequest(problems);
  return input;
}
