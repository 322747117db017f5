import type { Context, Operations } from '../context.ts';
import { AwsError, refused, type Problem } from '../errors.ts';
import { listAt, pick, textAt, textsAt, type JsonObject } from '../json.ts';
import { ownArn } from '../store/scope.ts';
import { seconds } from '../time.ts';
import { resourceProblem } from './application.ts';
import { fileDetails } from './files.ts';
import { recordOf } from './read.ts';

function checkQuota(context: Context): void {
  const { store, settings } = context;
  if (store.table('application').size < settings.applicationQuota) return;
  throw new AwsError('ServiceQuotaExceededException', 'The account has too many benefit applications.', {
    resourceId: store.scope.account.accountId,
    resourceType: 'BENEFIT_APPLICATION',
    quotaCode: 'BENEFIT_APPLICATIONS_PER_CATALOG',
  });
}

/** Create checks softly: whether the benefit is open, and what the request refers to. Submit checks the details. */
function problemsOf(context: Context, benefit: JsonObject, input: JsonObject): Problem[] {
  const problems: Problem[] = [];
  if (textAt(benefit, 'Status') !== 'ACTIVE') {
    const message = 'The benefit is not open for applications.';
    problems.push({ field: 'BenefitIdentifier', message, code: 'INVALID_RESOURCE_STATE' });
  }
  const offered = textsAt(benefit, 'FulfillmentTypes');
  const asked = textsAt(input, 'FulfillmentTypes');
  if (asked.some((type) => !offered.includes(type))) {
    const message = `The benefit offers ${offered.join(', ')}.`;
    problems.push({ field: 'FulfillmentTypes', message, code: 'INVALID_VALUE' });
  }
  for (const [at, arn] of textsAt(input, 'AssociatedResources').entries()) {
    problems.push(...[resourceProblem(context, arn, `AssociatedResources[${at}]`)].filter((each) => each !== null));
  }
  return problems;
}

function newApplication(context: Context, benefit: JsonObject, input: JsonObject): JsonObject {
  const { scope, ids } = context.store;
  const id = ids.application();
  const now = seconds(context.now);
  return {
    ...pick(input, ['Name', 'Description', 'BenefitApplicationDetails', 'PartnerContacts']),
    Id: id,
    Arn: ownArn(scope, `benefit-application/${id}`),
    Catalog: scope.catalog,
    BenefitId: benefit['Id'] ?? null,
    FulfillmentTypes: input['FulfillmentTypes'] ?? benefit['FulfillmentTypes'] ?? [],
    Programs: benefit['Programs'] ?? [],
    Status: 'PENDING_SUBMISSION',
    CreatedAt: now,
    UpdatedAt: now,
    Revision: '1',
    AssociatedResources: [...listAt(input, 'AssociatedResources')],
    FileDetails: fileDetails(input, scope.account.accountId, context.now),
  };
}

export const APPLICATION_CREATE: Operations = {
  CreateBenefitApplication: {
    write: true,
    run: (input, context) => {
      const benefit = recordOf(context, 'benefit', textAt(input, 'BenefitIdentifier'));
      checkQuota(context);
      const problems = problemsOf(context, benefit, input);
      if (problems.length > 0) throw refused(problems);
      const record = newApplication(context, benefit, input);
      context.store.put('application', String(record['Id']), record);
      // A benefit application has no member for an id of the partner's own.
      context.created('application', String(record['Id']), null);
      return pick(record, ['Id', 'Arn', 'Revision']);
    },
  },
};
