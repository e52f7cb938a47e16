import { type FlowContext, defineFlow } from '../../functions/define-flow.ts';
import { connectPerson, input, notify, talk } from '../../ncco/build.ts';
import { declareOwn } from '../../functions/own/declare-own.ts';
import { rungs } from './menu-words.ts';

/** A number that callers dial, and all that they hear there. */
export interface DrilledNumber {
  readonly number: string;
  /** Its flow's name in the settings' table; the common flow where there is none. */
  readonly flow?: 'sales' | 'support' | 'customers';
  readonly greeting: string;
  /** In its place, where a look-up for it finds nothing. */
  readonly otherwise?: string;
  /** The question, of a step behind the greeting; the greeting asks where there is none. */
  readonly asks?: string;
  /** Said to whatever a caller presses. */
  readonly chosen: string;
  /** Who is called in the end, by its phone. */
  readonly person: string;
}

const common: DrilledNumber = {
  number: '447700900120',
  greeting: 'Welcome to Example Limited.',
  asks: 'To go on, press 1.',
  chosen: 'One moment please.',
  person: '447700900121',
};
const sales: DrilledNumber = {
  number: '447700900130',
  flow: 'sales',
  greeting: 'Welcome to sales.',
  asks: 'To buy, press 1.',
  chosen: 'A seller takes your call.',
  person: '447700900131',
};
const support: DrilledNumber = {
  number: '447700900140',
  flow: 'support',
  greeting: 'Welcome to support.',
  asks: 'For help, press 1.',
  chosen: 'An engineer takes your call.',
  person: '447700900141',
};

/** The first one is in no table. */
export const DRILLED_NUMBERS = [common, sales, support] as const;

const question = (words: string) =>
  [talk(words, { bargeIn: true }), input({ dtmf: { maxDigits: 1 }, next: 'chosen' })] as const;
/** The settings say which person it is. */
const says =
  (words: string) =>
  (_happened: unknown, { settings }: FlowContext) => [
    talk(words),
    connectPerson(settings.person, { from: settings.callerNumber, timeoutSeconds: 20 }),
  ];

/**
 * Steps of the same name in each. The event of a notify names no number: where its URL has lost the query, only the flow's name in the state
 * tells them apart.
 */
const flowOf = ({ greeting, asks = '', chosen }: DrilledNumber) =>
  defineFlow({
    start: () => [talk(greeting), notify({ next: 'asked' })],
    steps: { asked: () => question(asks), chosen: says(chosen) },
    rungs,
  });

/** Its greeting is what a look-up finds, which needs a secret of the call flow's own. */
const CUSTOMERS_OTHERWISE = 'Welcome. Press 1.';
export const CUSTOMERS: DrilledNumber = {
  number: '447700900150',
  flow: 'customers',
  greeting: 'Welcome back, Example Limited. Press 1.',
  otherwise: CUSTOMERS_OTHERWISE,
  chosen: 'Your adviser takes your call.',
  person: '447700900151',
};
/** What the look-up may take. */
export const LOOK_UP_MS = 200;

const customers = defineFlow({
  own: declareOwn({ secrets: { crmToken: 'example-limited/crm-token' } }),
  start: async (_call, { own, lookUp }) => {
    const greeting = await lookUp(
      { name: 'customer', budgetMs: LOOK_UP_MS, otherwise: CUSTOMERS_OTHERWISE },
      async () => {
        await own.secret('crmToken');
        return CUSTOMERS.greeting;
      },
    );
    return question(greeting);
  },
  steps: { chosen: says(CUSTOMERS.chosen) },
  rungs,
});

export const callFlow = flowOf(common);
export const callFlows = { sales: flowOf(sales), support: flowOf(support), customers };
