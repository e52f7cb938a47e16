import type { FlowProblem } from '../../contracts/call-flow-report.ts';
import { describe } from '../../ncco/problem.ts';
import type { CallFlow, FlowContext } from '../define-flow.ts';
import { mayBePublic } from '../../contracts/public-address.ts';
import { meantStep, problem, stepsInWords } from './check-form.ts';

/** Mistakes in what a call flow says of the application that it forwards to. */
export function forwardProblems(
  { forward, steps }: CallFlow,
  { urls }: Pick<FlowContext, 'urls'>,
): readonly FlowProblem[] {
  if (forward === undefined) return [];
  const { url, answer, event, next } = forward as Partial<typeof forward>;
  if (typeof forward.ask !== 'function' || typeof url !== 'string')
    return [problem('forward', FORM, describe(forward), 'import forwardTo from ./forward/forward-to.ts')];
  const wrong = wrongWith(url, new URL(urls.event).host);
  return [
    ...(wrong === undefined
      ? []
      : [problem('forward', wrong.expected, wrong.found ?? describe(url), wrong.fix)]),
    ...Object.entries({ answer, event }).flatMap(([name, path]) =>
      typeof path === 'string' && /^\/[^\s#]*$/.test(path)
        ? []
        : [
            problem(
              `forward, ${name}`,
              'a path of the application, which begins with / and has no #',
              describe(path),
            ),
          ],
    ),
    ...(next === undefined || Object.hasOwn(steps, next)
      ? []
      : [problem('forward, next', stepsInWords(Object.keys(steps)), describe(next), meantStep(next, steps))]),
  ];
}

const FORM = "forwardTo('https://voice.example.com')";

interface Wrong {
  readonly expected: string;
  readonly found?: string;
  readonly fix?: string;
}

/** @param ownHost of this deployment */
function wrongWith(text: string, ownHost: string): Wrong | undefined {
  if (!URL.canParse(text))
    return { expected: `an absolute URL: ${FORM}`, fix: 'write it with https:// and the host' };
  const { protocol, username, password, hostname, host, search, hash } = new URL(text);
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
  if (search !== '' || hash !== '')
    return {
      expected: 'no ? and no #: the paths are put behind it',
      fix: 'write them into answer and event',
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
