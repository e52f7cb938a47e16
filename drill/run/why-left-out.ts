import type { Scenario } from '../scenarios/scenario.ts';
import { type StartOwn, ownSetUpOf } from './own-set-ups.ts';
import type { Setup } from './setup.ts';

/** Why a scenario says nothing about this set-up; undefined: it does. */
export function whyLeftOut(scenario: Scenario, setup: Setup, startOwn: StartOwn): string | undefined {
  const { profile, emulator } = setup;
  const { asksForSignature, description, websocketUris } = emulator;
  const { aboutSignatures, needsPostFallback, needsKeptConnections, withoutBot } = scenario;
  const hasBot = websocketUris !== null;
  const own = ownSetUpOf(scenario, setup);
  if (!hasBot && isAboutBots(scenario)) return 'they are about a bot and websocketUri is null';
  if (own === 'without-bot' && startOwn[own] === undefined)
    return 'it needs an assembly whose settings name no bot, and --assembly gives one with a bot';
  if (own === 'guarded' && startOwn[own] === undefined)
    return 'they need an assembly of their own, with the guarded timeouts, and --assembly gives another one';
  if (own === 'several-numbers' && startOwn[own] === undefined)
    return 'it needs an assembly of its own, with a table of numbers, and --assembly gives another one';
  if (withoutBot === true && !hasBot && !connectsPerson(setup)) return NO_PERSON_FIRST;
  if (aboutSignatures === true && !asksForSignature)
    return 'they test signatures and source.mode "ip" requires none';
  if (needsKeptConnections === true && !profile.keepsConnections)
    return `by the rules of ${profile.name} Vonage keeps no connections: --profile pooled runs it`;
  if (needsPostFallback === true && description.voice.webhooks.fallback_answer_url.http_method === 'GET')
    return 'fallbackMethod is "GET", and CloudFront refuses a query of more than 8 kB: such calls get no NCCO while the primary is down';
  return setup.application === undefined ? undefined : whyNotGuarded(scenario, setup);
}

/** Of a call flow that passes callbacks on to an application. */
function whyNotGuarded(scenario: Scenario, { tierSays }: Pick<Setup, 'tierSays'>): string | undefined {
  const { phases } = scenario;
  const losesBot = isAboutBots(scenario) || phases.some(({ recovery }) => recovery);
  if (losesBot && scenario.withoutBot !== true && !tierSays.primary.some(({ what }) => what === 'bot'))
    return 'they are about a bot, and the application connects none before its first question';
  const faults = phases.flatMap((phase) => [
    ...phase.faults,
    ...(phase.menu?.between?.flatMap((each) => each.faults) ?? []),
  ]);
  if (faults.some(({ changesVonagesSecret }) => changesVonagesSecret === true))
    return 'Vonage gets another secret in them, and the application keeps the one that it was started with';
  const heard = phases.map(({ menu }) => menu?.hears);
  if (heard.includes('question-again'))
    return 'the application takes the steps; the scenarios guarded-app-… break it';
  return heard.includes('tail')
    ? 'what follows behind the application’s questions is what the application has put there'
    : undefined;
}

const isAboutBots = ({ phases }: Scenario): boolean =>
  phases.some(({ faults, midCall = [] }) => [...faults, ...midCall].some(({ ofBot }) => ofBot === true));

/** Whether a call begins with the person. */
export const connectsPerson = ({ tierSays }: Pick<Setup, 'tierSays'>): boolean =>
  tierSays.primary.some(({ what }) => what === 'person');

export const NO_PERSON_FIRST = 'without a bot the call flow connects no person at first';
