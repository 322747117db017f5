import multipart from '@fastify/multipart';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '../../platform/identity/scopes.ts';
import { toNodeId } from '../../platform/ids/node-id.ts';
import type { ImportService } from '../../platform/imports/contract.ts';
import { isImportRefused, type RefusalKind } from '../../platform/imports/import-refused.ts';
import { callerOf } from '../../platform/server/authenticate.ts';
import { sendRefusal, type Refusal } from '../../platform/server/graphql-answer.ts';
import { FILE_BOUNDS } from '../../vendors/files/index.ts';
import { readUpload } from './upload-form.ts';

export const IMPORTS_PATH = '/imports';

const SCOPE: Scope = 'imports:write';
/** Room for the parts' own headers and the few fields. */
const FORM_BYTES = 256 * 1024;
const FIELD_BYTES = 64 * 1024;
/** Uploads that are received at the same time: each is held in memory. */
const MOST_UPLOADS = 8;
const BUSY: Refusal = {
  status: 429,
  code: 'RATE_LIMITED',
  message: 'Too many files are being sent: send this one again in a moment.',
};
const BUSY_SECONDS = 5;

const REFUSALS: Readonly<Record<RefusalKind, Omit<Refusal, 'message'>>> = {
  BAD_INPUT: { status: 400, code: 'BAD_USER_INPUT' },
  UNSUPPORTED_TYPE: { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
  TOO_LARGE: { status: 413, code: 'PAYLOAD_TOO_LARGE' },
  NOT_FOUND: { status: 404, code: 'NOT_FOUND' },
  OUTDATED: { status: 409, code: 'BAD_USER_INPUT' },
  BUSY: { status: 429, code: 'RATE_LIMITED' },
};

export interface ImportsRouteOptions {
  readonly imports: ImportService;
  /** Lets a request in as one for the graph, and sets its caller; or answers it. */
  readonly admit: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | void>;
}

/** What the reading of the form itself says is wrong; null for a fault of ours. */
function refusalOfForm(error: FastifyError): Refusal | null {
  if (error.code === 'FST_REQ_FILE_TOO_LARGE' || error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const message = `The file is larger than the ${FILE_BOUNDS.uploadBytes} bytes that are accepted.`;
    return { status: 413, code: 'PAYLOAD_TOO_LARGE', message };
  }
  if (error.code === 'FST_INVALID_JSON_FIELD_ERROR') {
    return {
      status: 400,
      code: 'BAD_USER_INPUT',
      message: 'map: expected JSON, as its part says, came something else.',
    };
  }
  if (error.statusCode === 415 || error.statusCode === 406) {
    return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message: 'The file must be sent as multipart/form-data.' };
  }
  if (/^FST_(FILES|FIELDS|PARTS)_LIMIT$/.test(error.code)) {
    return { status: 400, code: 'BAD_REQUEST', message: 'The form has more parts than one file and its fields.' };
  }
  // The form's parser throws plain errors for a form that is cut short or not one at all.
  const isForm = /multipart|boundary|terminated early|unexpected end of form|malformed part header/i.test(
    error.message,
  );
  return isForm || error.statusCode === 400
    ? { status: 400, code: 'BAD_REQUEST', message: 'The body is not a whole multipart form.' }
    : null;
}

function onError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (isImportRefused(error)) {
    if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
    return sendRefusal(request, reply, { ...REFUSALS[error.kind], message: error.message });
  }
  const refusal = refusalOfForm(error);
  if (refusal === null) throw error;
  return sendRefusal(request, reply, refusal);
}

async function needsScope(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | void> {
  if (callerOf(request).viewer.scopes.has(SCOPE)) return;
  const message = `This needs the scope ${SCOPE}, which the token does not have.`;
  return sendRefusal(request, reply, { status: 403, code: 'FORBIDDEN', message });
}

/**
 * `POST /imports`: takes a vendor's export file in, as a form with the parts `file`, `area`, `asOf`, `connection` or
 * `vendor`, and `map` where the export differs from our column map. Answers 201 with the import's id; its rows are
 * checked from then on, and the import tells of it.
 */
export async function addImportsRoute(app: FastifyInstance, { imports, admit }: ImportsRouteOptions): Promise<void> {
  let receiving = 0;
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (receiving >= MOST_UPLOADS) return sendRefusal(request, reply.header('retry-after', BUSY_SECONDS), BUSY);
    receiving += 1;
    try {
      const upload = await readUpload(request.parts());
      const { partnerId, subject } = callerOf(request).viewer;
      const { id, repeats } = await imports.accept({ ...upload, partnerId, subject });
      const shown = (rowId: string | null): string | null => rowId && toNodeId('FileImport', rowId);
      return reply.code(201).send({ id: shown(id), repeats: shown(repeats) });
    } finally {
      receiving -= 1;
    }
  };

  // A room of its own: nothing but a form is read here, and a form is read nowhere else.
  await app.register(async (room) => {
    room.removeAllContentTypeParsers();
    await room.register(multipart, {
      throwFileSizeLimit: true,
      limits: { fileSize: FILE_BOUNDS.uploadBytes, files: 1, fields: 8, parts: 9, fieldSize: FIELD_BYTES },
    });
    room.setErrorHandler<FastifyError>(onError);
    room.post(
      IMPORTS_PATH,
      {
        bodyLimit: FILE_BOUNDS.uploadBytes + FORM_BYTES,
        onRequest: [admit, needsScope],
      },
      answer,
    );
  });
}
