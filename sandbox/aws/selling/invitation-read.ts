import type { Context, Operations } from '../context.ts';
import { notFound } from '../errors.ts';
import { textAt, textsAt, type JsonObject } from '../json.ts';
import type { Place } from '../paging/page.ts';
import { idIn } from '../store/scope.ts';
import { instant } from '../time.ts';

/** The invitation an identifier or ARN names. @throws AwsError ResourceNotFoundException */
export function invitationOf(context: Context, identifier: string): JsonObject {
  const record = context.store.get('invitation', idIn(identifier));
  if (!record) throw notFound('EngagementInvitation', identifier);
  return record;
}

/** Whether the caller sent the invitation or received it. */
export function participantOf(context: Context, record: JsonObject): 'SENDER' | 'RECEIVER' {
  const sender = textAt(record, 'SenderAwsAccountId');
  return sender === context.store.scope.account.accountId ? 'SENDER' : 'RECEIVER';
}

const FILTERS: ReadonlyArray<readonly [filter: string, member: string]> = [
  ['PayloadType', 'PayloadType'],
  ['Status', 'Status'],
  ['EngagementIdentifier', 'EngagementId'],
  ['SenderAwsAccountId', 'SenderAwsAccountId'],
];

function passes(input: JsonObject, record: JsonObject): boolean {
  return FILTERS.every(([filter, member]) => {
    const listed = textsAt(input, filter).map((identifier) => idIn(identifier));
    return listed.length === 0 || listed.includes(textAt(record, member));
  });
}

export const INVITATION_READ: Operations = {
  GetEngagementInvitation: {
    write: false,
    run: (input, context) => invitationOf(context, textAt(input, 'Identifier')),
  },
  ListEngagementInvitations: {
    write: false,
    run: (input, context) => {
      const invitations = context.store
        .all('invitation')
        .map((record): JsonObject => ({ ...record, ParticipantType: participantOf(context, record) }));
      const asked = textAt(input, 'ParticipantType');
      const page = context.page(input, {
        items: invitations.filter((record) => record['ParticipantType'] === asked && passes(input, record)),
        placeOf: (record): Place => [instant(textAt(record, 'InvitationDate')) || 0, textAt(record, 'Id')],
        descending: textAt(input, 'Sort', 'SortOrder') !== 'ASCENDING',
        summary: 'EngagementInvitationSummary',
      });
      return { EngagementInvitationSummaries: page.items, NextToken: page.nextToken };
    },
  },
};
