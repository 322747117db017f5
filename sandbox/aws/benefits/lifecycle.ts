import type { Context, Operations } from '../context.ts';
import { AwsError, refused, type Problem } from '../errors.ts';
import { listAt, objectAt, textAt, type JsonObject } from '../json.ts';
import { amended, MAX_AMENDMENTS } from './amend.ts';
import { applicationIn, checkRevision, saveApplication } from './application.ts';
import { detailProblems } from './details.ts';
import { recordOf } from './read.ts';

/** The first stage of a review, and the only one an application can be recalled from [DG 58592473036]. */
const FIRST_STAGE = 'BUSINESS_REVIEW';
const OPEN = ['PENDING_SUBMISSION', 'IN_REVIEW', 'ACTION_REQUIRED'];

const IN_REVIEW: JsonObject = {
  Status: 'IN_REVIEW',
  Stage: FIRST_STAGE,
  StatusReason: null,
  StatusReasonCodes: null,
};

/** Submit checks everything: the details against the benefit's schema, and that every file was found. */
function checkComplete(context: Context, record: JsonObject): void {
  const benefit = recordOf(context, 'benefit', textAt(record, 'BenefitId'));
  const schema = objectAt(benefit, 'BenefitRequestSchema');
  const problems: Problem[] = detailProblems(schema, objectAt(record, 'BenefitApplicationDetails'));
  for (const [at, file] of listAt(record, 'FileDetails').entries()) {
    if (textAt(file, 'FileStatus') === 'SUCCEEDED') continue;
    const message = 'The file was not stored.';
    problems.push({ field: `FileDetails[${at}].FileStatus`, message, code: 'INVALID_RESOURCE_STATE' });
  }
  if (problems.length > 0) throw refused(problems);
}

export const APPLICATION_LIFECYCLE: Operations = {
  SubmitBenefitApplication: {
    write: true,
    run: (input, context) => {
      const record = applicationIn(context, textAt(input, 'Identifier'), ['PENDING_SUBMISSION', 'ACTION_REQUIRED']);
      checkComplete(context, record);
      saveApplication(context, record, IN_REVIEW);
      return null;
    },
  },
  AmendBenefitApplication: {
    write: true,
    run: (input, context) => {
      const record = applicationIn(context, textAt(input, 'Identifier'), ['ACTION_REQUIRED']);
      checkRevision(record, input);
      if (listAt(input, 'Amendments').length > MAX_AMENDMENTS) {
        const message = `At most ${MAX_AMENDMENTS} amendments are allowed.`;
        throw refused([{ field: 'Amendments', message, code: 'TOO_MANY_VALUES' }]);
      }
      const changed = amended(record, input);
      checkComplete(context, changed);
      saveApplication(context, changed, IN_REVIEW);
      return null;
    },
  },
  RecallBenefitApplication: {
    write: true,
    run: (input, context) => {
      const record = applicationIn(context, textAt(input, 'Identifier'), ['IN_REVIEW']);
      const stage = textAt(record, 'Stage');
      if (stage !== FIRST_STAGE) {
        throw new AwsError('ConflictException', `The application is in ${stage} and cannot be recalled any more.`);
      }
      const reason = input['Reason'] ?? null;
      saveApplication(context, record, { Status: 'PENDING_SUBMISSION', Stage: null, StatusReason: reason });
      return null;
    },
  },
  CancelBenefitApplication: {
    write: true,
    run: (input, context) => {
      const record = applicationIn(context, textAt(input, 'Identifier'), OPEN);
      saveApplication(context, record, { Status: 'CANCELED', Stage: null, StatusReason: input['Reason'] ?? null });
      return null;
    },
  },
};
