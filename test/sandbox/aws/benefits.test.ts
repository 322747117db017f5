import {
  AmendBenefitApplicationCommand,
  AssociateBenefitApplicationResourceCommand,
  CancelBenefitApplicationCommand,
  CreateBenefitApplicationCommand,
  DisassociateBenefitApplicationResourceCommand,
  GetBenefitAllocationCommand,
  GetBenefitApplicationCommand,
  GetBenefitCommand,
  paginateListBenefitAllocations,
  paginateListBenefitApplications,
  paginateListBenefits,
  RecallBenefitApplicationCommand,
  SubmitBenefitApplicationCommand,
  UpdateBenefitApplicationCommand,
  type BenefitSummary,
  type CreateBenefitApplicationCommandInput,
  type PartnerCentralBenefitsClient,
} from '@aws-sdk/client-partnercentral-benefits';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';

const DETAILS = {
  activityType: 'Webinar',
  startDate: '2026-08-01',
  requestedAmount: { Amount: '8000', CurrencyCode: 'USD' },
};

describe('benefits with the real client', () => {
  let aws: AwsSandbox;
  let benefits: PartnerCentralBenefitsClient;
  let offered: BenefitSummary[];
  beforeAll(async () => {
    aws = await startAws({ dealsPerPartner: 3 });
    benefits = aws.clients().benefits;
    offered = [];
    for await (const page of paginateListBenefits({ client: benefits }, { Catalog: 'AWS' })) {
      offered.push(...(page.BenefitSummaries ?? []));
    }
  });
  afterAll(() => aws.close());

  const benefitOf = (program: string): string => offered.find(({ Programs }) => Programs?.includes(program))?.Id ?? '';

  async function create(change: Partial<CreateBenefitApplicationCommandInput> = {}): Promise<string> {
    const { Id } = await benefits.send(
      new CreateBenefitApplicationCommand({
        Catalog: 'AWS',
        ClientToken: crypto.randomUUID(),
        Name: 'MDF Q3 webinar',
        BenefitIdentifier: benefitOf('MDF'),
        BenefitApplicationDetails: DETAILS,
        ...change,
      }),
    );
    return Id ?? '';
  }
  const read = (Identifier: string) => benefits.send(new GetBenefitApplicationCommand({ Catalog: 'AWS', Identifier }));
  const submit = (Identifier: string) =>
    benefits.send(new SubmitBenefitApplicationCommand({ Catalog: 'AWS', Identifier }));
  const recall = (Identifier: string) =>
    benefits.send(new RecallBenefitApplicationCommand({ Catalog: 'AWS', Identifier, Reason: 'Too early' }));
  const cancel = (Identifier: string) =>
    benefits.send(
      new CancelBenefitApplicationCommand({
        Catalog: 'AWS',
        ClientToken: crypto.randomUUID(),
        Identifier,
        Reason: 'No',
      }),
    );
  const amend = async (Identifier: string, FieldPath: string, NewValue: string) => {
    const { Revision } = await read(Identifier);
    const Amendments = [{ FieldPath, NewValue }];
    const input = { Catalog: 'AWS', ClientToken: crypto.randomUUID(), Identifier, Revision, AmendmentReason: 'Asked' };
    return benefits.send(new AmendBenefitApplicationCommand({ ...input, Amendments }));
  };
  const decide = (id: string, set: object) =>
    aws.control('POST', 'records', { type: 'application', account: aws.account().accountId, id, set });
  const WRONG_STATE = {
    name: 'ValidationException',
    Reason: 'BUSINESS_VALIDATION_FAILED',
    FieldList: [{ Code: 'INVALID_RESOURCE_STATE' }],
  };

  test('six benefits are offered, one of them no longer open', async () => {
    expect(offered.map(({ Programs }) => Programs?.[0]).sort()).toEqual([
      'ISV-Workload-Migration',
      'Innovation-Sandbox',
      'MAP',
      'MDF',
      'POC',
      'Partner-Initiative-Funding',
    ]);
    const mdf = await benefits.send(new GetBenefitCommand({ Catalog: 'AWS', Identifier: benefitOf('MDF') }));
    expect(mdf.BenefitRequestSchema).toMatchObject({ required: ['activityType', 'requestedAmount'] });
    await expect(create({ BenefitIdentifier: benefitOf('ISV-Workload-Migration') })).rejects.toMatchObject(WRONG_STATE);
  });

  test('an application goes from draft to review, back by recall, and ends by cancelling', async () => {
    const id = await create();
    expect(await read(id)).toMatchObject({ Status: 'PENDING_SUBMISSION', Revision: '1', Programs: ['MDF'] });
    await submit(id);
    expect(await read(id)).toMatchObject({ Status: 'IN_REVIEW', Stage: 'BUSINESS_REVIEW', Revision: '2' });
    await expect(submit(id)).rejects.toMatchObject(WRONG_STATE);
    await recall(id);
    expect(await read(id)).toMatchObject({ Status: 'PENDING_SUBMISSION', StatusReason: 'Too early' });
    await cancel(id);
    expect((await read(id)).Status).toBe('CANCELED');
    await expect(cancel(id)).rejects.toMatchObject(WRONG_STATE);
  });

  test('a review that went further cannot be recalled', async () => {
    const id = await create();
    await submit(id);
    await decide(id, { Stage: 'FINANCE_REVIEW' });
    await expect(recall(id)).rejects.toMatchObject({ name: 'ConflictException' });
  });

  test('an amendment answers Action Required and brings the application back to review', async () => {
    const id = await create();
    await expect(amend(id, '$.requestedAmount.Amount', '1')).rejects.toMatchObject(WRONG_STATE);
    await submit(id);
    await decide(id, { Status: 'ACTION_REQUIRED', StatusReasonCodes: ['AMOUNT_NOT_JUSTIFIED'] });
    await expect(amend(id, '$..*', '1')).rejects.toMatchObject({ FieldList: [{ Name: 'Amendments[0].FieldPath' }] });
    await amend(id, "$['requestedAmount']['Amount']", '7000');
    const after = await read(id);
    expect(after).toMatchObject({
      Status: 'IN_REVIEW',
      BenefitApplicationDetails: { ...DETAILS, requestedAmount: { Amount: '7000', CurrencyCode: 'USD' } },
    });
    expect(after.StatusReasonCodes).toBeUndefined();
  });

  test('submitting checks the details against the schema of the benefit, and the files', async () => {
    const details = { activityType: 3, startDate: '2026-13-01', requestedAmount: { Amount: '1' } };
    const files = [{ FileURI: 's3://some-bucket/plan.pdf' }];
    const id = await create({ BenefitApplicationDetails: details, FileDetails: files });
    const error = await submit(id).catch((thrown: unknown) => thrown);
    const { FieldList } = error as { FieldList: Array<{ Name: string; Code: string }> };
    expect(FieldList.map(({ Name, Code }) => `${Name} ${Code}`)).toEqual([
      'BenefitApplicationDetails.activityType INVALID_VALUE',
      'BenefitApplicationDetails.startDate INVALID_STRING_FORMAT',
      'BenefitApplicationDetails.requestedAmount.CurrencyCode REQUIRED_FIELD_MISSING',
      'FileDetails[0].FileStatus INVALID_RESOURCE_STATE',
    ]);
    expect((await read(id)).Status).toBe('PENDING_SUBMISSION');
  });

  test('a file in the documented bucket is found, with its name and type', async () => {
    const FileURI = 's3://aws-partner-central-marketplace-ephemeral-writeonly-files/1/plan.pdf';
    const id = await create({ FileDetails: [{ FileURI }] });
    expect((await read(id)).FileDetails).toMatchObject([
      { FileURI, FileName: 'plan.pdf', FileStatus: 'SUCCEEDED', FileType: 'application/pdf' },
    ]);
    await submit(id);
  });

  test('an update replaces the payload under the current revision, and only in a draft', async () => {
    const id = await create({ Description: 'First' });
    const update = (Revision: string) =>
      benefits.send(
        new UpdateBenefitApplicationCommand({
          Catalog: 'AWS',
          ClientToken: crypto.randomUUID(),
          Identifier: id,
          Revision,
          Name: 'New',
        }),
      );
    expect((await update('1')).Revision).toBe('2');
    const after = await read(id);
    expect([after.Name, after.Description, after.BenefitApplicationDetails]).toEqual(['New', undefined, undefined]);
    await expect(update('1')).rejects.toMatchObject({ name: 'ConflictException' });
    await cancel(id);
    await expect(update('3')).rejects.toMatchObject(WRONG_STATE);
  });

  test("deals are linked by their ARN; somebody else's cannot be", async () => {
    const id = await create();
    const arn = (index: number): string =>
      `arn:aws:partnercentral:us-east-1:${aws.account(index).accountId}:catalog/AWS/opportunity/O${index}000001`;
    const link = (ResourceArn: string) =>
      benefits.send(
        new AssociateBenefitApplicationResourceCommand({
          Catalog: 'AWS',
          BenefitApplicationIdentifier: id,
          ResourceArn,
        }),
      );
    await link(arn(1));
    await expect(link(arn(2))).rejects.toMatchObject({ FieldList: [{ Name: 'ResourceArn', Code: 'INVALID_VALUE' }] });
    await expect(create({ AssociatedResources: [arn(2)] })).rejects.toMatchObject({
      FieldList: [{ Name: 'AssociatedResources[0]' }],
    });
    expect((await read(id)).AssociatedResources).toEqual([arn(1)]);
    const unlink = new DisassociateBenefitApplicationResourceCommand({
      Catalog: 'AWS',
      BenefitApplicationIdentifier: id,
      ResourceArn: arn(1),
    });
    await benefits.send(unlink);
    await expect(benefits.send(unlink)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('seeded applications show every state and are filtered by it', async () => {
    const states = async (filter: object): Promise<Array<string | undefined>> => {
      const found: Array<string | undefined> = [];
      const input = { Catalog: 'AWS', ...filter };
      for await (const page of paginateListBenefitApplications({ client: aws.clients(2).benefits }, input)) {
        found.push(...(page.BenefitApplicationSummaries ?? []).map(({ Status }) => Status));
      }
      return found.sort();
    };
    expect(await states({})).toEqual([
      'ACTION_REQUIRED',
      'APPROVED',
      'CANCELED',
      'IN_REVIEW',
      'PENDING_SUBMISSION',
      'REJECTED',
    ]);
    expect(await states({ Status: ['REJECTED'] })).toEqual(['REJECTED']);
    expect(await states({ Programs: ['MDF'] })).toEqual(['APPROVED', 'IN_REVIEW']);
    expect(await states({ Stages: ['TECH_REVIEW'] })).toEqual(['ACTION_REQUIRED']);
    expect(await states({ BenefitIdentifiers: [benefitOf('POC')] })).toEqual(['PENDING_SUBMISSION']);
  });

  test('allocations come in every form, some expire within a month', async () => {
    const forms = new Set<string>();
    let expiring = 0;
    let count = 0;
    for await (const page of paginateListBenefitAllocations({ client: benefits, pageSize: 3 }, { Catalog: 'AWS' })) {
      for (const { Id, ExpiresAt, Status } of page.BenefitAllocationSummaries ?? []) {
        count += 1;
        const left = ExpiresAt ? ExpiresAt.getTime() - aws.clock.now() : Infinity;
        if (Status === 'ACTIVE' && left < 30 * 86_400_000) expiring += 1;
        const whole = await benefits.send(new GetBenefitAllocationCommand({ Catalog: 'AWS', Identifier: Id }));
        for (const form of Object.keys(whole.FulfillmentDetail ?? {})) forms.add(form);
      }
    }
    expect([count, expiring]).toEqual([8, 3]);
    expect([...forms].sort()).toEqual(['AccessDetails', 'ConsumableDetails', 'CreditDetails', 'DisbursementDetails']);
  });
});
