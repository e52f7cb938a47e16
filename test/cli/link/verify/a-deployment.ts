import { createHmac } from 'node:crypto';
import type { ApplicationsApi } from '../../../../cli/link/api/applications-api.ts';
import type { OwnedNumber } from '../../../../cli/link/api/numbers-api.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import type { OutputsFile } from '../../../../contracts/outputs.ts';
import { inOrder, voiceCapability } from '../../../../contracts/voice-capability.ts';
import { domainOf, webhookUrlsOf } from '../../../../contracts/webhook-urls.ts';
import type { Choice } from '../../../../contracts/voice-capability.ts';
import { applyCommand } from '../../../../cli/link/verify/apply-command.ts';
import type { Finding } from '../../../../cli/link/verify/finding.ts';
import type { Target } from '../../../../cli/link/plan/target.ts';
import { verifyLink } from '../../../../cli/link/verify/verify-link.ts';
import type { Verifying } from '../../../../cli/link/verify/verify-link.ts';
import type { HttpRequest } from '../../../../cli/kit/send-http.ts';
import type { HttpAnswer, HttpTimeouts } from '../../../../cli/kit/send-http.ts';
import { DOMAIN, twoRegions } from '../two-regions.ts';

export const SECRET = 'the-signature-secret-of-the-account';
export const ID = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
export const ONE = 'https://one.example.com/prod';
export const TWO = 'https://two.example.com/prod';
export const DISTRIBUTION = 'https://two-front.example.com/fallback';
export const STATIC = 'https://static.example.com/static/fallback.json';
export const NOW_MS = Date.parse('2026-01-01T12:00:00.000Z');
export const DAY_MS = 86_400_000;

export const answered = (
  body: string,
  others: Partial<Extract<HttpAnswer, { kind: 'answered' }>> = {},
): HttpAnswer => ({
  kind: 'answered',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body,
  connectMs: 20,
  responseMs: 80,
  certificateEndsMs: NOW_MS + 100 * DAY_MS,
  ...others,
});
export const failed = (
  phase: Extract<HttpAnswer, { kind: 'failed' }>['phase'],
  code: string,
): HttpAnswer => ({ kind: 'failed', phase, code, detail: `${code} in detail` });
export const refused = (status: number, code: string): HttpAnswer =>
  answered(JSON.stringify({ code }), { status });

export const nccoOf = (what: string): string => JSON.stringify([{ action: 'talk', text: what }]);
const NCCOS = { one: nccoOf('one'), two: nccoOf('two'), static: nccoOf('static') };
export const STATIC_NCCO = NCCOS.static;

export type Answers = (request: HttpRequest, isGenuine: boolean) => HttpAnswer | undefined;

/** What a healthy deployment answers. */
const healthy: Answers = ({ url, headers }, isGenuine) => {
  // A domain leads to the first region.
  const region = url.hostname.startsWith('one') || url.hostname === DOMAIN ? 'one' : 'two';
  if (url.pathname.endsWith('/health')) return answered('{"status":"ok"}');
  const isSigned = headers['authorization'] !== undefined;
  if (url.href === STATIC) return answered(NCCOS.static);
  if (url.hostname.endsWith('-front.example.com')) return answered(isGenuine ? NCCOS[region] : NCCOS.static);
  const isFallback = url.pathname.endsWith('/fallback');
  if (!isGenuine)
    return isSigned
      ? refused(isFallback ? 403 : 401, 'signature-mismatch')
      : refused(isFallback ? 403 : 503, 'authorization-missing');
  return answered(url.pathname.endsWith('/event') ? '' : NCCOS[region]);
};

/** Signed just so, with this secret. */
function isSignedWith(secret: string, { headers }: HttpRequest): boolean {
  const [head = '', claims = '', signature] =
    headers['authorization']?.replace('Bearer ', '').split('.') ?? [];
  return createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url') === signature;
}

/** The answer to a request, as Vonage or anybody else makes it. */
export function answerTo(request: HttpRequest, answers?: Answers): HttpAnswer {
  const isGenuine = isSignedWith(SECRET, request);
  return answers?.(request, isGenuine) ?? healthy(request, isGenuine) ?? failed('connect', 'ECONNREFUSED');
}

export interface Ran {
  readonly findings: readonly Finding[];
  readonly of: (about: string) => readonly Finding[];
  /** One line for each finding that is not ok. */
  readonly lines: readonly string[];
  readonly requests: readonly (HttpRequest & { readonly timeouts: HttpTimeouts })[];
}

export interface Deployed {
  /** What is deployed. Default: two regions without a domain. */
  readonly outputs?: OutputsFile;
  /** How the application is linked. Default: as deployed. */
  readonly linked?: Choice;
  /** How it should be. */
  readonly expected?: Choice;
  readonly change?: (voice: JsonObject) => JsonObject | undefined;
  /** Instead of what a healthy deployment answers. */
  readonly answers?: Answers;
  readonly numbers?: readonly Omit<OwnedNumber, 'applicationId' | 'listed'>[] | Error;
  readonly secret?: string | undefined;
  readonly source?: Verifying['source'];
  readonly flags?: Parameters<typeof applyCommand>[0];
  readonly signal?: AbortSignal;
  /** Default: by their names. */
  readonly wayTo?: Awaited<ReturnType<Verifying['wayTo']>>;
  /** The call flows of the application. Default: one that passes nothing on. */
  readonly flows?: Target['flows'];
}

const NUMBER = { country: 'GB', msisdn: '447700900000', features: ['SMS', 'VOICE'] };

/** Verifies an application of the two regions, whose URLs answer as given. */
export async function verifyA(deployed: Deployed = {}): Promise<Ran> {
  const { linked = {}, expected = {}, change = (voice) => voice, answers, numbers = [NUMBER] } = deployed;
  const { outputs = twoRegions, source = 'signature', signal = new AbortController().signal } = deployed;
  const { flows = [{ where: 'functions/call-flow.ts', numbers: [], forward: undefined }] } = deployed;
  const requests: (HttpRequest & { readonly timeouts: HttpTimeouts })[] = [];
  const voice = change(voiceCapability(outputs, linked) as unknown as JsonObject);
  const application = { name: 'Desk', capabilities: voice === undefined ? {} : { voice } };
  const api: Partial<ApplicationsApi> = {
    host: 'https://api.example.com',
    apiKey: 'abcd1234',
    readApplication: () => Promise.resolve(application as JsonObject),
    listNumbers: () =>
      numbers instanceof Error
        ? Promise.reject(numbers)
        : Promise.resolve(numbers.map((number) => ({ ...number, applicationId: undefined, listed: {} }))),
  };
  const [first, second] = inOrder(outputs, expected.primary);
  const { findings } = await verifyLink({
    api: api as ApplicationsApi,
    target: {
      applicationId: ID,
      outputs,
      voice: voiceCapability(outputs, expected),
      websocketDisconnectedUrl: webhookUrlsOf(first, expected.primary).websocketDisconnected,
      domain: expected.primary === undefined ? domainOf(first) : undefined,
      primaryRegion: first.Region,
      fallbackRegion: second.Region,
      fallback: expected.fallback ?? 'distribution',
      timeoutsName: 'shipped',
      flows,
    },
    apply: applyCommand(deployed.flags ?? {}),
    source,
    signatureSecret: 'secret' in deployed ? deployed.secret : SECRET,
    send: (request, timeouts) => {
      requests.push({ ...request, timeouts });
      return Promise.resolve(answerTo(request, answers));
    },
    wayTo: () => Promise.resolve(deployed.wayTo ?? (() => ({}))),
    nowMs: () => NOW_MS,
    signal,
  });
  return {
    findings,
    of: (about) => findings.filter((finding) => finding.about === about),
    lines: findings
      .filter(({ status }) => status !== 'ok')
      .map(({ about, status, text, fix }) => `${status} ${about}: ${text} → ${fix ?? ''}`),
    requests,
  };
}

/** These paths (or hosts) answer so; all else is healthy. */
export const at =
  (places: Readonly<Record<string, HttpAnswer>>): Answers =>
  ({ url }) =>
    Object.entries(places).find(([place]) => `${url.host}${url.pathname}`.includes(place))?.[1];

/** The lines of what is not ok. */
export const linesOf = async (answers: Answers, others: Deployed = {}): Promise<readonly string[]> =>
  (await verifyA({ answers, ...others })).lines;
