/** An error as the Applications API words it (Application API OpenAPI 2.4.1, `components.responses`). */
export interface ApiProblem {
  readonly status: number;
  readonly body: {
    readonly type: string;
    readonly title: string;
    readonly detail: string;
    readonly instance: string;
    readonly invalid_parameters?: readonly { readonly name: string; readonly reason: string }[];
  };
}

const INSTANCE = '797a8f199c45014ab7b08bfe9cc1c12c';
const ERRORS = 'https://developer.vonage.com/api-errors';

const problem = (status: number, anchor: string, title: string, detail: string): ApiProblem => ({
  status,
  body: { type: `${ERRORS}${anchor}`, title, detail, instance: INSTANCE },
});

export const unauthorized = (): ApiProblem =>
  problem(401, '#unauthorized', 'Invalid credentials supplied', 'You did not provide correct credentials.');

export const notFound = (id: string): ApiProblem =>
  problem(404, '#not-found', 'Not Found', `ID '${id}' does not exist, or you do not have access`);

export const wrongMethod = (method: string): ApiProblem =>
  problem(405, '#wrong-verb', 'Request method not allowed', `Request method '${method}' not supported`);

export const wrongAccept = (): ApiProblem =>
  problem(
    406,
    '#accept-header',
    'Invalid Accept header',
    "Invalid Accept header provided. Must be one of the following: 'application/json'",
  );

export const wrongContentType = (): ApiProblem =>
  problem(
    415,
    '#content-type-header',
    'Unsupported Content-Type header',
    "Unsupported Content-Type header provided. Must be one of the following: 'application/json'",
  );

export const rateLimited = (): ApiProblem =>
  problem(429, '#throttled', 'Too Many Requests.', 'You have exceeded your request limit.');

export const internalError = (): ApiProblem =>
  problem(500, '#internal-error', 'Internal Error.', 'Something went wrong.');

/** The API's message for an unknown key (vonage-dotnet-sdk #625). */
export const unknownKey = (key: string, known: readonly string[]): ApiProblem =>
  problem(
    400,
    '/application#payload-validation',
    'Bad Request',
    `${key} is not a known json property (${String(known.length)} known properties: ${known.map((each) => `"${each}"`).join(', ')}]) : please see ${ERRORS}/application.v2`,
  );

export const invalidParameters = (
  parameters: readonly { readonly name: string; readonly reason: string }[],
): ApiProblem => {
  const { status, body } = problem(
    400,
    '/application#payload-validation',
    'Bad Request',
    'The request failed due to validation errors',
  );
  return { status, body: { ...body, invalid_parameters: parameters } };
};
