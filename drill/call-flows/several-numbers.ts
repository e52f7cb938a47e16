import { defineFlow } from '../../functions/define-flow.ts';
import { connectPerson, input, talk } from '../../ncco/build.ts';
import { rungs } from './menu-words.ts';

/** A number that callers dial, and all that they hear there. */
export interface DrilledNumber {
  readonly number: string;
  /** Its flow's name in the settings' table; the common flow where there is none. */
  readonly flow?: 'sales' | 'support';
  readonly greeting: string;
  /** Said to whatever a caller presses. */
  readonly chosen: string;
  /** Who is called in the end, by its phone. */
  readonly person: string;
}

const common: DrilledNumber = {
  number: '447700900120',
  greeting: 'Welcome to Example Limited. Press 1.',
  chosen: 'One moment please.',
  person: '447700900121',
};
const sales: DrilledNumber = {
  number: '447700900130',
  flow: 'sales',
  greeting: 'Welcome to sales. Press 1.',
  chosen: 'A seller takes your call.',
  person: '447700900131',
};
const support: DrilledNumber = {
  number: '447700900140',
  flow: 'support',
  greeting: 'Welcome to support. Press 1.',
  chosen: 'An engineer takes your call.',
  person: '447700900141',
};

/** The first one is in no table. */
export const DRILLED_NUMBERS = [common, sales, support] as const;

/** Steps of the same name in each: only the flow's name in the state tells them apart. The settings say which person it is. */
const flowOf = ({ greeting, chosen }: DrilledNumber) =>
  defineFlow({
    start: () => [talk(greeting, { bargeIn: true }), input({ dtmf: { maxDigits: 1 }, next: 'chosen' })],
    steps: {
      chosen: (_happened, { settings }) => [
        talk(chosen),
        connectPerson(settings.person, { from: settings.callerNumber, timeoutSeconds: 20 }),
      ],
    },
    rungs,
  });

export const callFlow = flowOf(common);
export const callFlows = { sales: flowOf(sales), support: flowOf(support) };
