import type { Operations } from '../context.ts';
import { refused } from '../errors.ts';
import { listAt, objectAt, textAt } from '../json.ts';
import { opportunityOf, saveOpportunity } from './opportunity.ts';

const MAX_TEAM = 10;

export const ASSIGN: Operations = {
  AssignOpportunity: {
    write: true,
    run: (input, context) => {
      const record = opportunityOf(context, textAt(input, 'Identifier'));
      const assignee = objectAt(input, 'Assignee');
      const email = textAt(assignee, 'Email');
      // There is no list of users: everybody with an address at the partner's domain is one.
      if (!email.endsWith(`@${context.store.scope.partner.domain}`)) {
        const message = `User not found for ${email}.`;
        throw refused([{ field: 'Assignee.Email', message, code: 'INVALID_VALUE' }]);
      }
      const others = listAt(record, 'OpportunityTeam').filter((member) => textAt(member, 'Email') !== email);
      saveOpportunity(context, { ...record, OpportunityTeam: [assignee, ...others].slice(0, MAX_TEAM) });
      return null;
    },
  },
};
