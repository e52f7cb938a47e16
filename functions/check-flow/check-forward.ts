import type { FlowProblem } from '../../contracts/call-flow-report.ts';
import { describe } from '../../ncco/problem.ts';
import type { CallFlow, FlowContext } from '../define-flow.ts';
import type { ForwardHost, ForwardUrls } from '../forward/forward.ts';
import { mayBePublic } from '../../contracts/public-address.ts';
import { meantStep, problem, stepsInWords } from './check-form.ts';

/** Mistakes in what a call flow says of the application that it forwards to. */
export function forwardProblems(
  { forward, steps }: CallFlow,
  { urls }: Pick<FlowContext, 'urls'>,
): readonly FlowProblem[] {
  if (forward === undefined) return [];
  const { given, next } = forward as Partial<typeof forward>;
  if (typeof forward.ask !== 'function' || !isGiven(given))
    return [problem('forward', FORM, describe(forward), 'import forwardTo from ./forward/forward-to.ts')];
  const ownHost = new URL(urls.event).host;
  return [
    ...('host' in given
      ? [...hostProblems(given.host, ownHost), ...pathProblems(given)]
      : urlProblems(given, ownHost)),
    ...(next === undefined || Object.hasOwn(steps, next)
      ? []
      : [problem('forward, next', stepsInWords(Object.keys(steps)), describe(next), meantStep(next, steps))]),
  ];
}

const isGiven = (given: unknown): given is ForwardHost | ForwardUrls =>
  typeof given === 'object' && given !== null;

function hostProblems(host: unknown, ownHost: string): readonly FlowProblem[] {
  if (typeof host !== 'string') return [problem('forward', FORM, describe(host), WRITE_HOST)];
  const wrong = wrongWith(host, ownHost, FORM) ?? wrongOfHost(host);
  return wrong === undefined
    ? []
    : [problem('forward', wrong.expected, wrong.found ?? describe(host), wrong.fix)];
}

const pathProblems = ({ answer, event }: ForwardUrls): readonly FlowProblem[] =>
  Object.entries({ answer, event }).flatMap(([name, path]) =>
    typeof path === 'string' && /^\/[^\s#]*$/.test(path)
      ? []
      : [
          problem(
            `forward, ${name}`,
            'a path of the application, which begins with / and has no #',
            describe(path),
          ),
        ],
  );

/** Of two whole URLs, each of which may have a query. */
const urlProblems = ({ answer, event }: ForwardUrls, ownHost: string): readonly FlowProblem[] =>
  Object.entries({ answer, event }).flatMap(([name, url]: [string, unknown]) => {
    const wrong =
      typeof url === 'string'
        ? (wrongWith(url, ownHost, FORM_OF_URLS) ??
          (url.includes('#') ? { expected: 'no #', fix: 'leave it out: it is never sent' } : undefined))
        : { expected: FORM_OF_URLS };
    return wrong === undefined
      ? []
      : [problem(`forward, ${name}`, wrong.expected, wrong.found ?? describe(url), wrong.fix)];
  });

const FORM_OF_URLS =
  "forwardTo({ answer: 'https://voice.example.com/answer', event: 'https://events.example.com/event' })";
const WRITE_HOST = 'write it with https:// and the host';
const FORM = "forwardTo('https://voice.example.com')";

interface Wrong {
  readonly expected: string;
  readonly found?: string;
  readonly fix?: string;
}

/**
 * @param ownHost of this deployment
 * @param form how it is written
 */
function wrongWith(text: string, ownHost: string, form: string): Wrong | undefined {
  if (!URL.canParse(text)) return { expected: `an absolute URL: ${form}`, fix: WRITE_HOST };
  const { protocol, username, password, hostname, host } = new URL(text);
  if (protocol !== 'https:')
    return {
      expected: 'https: callers’ numbers and what they say go over it',
      fix: 'give the application a certificate, and write https://',
    };
  if (username !== '' || password !== '')
    return {
      expected: 'no user and no password: a callback is known by its signature',
      found: 'a URL with one',
      fix: 'check the signature in the application, as Vonage’s guide says',
    };
  if (host === ownHost)
    return { expected: 'another host than this deployment’s own', fix: 'name the application’s own host' };
  if (!mayBePublic(hostname))
    return {
      expected: 'a host on the internet: the functions connect to no private, loopback or link-local address',
      fix: 'give the application a public name',
    };
  return undefined;
}

/** Of a host that the paths are put behind. */
function wrongOfHost(text: string): Wrong | undefined {
  const { search, hash } = new URL(text);
  if (search !== '' || hash !== '')
    return {
      expected: 'no ? and no #: the paths are put behind it',
      fix: 'write them into answer and event',
    };
  return undefined;
}
