import { ArgsType, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { AUDIT_OUTCOMES, type AuditDetail, type AuditOutcome } from '../../platform/audit/audit-entry.ts';
import { enumOf } from '../../platform/graph/enums.ts';
import { Node } from '../../platform/graph/node.ts';
import { RequiresScope } from '../../platform/graph/requires-scope.ts';
import { DateTimeScalar, JsonScalar } from '../../platform/graph/scalars.ts';
import type { Scope } from '../../platform/identity/scopes.ts';

/** The scope that opens the audit log. */
export const AUDIT_SCOPE: Scope = 'audit:read';

export const AuditOutcomeEnum = enumOf('AuditOutcome', AUDIT_OUTCOMES);

// The scope stands on the fields: on the type it would stand on every node of the graph, as composition has it.
@ObjectType({
  implements: Node,
  description:
    'Who did what, in whose name, and what became of it. Refusals are written too. Nothing changes or removes an entry.',
})
@Directive('@key(fields: "id")')
export class AuditEntry implements Node {
  @Field(() => ID)
  id!: string;
  @RequiresScope(AUDIT_SCOPE)
  @Field(() => DateTimeScalar)
  at!: Date;
  @RequiresScope(AUDIT_SCOPE)
  @Field(() => String, { description: 'Who did it: a person or a service, by the subject of its token.' })
  actor!: string;
  @RequiresScope(AUDIT_SCOPE)
  @Field(() => String, { description: "A mutation's name, or what else was done or refused." })
  action!: string;
  @RequiresScope(AUDIT_SCOPE)
  @Field(() => ID, { nullable: true })
  target!: string | null;
  @RequiresScope(AUDIT_SCOPE)
  @Field(() => AuditOutcomeEnum)
  outcome!: AuditOutcome;
  @RequiresScope(AUDIT_SCOPE)
  @Field(() => JsonScalar, { nullable: true })
  detail!: AuditDetail | null;
  /** Row ids of the partners: not fields of the graph. */
  partnerRowId!: string;
  actorPartnerRowId!: string;
}

/** Which part of the log is asked for. */
@ArgsType()
export class AuditArguments {
  @Field(() => ID, { nullable: true })
  target?: string | null;
  @Field(() => DateTimeScalar, { nullable: true })
  from?: string | null;
  @Field(() => Int, { nullable: true, defaultValue: 50 })
  first!: number;
  @Field(() => String, { nullable: true })
  after?: string | null;
}
