import { Arg, Args, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { auditEffect } from '../../platform/audit/write-audit.ts';
import type { GraphContext } from '../../platform/graph/context.ts';
import { refuse } from '../../platform/graph/refuse.ts';
import { RequiresScope } from '../../platform/graph/requires-scope.ts';
import { loadRow } from '../../platform/graph/row-loader.ts';
import { rowIdOf, toNodeId } from '../../platform/ids/node-id.ts';
import { isKeepable, NOT_KEEPABLE } from '../../platform/writes/input-errors.ts';
import { alliancesById, answerProposal, insertAlliance, type AllianceRow } from './alliance-store.ts';
import { Alliance, AllianceProposal, type ContributionInput } from './alliance-types.ts';
import { toAlliance } from './alliances.ts';
import { otherPartner } from './other-partner.ts';
import { writeAsViewer } from '../../platform/graph/write-as.ts';

const MOST_CONTRIBUTIONS = 20;
const LONGEST_DETAIL = 500;

function checkContributions(argument: 'mine' | 'theirs', brought: readonly ContributionInput[], needed: boolean): void {
  if (needed && brought.length === 0) {
    refuse(argument, 'must name at least one contribution: an alliance of the kind TEAMS_WITH needs one of each side');
  }
  if (brought.length > MOST_CONTRIBUTIONS) {
    refuse(argument, `must have at most ${MOST_CONTRIBUTIONS} entries, not ${brought.length}`);
  }
  brought.forEach(({ detail }, index) => {
    const { length } = detail.trim();
    const place = `${argument}[${index}].detail`;
    if (length === 0 || length > LONGEST_DETAIL)
      refuse(place, `must have 1 to ${LONGEST_DETAIL} characters, not ${length}`);
    if (!isKeepable(detail)) refuse(place, NOT_KEEPABLE);
  });
}

function loadAlliance(context: GraphContext, rowId: string | null): Promise<AllianceRow | null> {
  return loadRow(context, 'alliances by id', rowId, alliancesById);
}

@Resolver()
export class AllianceMutations {
  @RequiresScope('alliances:write')
  @Mutation(() => Alliance, {
    description:
      'Proposes an alliance to a partner that is listed or known; it is active once that partner has accepted.',
  })
  async proposeAlliance(
    @Ctx() context: GraphContext,
    @Args(() => AllianceProposal) asked: AllianceProposal,
  ): Promise<Alliance> {
    const { kind, mine, theirs } = asked;
    checkContributions('mine', mine, kind === 'TEAMS_WITH');
    checkContributions('theirs', theirs, kind === 'TEAMS_WITH');
    const toId = await otherPartner(context, 'with', asked.with);
    const fromId = context.viewer.partnerId;
    const rowId = await writeAsViewer(context, async (trx, now) => {
      const inserted = await insertAlliance(trx, { kind, fromId, toId, mine, theirs }, now);
      if (inserted === null) return null;
      const detail = { kind, with: toNodeId('Partner', toId) };
      await auditEffect(trx, { target: toNodeId('Alliance', inserted), detail });
      return inserted;
    });
    const row = await loadAlliance(context, rowId);
    if (!row) refuse('with', `must be a partner without an open or active alliance of the kind ${kind} with you`);
    return toAlliance(row);
  }

  @RequiresScope('alliances:write')
  @Mutation(() => Alliance, {
    description:
      'Accepts or declines an alliance that was proposed to the caller. The same answer again changes nothing.',
  })
  async answerAlliance(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('accept', () => Boolean) accept: boolean,
  ): Promise<Alliance> {
    const rowId = rowIdOf('Alliance', id);
    if (rowId !== null) {
      await writeAsViewer(context, async (trx, now) => {
        if (await answerProposal(trx, rowId, accept, now)) await auditEffect(trx, { target: id, detail: { accept } });
      });
    }
    const row = await loadAlliance(context, rowId);
    if (!row) refuse('id', 'must be the id of an alliance proposed to you; there is none of this id', 'NOT_FOUND');
    if (row.to_id !== context.viewer.partnerId) {
      refuse('id', 'must be the id of an alliance proposed to you; this one you proposed yourself', 'FORBIDDEN');
    }
    if (row.state !== (accept ? 'ACTIVE' : 'DECLINED')) {
      refuse('id', `must be the id of an alliance that waits for an answer; this one is ${row.state}`);
    }
    return toAlliance(row);
  }
}
