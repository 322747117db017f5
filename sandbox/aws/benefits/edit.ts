import type { Operation, Operations } from '../context.ts';
import { notFound, refused } from '../errors.ts';
import { pick, textAt, textsAt, type JsonObject } from '../json.ts';
import { applicationIn, checkRevision, resourceProblem, saveApplication } from './application.ts';
import { fileDetails } from './files.ts';

const DRAFT = ['PENDING_SUBMISSION'];
const MAX_RESOURCES = 10;
const REPLACED = ['Name', 'Description', 'BenefitApplicationDetails', 'PartnerContacts'] as const;

type Change = (known: readonly string[], arn: string) => readonly string[];

const add: Change = (known, arn) => {
  if (known.includes(arn)) return known;
  if (known.length < MAX_RESOURCES) return [...known, arn];
  const message = `At most ${MAX_RESOURCES} resources can be associated.`;
  throw refused([{ field: 'ResourceArn', message, code: 'TOO_MANY_VALUES' }]);
};

const remove: Change = (known, arn) => {
  if (!known.includes(arn)) throw notFound('AssociatedResource', arn);
  return known.filter((each) => each !== arn);
};

function association(change: Change): Operation {
  return {
    write: true,
    run: (input, context) => {
      const record = applicationIn(context, textAt(input, 'BenefitApplicationIdentifier'), DRAFT);
      const arn = textAt(input, 'ResourceArn');
      const problem = change === add ? resourceProblem(context, arn, 'ResourceArn') : null;
      if (problem) throw refused([problem]);
      const resources = change(textsAt(record, 'AssociatedResources'), arn);
      return saveApplication(context, record, { AssociatedResources: [...resources] });
    },
  };
}

export const APPLICATION_EDIT: Operations = {
  /** Replaces the whole payload: members that are left out are gone [M-ben]. */
  UpdateBenefitApplication: {
    write: true,
    run: (input, context) => {
      const record = applicationIn(context, textAt(input, 'Identifier'), DRAFT);
      checkRevision(record, input);
      const kept: JsonObject = { ...record };
      for (const member of REPLACED) delete kept[member];
      const files = fileDetails(input, context.store.scope.account.accountId, context.now);
      return saveApplication(context, kept, { ...pick(input, REPLACED), FileDetails: files });
    },
  },
  AssociateBenefitApplicationResource: association(add),
  DisassociateBenefitApplicationResource: association(remove),
};
