export const SECRET_BOX_ERROR_CODES = [
  /** A master key is not base64 of 32 bytes. */
  'malformed_key',
  /** What should be opened was not sealed by this house, or was cut. */
  'malformed',
  /** Sealed under a master key that is not configured any more. */
  'unknown_key',
  /** Changed since it was sealed, or sealed for another owner. */
  'tampered',
] as const;
export type SecretBoxErrorCode = (typeof SECRET_BOX_ERROR_CODES)[number];

/** Why a secret could not be opened. The message holds nothing of the secret or of a key. */
export class SecretBoxError extends Error {
  readonly code: SecretBoxErrorCode;

  constructor(code: SecretBoxErrorCode, message: string) {
    super(message);
    this.name = 'SecretBoxError';
    this.code = code;
  }
}
