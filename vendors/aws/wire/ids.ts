/**
 * The identifier in "identifier or ARN" members: `ben-…` of `arn:aws:partnercentral:…:catalog/AWS/benefit/ben-…`.
 * Every ARN of Partner Central ends in the identifier of the thing it names `[DG 58631285023]`.
 */
export function idOf(idOrArn: string): string {
  return idOrArn.slice(idOrArn.lastIndexOf('/') + 1);
}

/** The twelve-digit account in an ARN; null where the ARN has none or the text is not one. */
export function accountOf(arn: string | null): string | null {
  const account = arn?.split(':')[4] ?? '';
  return /^\d{12}$/.test(account) ? account : null;
}
