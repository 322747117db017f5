import { Arg, Ctx, Directive, Field, InputType, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { MirrorColumns } from '../db/tenant-table.ts';
import type { JsonValue } from '../records/json.ts';
import type { NoticeCode, Transport } from '../records/vocabulary.ts';
import { utcDate } from '../records/dates.ts';
import type { GraphContext } from './context.ts';
import { FieldErrorCodeEnum, NoticeCodeEnum, TransportEnum } from './enums.ts';
import { loadPayloadPart } from './payload.ts';
import { VendorRef } from './refs.ts';
import { assertScope, RAW_SCOPE } from './requires-scope.ts';
import { CurrencyCodeScalar, DateScalar, DateTimeScalar, DecimalScalar, JsonScalar } from './scalars.ts';
import { sourceOf } from './source.ts';

/*
 * The value types that every subgraph shares: one class each, imported everywhere, so that they are identical in every
 * SDL (federation refuses anything less).
 */

@ObjectType()
@Directive('@shareable')
export class Source {
  @Field(() => VendorRef)
  vendor!: VendorRef;
  @Field(() => TransportEnum)
  transport!: Transport;
  @Field(() => String, { description: "The vendor's own identifier of the record." })
  remoteId!: string;
  @Field(() => String, {
    nullable: true,
    description: "Deep link to the record in the vendor's portal, where the vendor has one.",
  })
  remoteUrl!: string | null;
  @Field(() => String, {
    nullable: true,
    description: "The vendor's version of the record (ETag, LastModifiedDate), as the vendor wrote it.",
  })
  remoteVersion!: string | null;
  @Field(() => DateTimeScalar, { nullable: true })
  remoteUpdatedAt!: Date | null;
  @Field(() => DateTimeScalar)
  fetchedAt!: Date;
  @Field(() => Int)
  ageSeconds!: number;
  @Field(() => Boolean, {
    description: "Older than the connection's freshness target, or served while the vendor can't be reached.",
  })
  stale!: boolean;
  @Field(() => Boolean, {
    description: 'The vendor no longer lists it. Only a complete run sets this, never a partial one.',
  })
  deletedUpstream!: boolean;
}

/**
 * The interface and, for the types that extend this class, its two resolvers. The `@requiresScopes` of `raw` can't
 * stand on an interface: `defineSubgraph` puts it on every type that implements this one.
 */
@InterfaceType({
  description:
    'Anything that was read from a vendor: where it came from, how old it is, and what the vendor really said.',
  autoRegisterImplementations: false,
})
export abstract class Sourced {
  /** The row behind the node: not a field of the graph. */
  mirror!: MirrorColumns;

  @Field(() => Source)
  source(@Ctx() context: GraphContext): Promise<Source> {
    return sourceOf(context, this.mirror);
  }

  @Field(() => JsonScalar, {
    nullable: true,
    description: "The vendor's own payload, or the part of it at a JSON Pointer (RFC 6901). Needs the scope raw:read.",
  })
  raw(
    @Ctx() context: GraphContext,
    @Arg('pointer', () => String, { nullable: true }) pointer: string | null,
  ): Promise<JsonValue> {
    assertScope(context, RAW_SCOPE);
    return loadPayloadPart(context, this.mirror.id, pointer ?? '');
  }
}

@ObjectType({
  description: 'Something the reader must know about the answer it just got; never a reason to fail the rest.',
})
@Directive('@shareable')
export class SourceNotice {
  @Field(() => VendorRef)
  vendor!: VendorRef;
  @Field(() => NoticeCodeEnum)
  code!: NoticeCode;
  @Field(() => String)
  message!: string;
  @Field(() => Int, { nullable: true })
  retryAfterSeconds!: number | null;
}

@ObjectType()
@Directive('@shareable')
export class ConvertedMoney {
  @Field(() => DecimalScalar)
  amount!: string;
  @Field(() => CurrencyCodeScalar)
  currency!: string;
  @Field(() => DecimalScalar)
  rate!: string;
  @Field(() => DateScalar)
  rateDate!: string;
  @Field(() => String)
  rateSource!: string;
}

@ObjectType()
@Directive('@shareable')
export class Money {
  @Field(() => DecimalScalar)
  amount!: string;
  @Field(() => CurrencyCodeScalar)
  currency!: string;

  @Field(() => ConvertedMoney, {
    nullable: true,
    description:
      "The same money at a day's reference rate; null, with a RATE_MISSING notice where there is a list, when no rate is known.",
  })
  in(
    @Ctx() context: GraphContext,
    @Arg('currency', () => CurrencyCodeScalar) currency: string,
    @Arg('on', () => DateScalar, { nullable: true }) on: string | null,
  ): ConvertedMoney | null {
    return context.services.rates.convert(this, currency, on ?? null, utcDate(context.services.clock.now()));
  }
}

/** A pair of columns as money; null unless both are there. */
export function moneyOf(amount: string | null, currency: string | null): Money | null {
  return amount === null || currency === null ? null : Object.assign(new Money(), { amount, currency });
}

@InputType()
export class MoneyInput {
  @Field(() => DecimalScalar)
  amount!: string;
  @Field(() => CurrencyCodeScalar)
  currency!: string;
}

@ObjectType()
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;
  @Field(() => Boolean)
  hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true })
  startCursor!: string | null;
  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

@ObjectType({
  description: "A problem with what the caller sent, in the caller's terms. A mutation reports these as data.",
})
@Directive('@shareable')
export class FieldError {
  @Field(() => String, { description: "JSON Pointer into the input, or into the vendor's form for vendor fields." })
  path!: string;
  @Field(() => FieldErrorCodeEnum)
  code!: keyof typeof FieldErrorCodeEnum;
  @Field(() => String)
  message!: string;
  @Field(() => String, { nullable: true, description: "The vendor's own error code, where the vendor refused it." })
  vendorCode!: string | null;
  @Field(() => Boolean, { description: 'False when the vendor has locked the field for now.' })
  editable!: boolean;
}
