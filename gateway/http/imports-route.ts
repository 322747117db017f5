import multipart from '@fastify/multipart';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '../../platform/identity/scopes.ts';
import { toNodeId } from '../../platform/ids/node-id.ts';
import type { ImportService } from '../../platform/imports/contract.ts';
import { isImportRefused, type RefusalKind } from '../../platform/imports/import-refused.ts';
import { callerOf } from '../../platform/server/authenticate.ts';
import type { Refusal } from '../../platform/server/graphql-answer.ts';
import { FILE_BOUNDS } from '../../vendors/files/index.ts';
import type { RequestAudit } from '../auth/request-audit.ts';
import { auditFailedUpload, createRefuseUpload, type RefuseUpload } from './refuse-upload.ts';
import { readUpload } from './upload-form.ts';

export const IMPORTS_PATH = '/imports';

/** Points of an upload, whatever becomes of it: a file may be opened in a thread of its own before it can be refused. */
export const UPLOAD_POINTS = 2_000;

const SCOPE: Scope = 'imports:write';
/** Room for the parts' own headers and the few fields. */
const FORM_BYTES = 256 * 1024;
const LONGEST_FORM = FILE_BOUNDS.uploadBytes + FORM_BYTES;
const FIELD_BYTES = 64 * 1024;
/** Uploads that are received at the same time: each is held in memory. */
const MOST_UPLOADS = 8;
const BUSY: Refusal = {
  status: 429,
  code: 'RATE_LIMITED',
  message: 'Too many files are being sent: send this one again in a moment.',
};
const BUSY_SECONDS = 5;
const TOO_LARGE: Refusal = {
  status: 413,
  code: 'PAYLOAD_TOO_LARGE',
  message: `The file is larger than the ${FILE_BOUNDS.uploadBytes} bytes that are accepted.`,
};

const REFUSALS: Readonly<Record<RefusalKind, Omit<Refusal, 'message'>>> = {
  BAD_INPUT: { status: 400, code: 'BAD_USER_INPUT' },
  UNSUPPORTED_TYPE: { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
  TOO_LARGE: { status: 413, code: 'PAYLOAD_TOO_LARGE' },
  NOT_FOUND: { status: 404, code: 'NOT_FOUND' },
  OUTDATED: { status: 409, code: 'BAD_USER_INPUT' },
  BUSY: { status: 429, code: 'RATE_LIMITED' },
};

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | void>;

export interface ImportsRouteOptions {
  readonly imports: ImportService;
  /** Lets a request in as one for the graph, and sets its caller; or answers it. */
  readonly admit: Hook;
  /** Told of every upload that is refused; one that is taken in has its entry with the import. */
  readonly audit: RequestAudit;
}

/** What the reading of the form itself says is wrong; null for a fault of ours. */
function refusalOfForm(error: FastifyError): Refusal | null {
  if (error.code === 'FST_REQ_FILE_TOO_LARGE' || error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return TOO_LARGE;
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

function onErrorWith(refuse: RefuseUpload, audit: RequestAudit) {
  return async (error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (isImportRefused(error)) {
      if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
      return refuse(request, reply, { ...REFUSALS[error.kind], message: error.message });
    }
    const refusal = refusalOfForm(error);
    if (refusal !== null) return refuse(request, reply, refusal);
    await auditFailedUpload(audit, request);
    throw error;
  };
}

function needsScopeWith(refuse: RefuseUpload): Hook {
  return async (request, reply) => {
    if (callerOf(request).viewer.scopes.has(SCOPE)) return;
    const message = `This needs the scope ${SCOPE}, which the token does not have.`;
    return refuse(request, reply, { status: 403, code: 'FORBIDDEN', message });
  };
}

/** A form that says that it is too long is not read: it is known by then what will become of it. */
function boundsLengthWith(refuse: RefuseUpload): Hook {
  return async (request, reply) => {
    if (Number(request.headers['content-length'] ?? 0) <= LONGEST_FORM) return;
    return refuse(request, reply, TOO_LARGE);
  };
}

/**
 * `POST /imports`: takes a vendor's export file in, as a form with the parts `file`, `area`, `asOf`, `connection` or
 * `vendor`, and `map` where the export differs from our column map. Answers 201 with the import's id; its rows are
 * checked from then on, and the import tells of it.
 */
export async function addImportsRoute(app: FastifyInstance, options: ImportsRouteOptions): Promise<void> {
  const { imports, admit } = options;
  const refuse = createRefuseUpload(options.audit);
  let receiving = 0;
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (receiving >= MOST_UPLOADS) return refuse(request, reply.header('retry-after', BUSY_SECONDS), BUSY);
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
    room.setErrorHandler<FastifyError>(onErrorWith(refuse, options.audit));
    room.post(
      IMPORTS_PATH,
      {
        bodyLimit: LONGEST_FORM,
        onRequest: [admit, needsScopeWith(refuse), boundsLengthWith(refuse)],
      },
      answer,
    );
  });
}
