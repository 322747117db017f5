import { pointerTo } from '../../../platform/vendor/shape-check.ts';
import type { DealContent, DealForm, VendorFieldError } from '../../../platform/vendor/write-contract.ts';

/** Whether a path is a field of the form, or an entry of a field that holds a list. */
function isAsked(path: string, asked: ReadonlySet<string>): boolean {
  return asked.has(path) || asked.has(path.replace(/\/\d+$/, ''));
}

/**
 * Fields of a patch of a draft that the vendor's form has none of: what it would say of them when the draft is submitted, said
 * at once. What is wrong in a field that the form has may stay in a draft.
 * @param content the draft with the patch laid over it
 * @param today calendar date, UTC
 * @returns errors whose paths begin with `/patch`
 */
export function unknownFieldErrors(
  form: DealForm,
  { content, patch }: { readonly content: DealContent; readonly patch: Partial<DealContent> },
  today: string,
): VendorFieldError[] {
  const entries = Object.entries(patch.vendorFields ?? {});
  const named = entries.flatMap(([name, value]) => (value === null ? [] : [pointerTo(['vendorFields', name])]));
  if (named.length === 0) return [];
  const asked = new Set(form.requirements(content.dealKind).map(({ path }) => path));
  return form
    .check(content, today)
    .errors.filter(({ code, path }) => code === 'NOT_ALLOWED' && !isAsked(path, asked))
    .filter(({ path }) => named.some((one) => path === one || path.startsWith(`${one}/`)))
    .map((error) => ({ ...error, path: `/patch${error.path}` }));
}
