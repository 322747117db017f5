import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';
import { rawPost } from '../support/raw-call.ts';
import { signedPost, type RawAnswer, type SignedPost } from '../support/signed-post.ts';

const MINUTE_MS = 60_000;

describe('signatures', () => {
  let aws: AwsSandbox;
  beforeAll(async () => {
    aws = await startAws();
  });
  afterAll(() => aws.close());

  function send(change: Partial<SignedPost> = {}): Promise<RawAnswer> {
    return signedPost({ ...rawPost(aws, 'selling', 'ListSolutions', { Catalog: 'AWS' }), ...change });
  }

  test('a request signed with the right secret is answered', async () => {
    const answer = await send();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/u);
  });

  test('the mount is reached with and without its last slash', async () => {
    const answer = await send({ url: `${aws.sandbox.origin}/aws` });
    expect(answer.status).toBe(200);
  });

  const INVALID = 'com.amazonaws.partnercentralselling#InvalidSignatureException';

  test.each<[string, Partial<SignedPost>]>([
    ['a wrong secret', { secretAccessKey: 'wrong' }],
    ['a body altered after signing', { sentBody: '{"Catalog":"Sandbox"}' }],
    [
      'an operation altered after signing',
      { extraHeaders: { 'x-amz-target': 'AWSPartnerCentralSelling.ListOpportunities' } },
    ],
    ['the scope of another service', { signingName: 'partnercentral-benefits' }],
    ['the scope of another region', { region: 'eu-central-1' }],
    ['the hash of another body', { extraHeaders: { 'x-amz-content-sha256': '0'.repeat(64) } }],
    ['an authorization that is none', { extraHeaders: { authorization: 'Bearer abc' } }],
  ])('%s is refused', async (_, change) => {
    const answer = await send(change);
    expect([answer.status, answer.body?.['__type']]).toEqual([403, INVALID]);
  });

  test.each([
    [-4, 200],
    [-6, 403],
    [4, 200],
    [6, 403],
  ])('a request signed %i minutes from now is answered %i', async (minutes, status) => {
    const answer = await send({ at: aws.clock.now() + minutes * MINUTE_MS });
    expect(answer.status).toBe(status);
  });

  test('headers that name the operation and the time must be signed', async () => {
    const post = rawPost(aws, 'selling', 'ListSolutions', { Catalog: 'AWS' });
    const unsigned = await signedPost({ ...post, extraHeaders: { authorization: await withoutTarget(post) } });
    expect([unsigned.status, unsigned.body?.['Message']]).toEqual([
      403,
      "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.",
    ]);

    async function withoutTarget({ accessKeyId, at }: SignedPost): Promise<string> {
      const date = new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
      const scope = `${accessKeyId}/${date}/us-east-1/partnercentral-selling/aws4_request`;
      return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
    }
  });

  test('a key that nobody has, and a session token, are not recognized', async () => {
    const key = await send({ accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' });
    const session = await send({ extraHeaders: { 'x-amz-security-token': 'abc' } });
    const expected = [403, 'com.amazonaws.partnercentralselling#UnrecognizedClientException'];
    expect([key.status, key.body?.['__type']]).toEqual(expected);
    expect([session.status, session.body?.['__type']]).toEqual(expected);
  });

  test('a request without a signature is denied', async () => {
    const response = await fetch(`${aws.sandbox.origin}/aws/`, {
      method: 'POST',
      headers: { 'x-amz-target': 'PartnerCentralAccount.ListPartners' },
      body: '{}',
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({
      __type: 'com.amazonaws.partnercentralaccount#AccessDeniedException',
      Message: 'Missing Authentication Token.',
      Reason: 'ACCESS_DENIED',
    });
  });

  test.each([
    'AWSPartnerCentralSelling.MakeCoffee',
    'Coffee.ListOpportunities',
    'AWSPartnerCentralSelling.CreateEngagement',
    'AWSPartnerCentralSelling',
  ])('%s is no operation that is served', async (target) => {
    const answer = await send({ target });
    expect([answer.status, String(answer.body?.['__type']).split('#')[1]]).toEqual([400, 'UnknownOperationException']);
  });

  test('a body that is no JSON object cannot be read', async () => {
    const selling = await send({ body: '[1]' });
    const post = rawPost(aws, 'benefits', 'ListBenefits', {});
    const benefits = await signedPost({ ...post, body: '{' });
    expect(String(selling.body?.['__type'])).toContain('#SerializationException');
    expect(benefits.body).toMatchObject({ Reason: 'cannotParse' });
  });
});
