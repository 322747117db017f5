import type { Operations } from '../context.ts';
import { refused, type Problem } from '../errors.ts';
import { objectAt, textAt } from '../json.ts';
import { opportunityOf } from './opportunity.ts';
import { inviteAws, obstacles, submissionIn, submit } from './submission.ts';
import { startTask } from './tasks.ts';

function sentence(problems: readonly Problem[]): string {
  return problems.map(({ field, message }) => `${field}: ${message}`).join(' ');
}

export const SUBMIT: Operations = {
  SubmitOpportunity: {
    write: true,
    run: (input, context) => {
      const record = opportunityOf(context, textAt(input, 'Identifier'));
      const submission = submissionIn(input);
      const problems = obstacles(record, submission);
      if (problems.length > 0) throw refused(problems);
      submit(context, record, submission);
      return null;
    },
  },
  StartEngagementFromOpportunityTask: {
    write: true,
    run: (input, context) => {
      const id = textAt(input, 'Identifier');
      const record = opportunityOf(context, id);
      const submission = submissionIn(objectAt(input, 'AwsSubmission'));
      const problems = obstacles(record, submission);
      if (problems.length > 0) {
        // The task runs the single steps: what the last one refuses is told as the task's failure.
        const failure = { code: 'OpportunitySubmissionFailed', message: sentence(problems) };
        return startTask(context, 'fromOpportunityTask', { made: { OpportunityId: id }, failure });
      }
      const made = { OpportunityId: id, ...inviteAws(context, record) };
      submit(context, record, submission);
      return startTask(context, 'fromOpportunityTask', { made, failure: null });
    },
  },
};
