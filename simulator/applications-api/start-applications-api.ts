import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiFault } from './api-fault.ts';
import * as problems from './api-problem.ts';
import type { ApiProblem } from './api-problem.ts';
import { checkBody } from './check-body.ts';
import { createCopies } from './copies.ts';
import { isMembers, jsonAsItCame, without } from './json-as-it-came.ts';
import type { Members } from './json-as-it-came.ts';
import { pageOf } from './page-of.ts';
import { numbersUnauthorized, numberUpdated, ownedNumbers } from '../numbers-api/owned-numbers.ts';
import type { createCallsApi } from '../voice-api/calls-api.ts';
import { storedApplication } from './stored-application.ts';

export interface ApplicationsApiOptions {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** By id, as the API stores them: without `id` and `_links`. */
  readonly applications: Readonly<Record<string, Members>>;
  /** Numbers (E.164 digits): the application that each is linked to, or all that the API holds of it. Default: none. */
  readonly numbers?: Readonly<Record<string, string | Members>>;
  /** Answers `/v1/calls`. Default: not found. */
  readonly calls?: ReturnType<typeof createCallsApi>;
}

/** The simulated Applications API, and of the Numbers API the account's numbers; on loopback. */
export interface StartedApplicationsApi {
  /** `http://127.0.0.1:<port>`: the value of VONAGE_API_HOST. */
  readonly url: string;
  /** The application as a GET would answer it, without `_links`. */
  readonly application: (id: string) => Members | undefined;
  /** Replaces the application without checks, as another writer might. */
  readonly replace: (id: string, application: Members) => void;
  /** All that the API holds of a number, also what it does not list; and another writer's hand. */
  readonly number: (msisdn: string) => Members | undefined;
  readonly replaceNumber: (msisdn: string, number: Members) => void;
  /** `METHOD path` of each request so far. */
  readonly requests: () => readonly string[];
  /** The next requests of this method have these faults, in order; undefined: none. */
  readonly failNext: (method: 'GET' | 'PUT' | 'POST', ...faults: readonly (ApiFault | undefined)[]) => void;
  /** From now on a GET answers from a copy that is so old; a PUT answers what it wrote, a POST that it did. */
  readonly lag: (ms: number) => void;
  readonly stop: () => Promise<void>;
}

/** A write that was accepted. */
interface Writing {
  readonly write: () => void;
  /** Makes it without the capability `messages`. */
  readonly lossy: () => void;
  readonly answered: () => Members;
}

const LATE_MS = 100;
const JSON_TYPE = { 'content-type': 'application/json' } as const;

/** Strict: unknown keys 400, ranges enforced, a PUT replaces everything, HTTP Basic, HAL lists. */
export async function startApplicationsApi(options: ApplicationsApiOptions): Promise<StartedApplicationsApi> {
  const applications = createCopies(options.applications);
  let lagMs = 0;
  const numbers = ownedNumbers(options.numbers ?? {}, (id) => applications.get(id) !== undefined);
  const faults: Record<string, (ApiFault | undefined)[]> = { GET: [], PUT: [], POST: [] };
  const requests: string[] = [];
  const late = new Set<NodeJS.Timeout>();
  const basic = `Basic ${Buffer.from(`${options.apiKey}:${options.apiSecret}`).toString('base64')}`;

  const answered = (id: string, application = applications.get(id)): Members => ({
    id,
    ...application,
    _links: { self: { href: `/v2/applications/${id}` } },
  });
  const write = (id: string, body: Members): void => {
    applications.set(id, storedApplication(body, applications.get(id)));
  };

  const handle = (request: IncomingMessage, body: string, response: ServerResponse): void => {
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '/', 'http://applications-api');
    requests.push(`${method} ${url.pathname}`);
    const fault = faults[method]?.shift();
    if (fault === 'never-answers') return;
    if (fault === 'reset') return void request.socket.resetAndDestroy();
    if (fault === '500') return refuse(response, problems.internalError());
    if (fault === '429') {
      response.setHeader('retry-after', '1');
      return refuse(response, problems.rateLimited());
    }
    if (fault === 'html') {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<html>${String(headers.authorization)}</html>`);
      return;
    }

    if (url.pathname === '/v1/calls' && options.calls !== undefined) {
      const created = options.calls({ method, headers, body });
      return send(response, created.status, created.body);
    }
    const isOfNumbers = url.pathname === '/account/numbers' || url.pathname === '/number/update';
    if (headers.authorization !== basic)
      return refuse(response, isOfNumbers ? numbersUnauthorized : problems.unauthorized());
    if (!/application\/json|\*\/\*/.test(headers.accept ?? ''))
      return refuse(response, problems.wrongAccept());
    if (url.pathname === '/account/numbers') return refuse(response, numbers.list(url, lagMs));
    if (url.pathname === '/number/update') {
      if (method !== 'POST') return refuse(response, problems.wrongMethod(method));
      const checked = numbers.update(headers['content-type'] ?? '', body);
      if ('refused' in checked) return refuse(response, checked.refused);
      const written = { write: checked.write, lossy: checked.write, answered: () => numberUpdated.body };
      return make(written, fault, request, response);
    }
    if (url.pathname === '/v2/applications') {
      if (method !== 'GET') return refuse(response, problems.wrongMethod(method));
      return send(
        response,
        200,
        pageOf(
          applications.ids().map((each) => answered(each)),
          url,
        ),
      );
    }
    const id = /^\/v2\/applications\/([^/]+)$/.exec(url.pathname)?.[1] ?? '';
    if (applications.get(id) === undefined) return refuse(response, problems.notFound(id));
    if (method === 'GET') {
      const value = answered(id, applications.asOf(id, lagMs));
      return fault === 'half' ? sendHalf(response, value) : send(response, 200, value);
    }
    if (method !== 'PUT') return refuse(response, problems.wrongMethod(method));
    if (!/^application\/json\b/.test(headers['content-type'] ?? ''))
      return refuse(response, problems.wrongContentType());

    const parsed = parse(body);
    const problem = checkBody(parsed);
    if (problem) return refuse(response, problem);
    const application = parsed as Members;
    const written = {
      write: () => write(id, application),
      lossy: () => write(id, withoutMessages(application)),
      answered: () => answered(id),
    };
    make(written, fault, request, response);
  };

  const make = (
    { write, lossy, answered }: Writing,
    fault: ApiFault | undefined,
    request: IncomingMessage,
    response: ServerResponse,
  ): void => {
    switch (fault) {
      case 'reset-then-written': {
        request.socket.resetAndDestroy();
        const timer = setTimeout(() => {
          late.delete(timer);
          write();
        }, LATE_MS);
        late.add(timer);
        return;
      }
      case 'reset-after-write':
        write();
        return void request.socket.resetAndDestroy();
      case '500-after-write':
        write();
        return refuse(response, problems.internalError());
      case 'half':
        write();
        return sendHalf(response, answered());
      case 'loses-messages':
      case 'reset-and-loses-messages':
        lossy();
        if (fault === 'reset-and-loses-messages') return void request.socket.resetAndDestroy();
        break;
      case 'ignores':
        break;
      default:
        write();
    }
    send(response, 200, answered());
  };

  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => handle(request, body, response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    application: (id) => (applications.get(id) === undefined ? undefined : { id, ...applications.get(id) }),
    replace: applications.set,
    number: numbers.get,
    replaceNumber: numbers.replace,
    requests: () => [...requests],
    failNext: (method, ...next) => void faults[method]?.push(...next),
    lag: (ms) => void (lagMs = ms),
    async stop() {
      for (const timer of late) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, JSON_TYPE);
  response.end(JSON.stringify(value));
}

function sendHalf(response: ServerResponse, value: unknown): void {
  const text = JSON.stringify(value);
  response.writeHead(200, JSON_TYPE);
  response.end(text.slice(0, text.length / 2));
}

const refuse = (
  response: ServerResponse,
  { status, body }: Pick<ApiProblem, 'status'> & { readonly body: unknown },
): void => send(response, status, body);

function parse(text: string): unknown {
  try {
    return jsonAsItCame(text);
  } catch {
    return undefined;
  }
}

function withoutMessages(body: Members): Members {
  const { capabilities } = body;
  return isMembers(capabilities) ? { ...body, capabilities: without(capabilities, 'messages') } : body;
}
