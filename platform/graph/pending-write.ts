import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type { WriteState } from '../records/vocabulary.ts';
import { WriteStateEnum } from './enums.ts';
import { DateTimeScalar } from './scalars.ts';
import { FieldError } from './shared-types.ts';

@ObjectType({
  description: 'What of ours the vendor has not taken yet. A write is never lost and never sent twice.',
})
@Directive('@shareable')
export class PendingWrite {
  @Field(() => WriteStateEnum)
  state!: WriteState;
  @Field(() => String, { nullable: true })
  operation!: string | null;
  @Field(() => DateTimeScalar, { nullable: true })
  queuedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true })
  nextAttemptAt!: Date | null;
  @Field(() => Int)
  attempts!: number;
  @Field(() => String, {
    nullable: true,
    description: "Why it waits: the vendor's lock, its quota, its outage, a person.",
  })
  reason!: string | null;
  @Field(() => [FieldError])
  fieldErrors!: FieldError[];
}

/** A record that was only read has nothing of ours outstanding. */
export function nothingPending(): PendingWrite {
  return Object.assign(new PendingWrite(), {
    state: 'CLEAN',
    operation: null,
    queuedAt: null,
    nextAttemptAt: null,
    attempts: 0,
    reason: null,
    fieldErrors: [],
  });
}
