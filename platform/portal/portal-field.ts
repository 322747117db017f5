import type { FieldRequirementFacts } from '../vendor/write-contract.ts';

/** Types of field that a declared form knows how to check. */
export const PORTAL_FIELD_TYPES = [
  'string',
  'text',
  'integer',
  'decimal',
  'money',
  'date',
  'boolean',
  'choice',
  'choices',
  'email',
  'url',
  'country',
] as const;
export type PortalFieldType = (typeof PORTAL_FIELD_TYPES)[number];

/**
 * One field of a vendor's portal form, as it is declared: what it is called there, where its value stands in what the
 * partner entered, and what is accepted.
 */
export interface PortalField extends FieldRequirementFacts {
  readonly type: PortalFieldType;
  /** For a date: true where one before today makes no sense. */
  readonly notInThePast?: boolean;
}

/** A form that a person fills in at the vendor. */
export interface PortalForm {
  readonly portalUrl: string;
  /** In the order of the vendor's form. */
  readonly fields: readonly PortalField[];
}
