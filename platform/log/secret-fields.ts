/** Field names whose value is never logged, whatever it is. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'passphrase',
  'secret',
  'secrets',
  'credentials',
  'clientSecret',
  'client_secret',
  'clientAssertion',
  'client_assertion',
  'token',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'idToken',
  'id_token',
  'sessionToken',
  'apiKey',
  'api_key',
  'secretKey',
  'secretAccessKey',
  'privateKey',
  'databaseUrl',
  'redisUrl',
] as const;

/** As paths for the logger: at the top of a line and two levels down. */
export const SECRET_FIELD_PATHS: readonly string[] = SECRET_FIELDS.flatMap((name) => [
  `["${name}"]`,
  `*["${name}"]`,
  `*.*["${name}"]`,
]);
