import { type ApiModel, describeResource, type GatewayResponseModel } from '../deployment.ts';

/** What the gateway answers by itself: AWS's default status and message. */
const DEFAULTS = {
  ACCESS_DENIED: [403, 'Forbidden'],
  /** Also where no permission lets API Gateway invoke the function: seen in access logs (errorResponseType). */
  API_CONFIGURATION_ERROR: [500, 'Internal server error'],
  BAD_REQUEST_PARAMETERS: [400, 'Bad Request'],
  INVALID_API_KEY: [403, 'Forbidden'],
  INTEGRATION_FAILURE: [504, 'Internal server error'],
  INTEGRATION_TIMEOUT: [504, 'Endpoint request timed out'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'Missing Authentication Token'],
  REQUEST_TOO_LARGE: [413, 'Request Too Long'],
  /** A throttled function. Assumption: no type but DEFAULT_5XX reaches it. */
  FUNCTION_THROTTLED: [500, 'Internal server error'],
  /** A crash, an error or a malformed result. Assumption: as above. */
  FUNCTION_FAILED: [502, 'Internal server error'],
} as const satisfies Record<string, readonly [number, string]>;

export type GatewayFault = keyof typeof DEFAULTS;

export interface GatewayAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The response type under which the template could set the status. */
  readonly responseType: string;
}

const VARIABLES = /\$context\.[A-Za-z.]+|\$\{context\.[A-Za-z.]+\}/g;
const VARIABLE_NAMES = [
  'error.message',
  'error.messageString',
  'error.responseType',
  'requestId',
  'extendedRequestId',
];
const STATIC_HEADER = /^'(.*)'$/;
const HEADER_PREFIX = 'gatewayresponse.header.';

/**
 * The answer as the template's Gateway Responses shape it: the type's own first, then DEFAULT_4XX or DEFAULT_5XX.
 * @param said the message to the client, where it is not always the same
 */
export function gatewayAnswer(
  api: ApiModel,
  fault: GatewayFault,
  requestId: string,
  said?: string,
): GatewayAnswer {
  const [defaultStatus, standard] = DEFAULTS[fault];
  const message = said ?? standard;
  const fallbackType = defaultStatus < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  const named = api.gatewayResponses.find((response) => response.responseType === fault);
  const model = named ?? api.gatewayResponses.find((response) => response.responseType === fallbackType);
  const responseType = fault.startsWith('FUNCTION_') ? fallbackType : fault;
  const values: Readonly<Record<string, string>> = {
    'error.message': message,
    'error.messageString': JSON.stringify(message),
    'error.responseType': responseType,
    requestId,
    extendedRequestId: requestId,
  };
  const [contentType, template] = Object.entries(model?.templates ?? {})[0] ?? [
    'application/json',
    // Seen of a resource policy's refusals: a capital letter, and nowhere else.
    `{"${fault === 'ACCESS_DENIED' ? 'Message' : 'message'}":$context.error.messageString}`,
  ];
  const headers: Record<string, string> = { 'content-type': contentType };
  for (const [name, value] of Object.entries(model?.parameters ?? {})) {
    headers[name.slice(HEADER_PREFIX.length).toLowerCase()] = STATIC_HEADER.exec(value)?.[1] ?? '';
  }
  return {
    statusCode: model?.statusCode ?? defaultStatus,
    headers,
    body: template.replace(VARIABLES, (variable) => values[nameOf(variable)] ?? ''),
    responseType,
  };
}

/** @throws when a Gateway Response uses what the emulator does not emulate, by name */
export function checkGatewayResponses(api: ApiModel): void {
  for (const response of api.gatewayResponses) {
    for (const [name, value] of Object.entries(response.parameters)) {
      if (!name.startsWith(HEADER_PREFIX) || !STATIC_HEADER.test(value))
        refuse(response, `${name} = ${value}`);
    }
    for (const template of Object.values(response.templates)) {
      const unknown = template
        .match(VARIABLES)
        ?.find((variable) => !VARIABLE_NAMES.includes(nameOf(variable)));
      if (unknown) refuse(response, unknown);
    }
    if (Object.keys(response.templates).length > 1) refuse(response, 'more than one template');
  }
}

const nameOf = (variable: string): string => variable.replace(/^\$\{?context\./, '').replace(/\}$/, '');

function refuse(response: GatewayResponseModel, what: string): never {
  throw new Error(
    `${describeResource(response.where)}: the emulator does not emulate ${what} in a Gateway Response. ` +
      `It knows quoted static headers and ${VARIABLE_NAMES.map((name) => `$context.${name}`).join(', ')}.`,
  );
}
