import type { GraphQLScalarType } from 'graphql';
import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
} from '../../platform/graph/scalars.ts';

/** The graph's own scalars that check what they are given. */
export const API_SCALARS: readonly GraphQLScalarType[] = [
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
];
