import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { auditEffect } from '../../platform/audit/write-audit.ts';
import type { GraphContext } from '../../platform/graph/context.ts';
import { refuse } from '../../platform/graph/refuse.ts';
import { assertScope, RequiresScope } from '../../platform/graph/requires-scope.ts';
import { loadRow } from '../../platform/graph/row-loader.ts';
import { writeAsViewer } from '../../platform/graph/write-as.ts';
import { rowIdOf, toNodeId } from '../../platform/ids/node-id.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import { holderOfOwn, link, unlink, type Linking } from './link-store.ts';
import { certificationsById } from './store.ts';
import { toCertification } from './to-node.ts';
import { Certification } from './types.ts';

const NO_CERTIFICATION = 'must be the id of a certification of your people; there is none of this id';
const NO_PERSON = 'must be the id of one of your people who holds a certification; there is none of this id';

const REFUSED: Partial<Readonly<Record<Linking, readonly [argument: string, message: string]>>> = {
  same: ['person', "must be another than the source's own holder; leave it out to take a link back"],
  'is-linked': ['person', 'must be a person who is nobody else; this one is linked to another'],
  'has-links': ['certification', 'must be one whose holder nobody is linked to; take those links back first'],
};

interface Wish {
  /** Row ids. */
  readonly certification: string;
  /** Null takes the link back. */
  readonly person: string | null;
}

async function make(trx: WriteTransaction, { certification, person }: Wish, now: Date): Promise<void> {
  const holder = await holderOfOwn(trx, certification);
  if (holder === null) {
    refuse('certification', NO_CERTIFICATION, 'NOT_FOUND');
  }
  const outcome = person === null ? await unlink(trx, holder, now) : await link(trx, holder, person, now);
  if (outcome === 'nobody') refuse('person', NO_PERSON, 'NOT_FOUND');
  const refused = REFUSED[outcome];
  if (refused) refuse(...refused);
  if (outcome === 'unchanged') return;
  const detail = { holder: toNodeId('Person', holder), person: person === null ? null : toNodeId('Person', person) };
  await auditEffect(trx, { target: toNodeId('Certification', certification), detail });
}

/** For certifications whose source does not say whose they are: nobody is guessed, so somebody has to say it. */
@Resolver()
export class HolderMutations {
  @RequiresScope('people:write')
  @Mutation(() => Certification, {
    description:
      "Says which of the caller's people holds a certification, and with it all that its source shows under the same holder; for sources that name nobody. It holds over every later run, until it is taken back: with null, or the person left out. Again changes nothing.",
  })
  async linkHolder(
    @Ctx() context: GraphContext,
    @Arg('certification', () => ID) certification: string,
    @Arg('person', () => ID, { nullable: true }) person: string | null | undefined,
  ): Promise<Certification> {
    assertScope(context, 'programs:read');
    const rowId = rowIdOf('Certification', certification);
    const personId = person == null ? null : rowIdOf('Person', person);
    if (person != null && personId === null) refuse('person', NO_PERSON, 'NOT_FOUND');
    if (rowId !== null) {
      const wish = { certification: rowId, person: personId };
      await writeAsViewer(context, (trx, now) => make(trx, wish, now));
    }
    const row = await loadRow(context, 'certifications by id', rowId, certificationsById);
    if (!row) refuse('certification', NO_CERTIFICATION, 'NOT_FOUND');
    return toCertification(row);
  }
}
