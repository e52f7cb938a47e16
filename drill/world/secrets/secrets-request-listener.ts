import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { FAKE_CREDENTIALS } from '../lambda/function-variables.ts';
import type { SecretStore } from './secret-store.ts';

const PREFIX = 'secretsmanager.';

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** AWS Secrets Manager's JSON protocol, as far as GetSecretValue and PutSecretValue go. */
export function secretsRequestListener(store: SecretStore, region: string): RequestListener {
  return (request, response) => {
    answer(store, region, request).then(
      (found) => send(response, found),
      () => response.destroy(),
    );
  };
}

async function answer(store: SecretStore, region: string, request: IncomingMessage): Promise<Answer> {
  const body = await text(request);
  const refused = refuseSender(request, region);
  if (refused) return refused;
  const target = String(request.headers['x-amz-target'] ?? '');
  const input = parse(body);
  if (!input) return problem(400, 'SerializationException', 'The body is not a JSON object.');
  switch (target) {
    case `${PREFIX}GetSecretValue`: {
      const found = store.find(input['SecretId']);
      if (!found) return notFound();
      return {
        status: 200,
        body: {
          ARN: found.model.arn,
          Name: found.model.name,
          SecretString: found.value,
          VersionId: found.versionId,
          VersionStages: ['AWSCURRENT'],
        },
      };
    }
    case `${PREFIX}PutSecretValue`: {
      if (typeof input['SecretString'] !== 'string') {
        return problem(
          400,
          'InvalidParameterException',
          'The world keeps text secrets only: SecretString is missing.',
        );
      }
      const put = store.put(input['SecretId'], input['SecretString']);
      if (!put) return notFound();
      return { status: 200, body: { ARN: put.model.arn, Name: put.model.name, VersionId: put.versionId } };
    }
    default:
      return problem(
        400,
        'UnknownOperationException',
        `The world does not emulate ${target || 'a request without X-Amz-Target'}.`,
      );
  }
}

/** The scope and the session token must be right; the signature's value itself is not computed again. */
function refuseSender(request: IncomingMessage, region: string): Answer | undefined {
  const authorization = request.headers.authorization ?? '';
  if (!authorization.startsWith('AWS4-HMAC-SHA256 ')) {
    return problem(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const [keyId, , scopeRegion, service] = (/Credential=([^,\s]+)/.exec(authorization)?.[1] ?? '').split('/');
  if (keyId !== FAKE_CREDENTIALS.AWS_ACCESS_KEY_ID) {
    return problem(
      403,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  }
  if (request.headers['x-amz-security-token'] !== FAKE_CREDENTIALS.AWS_SESSION_TOKEN) {
    return problem(403, 'UnrecognizedClientException', 'The session token of the credentials was not sent.');
  }
  if (scopeRegion !== region || service !== 'secretsmanager') {
    return problem(
      400,
      'InvalidSignatureException',
      `Credential should be scoped to ${region}/secretsmanager, not to ${scopeRegion}/${service}.`,
    );
  }
  return undefined;
}

const notFound = (): Answer =>
  problem(400, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

const problem = (status: number, type: string, message: string): Answer => ({
  status,
  body: { __type: type, Message: message },
});

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const type = body['__type'];
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    ...(typeof type === 'string' ? { 'x-amzn-errortype': type } : {}),
  });
  response.end(JSON.stringify(body));
}
