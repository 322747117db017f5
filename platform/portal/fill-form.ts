import { pointerTo } from '../vendor/shape-check.ts';
import type { Handoff, WriteIntent } from '../vendor/write-contract.ts';
import type { WriteKind } from '../writes/vocabulary.ts';
import { valueAt } from './json-pointer.ts';
import type { PortalForm } from './portal-field.ts';

type Fields = Handoff['fields'];

/** What a person reads who is to take a value away. */
const TAKEN_AWAY = '(to be removed)';

const ASKED: Readonly<Partial<Record<WriteKind, string>>> = {
  UPDATE_DEAL: 'Change the registration',
  WITHDRAW_DEAL: 'Cancel the registration',
  EXTEND_DEAL: 'Extend the registration',
  ACCEPT_OFFER: 'Accept the offer',
  DECLINE_OFFER: 'Decline the offer',
  CLOSE_WON: 'Close the registration as won',
  CLOSE_LOST: 'Close the registration as lost',
};

/** A value as a person types it into a form; empty for none. */
function words(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(words).join('; ');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value !== 'object') return String(value);
  const { amount, currency } = value as Readonly<Record<string, unknown>>;
  const isMoney = (typeof amount === 'string' || typeof amount === 'number') && typeof currency === 'string';
  return isMoney ? `${amount} ${currency}` : JSON.stringify(value);
}

/** Fields that the form does not ask for: under the names they were entered by, so that nothing entered is lost. */
function unasked({ fields }: PortalForm, content: object): Fields {
  const { vendorFields } = content as { readonly vendorFields?: unknown };
  if (vendorFields === null || typeof vendorFields !== 'object') return [];
  const asked = new Set(fields.map(({ path }) => path));
  return Object.entries(vendorFields)
    .filter(([name]) => !asked.has(pointerTo(['vendorFields', name])))
    .map(([name, value]) => ({ label: name, value: words(value) }));
}

/** The fields that have a value, in the form's order, then those that it does not ask for. */
export function filled(form: PortalForm, content: object): Fields {
  const asked = form.fields.map(({ label, path }) => ({ label, value: words(valueAt(content, path)) }));
  return [...asked, ...unasked(form, content)].filter(({ value }) => value !== '');
}

/** The fields that a change names, those that it takes away among them. */
function changedFields(form: PortalForm, patch: object): Fields {
  const named = form.fields.filter(({ path }) => valueAt(patch, path) !== undefined);
  const asked = named.map(({ label, path }) => ({ label, value: words(valueAt(patch, path)) || TAKEN_AWAY }));
  return [...asked, ...unasked(form, patch).map(({ label, value }) => ({ label, value: value || TAKEN_AWAY }))];
}

/** What a person needs who changes something that stands in the portal already. */
export function changed(form: PortalForm, intent: WriteIntent): Fields {
  const more = [
    { label: 'Registration number', value: intent.remoteId ?? '' },
    { label: 'What to do', value: ASKED[intent.kind] ?? '' },
    { label: 'Extend until', value: intent.until ?? '' },
    { label: 'Closed on', value: intent.closedOn ?? '' },
    { label: 'Reason', value: intent.reason ?? '' },
  ].filter(({ value }) => value !== '');
  return [...more, ...(intent.patch ? changedFields(form, intent.patch) : [])];
}
